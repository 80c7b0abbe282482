"""Taking a case in: six fields and the keyboard; similar open cases show while typing."""

from contextlib import suppress
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widget import Widget

from aiwei.tui.client.rows import Similar
from aiwei.tui.client.trouble import Trouble
from aiwei.tui.forms.form_field import FormField
from aiwei.tui.screens.case import CaseScreen
from aiwei.tui.screens.form import FormScreen
from aiwei.tui.screens.form_task import IntakeTask, Repeat
from aiwei.tui.screens.repeat import RepeatScreen
from aiwei.tui.similar import PARTS, told_of
from aiwei.tui.widgets.similar_list import Proposals, SimilarList

PAUSE = 0.4


class IntakeScreen(FormScreen):
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 (textual types it so)
        (0, "-low"),
        (32, "-high"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        # before the focused field: in a text of several lines F6 would mark a line
        Binding("f6", "similar", "相似件", tooltip="到相似的未办结件，再按一次回来", id="intake.similar",
                priority=True),
    ]  # fmt: skip

    def __init__(self, task: IntakeTask) -> None:
        super().__init__(task)
        self._intake = task
        self._typed: Timer | None = None
        self._asked: dict[str, Any] | None = {}
        self._came_from: Widget | None = None
        self._similar = SimilarList(task.signed_in.server.now)

    def compose(self) -> ComposeResult:
        for widget in super().compose():
            if widget.id == "send":
                yield self._similar
            yield widget

    def on_form_field_changed(self, event: FormField.Changed) -> None:
        """Asks when the typing pauses."""
        if event.field.name in PARTS:
            if self._typed is not None:
                self._typed.stop()
            self._typed = self.set_timer(PAUSE, self._look)

    def on_screen_resume(self) -> None:
        """Something may have been done in a case that was read."""
        self._asked = None
        self._look()

    @work(exclusive=True, group="similar")
    async def _look(self) -> None:
        """A newer question ends an older one; no answer is no harm."""
        told = told_of(self._told())
        if told == self._asked:
            return
        try:
            likes = await self._intake.signed_in.server.similar(told) if told else ()
        except Trouble:
            return
        self._asked = told
        if not likes and self._similar.has_focus_within:
            self.on_proposals_left()
        self._similar.show(likes)
        self.refresh_bindings()

    def _told(self) -> dict[str, Any]:
        """What can be read of the parts that matter; a date half typed is left out."""
        filled: dict[str, Any] = {}
        for part in self._body.parts:
            if part.field.name in PARTS:
                with suppress(ValueError):
                    filled[part.field.name] = part.entered()
        return filled

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """The key for the list is there when the list is."""
        return self._similar.display if action == "similar" else True

    def action_similar(self) -> None:
        if self._similar.has_focus_within:
            self.on_proposals_left()
        else:
            self._came_from = self.focused
            self._similar.enter()

    def on_proposals_left(self, _: Proposals.Left | None = None) -> None:
        if self._came_from is not None:
            self.set_focus(self._came_from)
        else:
            self._body.start()

    def on_similar_list_opened(self, event: SimilarList.Opened) -> None:
        """To read; what is typed stays below."""
        self.app.push_screen(CaseScreen(self._intake.signed_in, event.like.case_id, self._neighbour))

    async def _neighbour(self, case_id: str, by: int) -> str | None:
        """The proposal beside this one."""
        here = self._similar.index_of(case_id)
        if here is None or not 0 <= here + by < len(self._similar.likes):
            return None
        self._similar.mark(here + by)
        return self._similar.likes[here + by].case_id

    def on_similar_list_repeated(self, event: SimilarList.Repeated) -> None:
        if self.filled() is not None:
            self._repeat(event.like)

    @work(exclusive=True, group="repeat")
    async def _repeat(self, like: Similar) -> None:
        """Registers what is typed, as a repeat of that case, once a reason is given."""
        reason = await self.app.push_screen_wait(RepeatScreen(like))
        if reason is not None:
            self._intake.repeat_of = Repeat(like.case_id, like.number, reason)
            self.action_send()
