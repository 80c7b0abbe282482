"""One of several cases that hang together with the one on screen."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aiwei.tui.cells import one_line
from aiwei.tui.client.rows import Related


class ChooseCaseScreen(ModalScreen[str | None]):
    """Returns the id of the case chosen; None when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "返回", tooltip="回到本件", id="choose-case.leave"),
    ]

    def __init__(self, related: Sequence[Related]) -> None:
        super().__init__(id="choose-case")
        self._related = related

    def compose(self) -> ComposeResult:
        with Vertical(classes="modal-box"):
            yield Static("有关联的件", classes="modal-title")
            yield OptionList(
                *(Option(Text(told(one)), id=one.case_id) for one in self._related), compact=True
            )
            yield Static("↑↓ 选，回车打开，Esc 返回", classes="hint")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)


def told(one: Related) -> str:
    return f"{one.relation_label} {one.number} {one.state_label} {one_line(one.title)}"
