"""In which order the list stands."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aiwei.tui.client.filters import SORTS


class SortScreen(ModalScreen[str | None]):
    """Returns the sort chosen; None when it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "返回", tooltip="不改排序", id="sort.leave"),
    ]

    def __init__(self, current: str) -> None:
        super().__init__(id="sort")
        self._current = current

    def compose(self) -> ComposeResult:
        with Vertical(classes="modal-box"):
            yield Static("排序", classes="modal-title")
            yield OptionList(*(Option(label, id=code) for code, label in SORTS.items()), compact=True)
            yield Static("↑↓ 选，回车定，Esc 返回", classes="hint")

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = list(SORTS).index(self._current)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)
