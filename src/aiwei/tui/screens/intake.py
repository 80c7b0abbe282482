"""Taking a case in: six fields and the keyboard; similar open cases show while typing."""

from textual import work
from textual.app import ComposeResult
from textual.timer import Timer

from aiwei.tui.client.rows import Item
from aiwei.tui.client.trouble import Trouble
from aiwei.tui.forms.form_field import FormField
from aiwei.tui.screens.form import FormScreen
from aiwei.tui.screens.form_task import IntakeTask
from aiwei.tui.similar import candidates
from aiwei.tui.widgets.prose import Paragraph, Prose

PAUSE = 0.4
MOST = "5"


class IntakeScreen(FormScreen):
    def __init__(self, task: IntakeTask) -> None:
        super().__init__(task)
        self._server = task.signed_in.server
        self._typed: Timer | None = None
        self._similar = Prose(id="similar")
        self._similar.display = False

    def compose(self) -> ComposeResult:
        for widget in super().compose():
            if widget.id == "send":
                yield self._similar
            yield widget

    def on_form_field_changed(self, event: FormField.Changed) -> None:
        if event.field.name == "title":
            if self._typed is not None:
                self._typed.stop()
            self._typed = self.set_timer(PAUSE, self._look)

    @work(exclusive=True, group="similar")
    async def _look(self) -> None:
        """Asks for the longest words first; no answer is no harm."""
        part = self._body.part("title")
        found: tuple[Item, ...] = ()
        for word in candidates(str(part.entered()) if part else ""):
            try:
                params = [("q", word), ("open", "true"), ("limit", MOST), ("sort", "-received")]
                found = (await self._server.cases(params)).items
            except Trouble:
                return
            if found:
                break
        self._tell(found)

    def _tell(self, found: tuple[Item, ...]) -> None:
        self._similar.display = bool(found)
        lines = (Paragraph(f"{i.number} {i.state_label} {i.village_name} {i.title}") for i in found)
        self._similar.say(Paragraph("相似的未办结件，可能是同一件事：", "bold yellow"), *lines)
