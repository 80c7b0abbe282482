"""Before a report is registered as a repeat: what that means, and the reason that will be recorded."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from aiwei.tui.client.rows import Similar
from aiwei.tui.widgets.prose import Paragraph, Prose

REASON = "登记时比对为同一事项，没有新情况"
MEANS = "本件照常登记编号，随即并入该件，不另起办理时限；诉求人仍要单独答复。"
KEYS = "回车 登记并关联   Esc 返回表单"


class RepeatScreen(ModalScreen[str | None]):
    """Returns the reason; None when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "返回", tooltip="返回表单", id="repeat.leave"),
    ]

    def __init__(self, like: Similar) -> None:
        super().__init__(id="repeat")
        self._like = like

    def compose(self) -> ComposeResult:
        with Vertical(classes="modal-box"):
            yield Static(f"登记，并关联为 {self._like.number} 的重复件", classes="modal-title", markup=False)
            yield Prose(id="repeat-about")
            yield Static("关联理由（写明有无新情况；会记入办理经过，不写诉求人姓名、电话）", classes="hint")
            yield Input(REASON, id="repeat-reason", compact=True, max_length=200)
            yield Static(KEYS, classes="hint")

    def on_mount(self) -> None:
        about = (Paragraph(f"{self._like.place} {self._like.title}".strip(), "bold"), Paragraph(MEANS))
        self.query_one("#repeat-about", Prose).say(*about)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Without a reason nothing is linked."""
        event.stop()
        if reason := event.value.strip():
            self.dismiss(reason)
