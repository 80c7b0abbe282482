"""A page to read in a box: the deadlines explained, the keys, a complainant's words. Nothing of it stays."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from aiwei.tui.widgets.prose import Paragraph, Prose


class ReadingScreen(ModalScreen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss(None)", "关闭", tooltip="关闭", id="reading.close"),
    ]

    def __init__(self, title: str, paragraphs: Sequence[Paragraph | str]) -> None:
        super().__init__(id="reading")
        self._title = title
        self._paragraphs = tuple(paragraphs)

    def compose(self) -> ComposeResult:
        with Vertical(classes="modal-box"):
            yield Static(self._title, classes="modal-title", markup=False)
            with VerticalScroll(id="reading-page"):
                yield Prose(id="reading-text")
            yield Static("↑↓ 翻看，Esc 关闭", classes="hint")

    def on_mount(self) -> None:
        self.query_one("#reading-text", Prose).say(*self._paragraphs)
        self.query_one("#reading-page").focus()
