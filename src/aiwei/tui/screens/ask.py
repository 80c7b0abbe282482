"""A question with yes and no."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static


class AskScreen(ModalScreen[bool]):
    """Returns the answer; Esc and anything but yes is no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "是", tooltip="是", id="ask.yes"),
        Binding("n,escape,enter", "dismiss(False)", "否", tooltip="否，回去", id="ask.no"),
    ]

    def __init__(self, question: str) -> None:
        super().__init__(id="ask")
        self._question = question

    def compose(self) -> ComposeResult:
        with Vertical(classes="modal-box"):
            yield Static(self._question, markup=False)
            yield Static("y 是   n 否", classes="hint")
