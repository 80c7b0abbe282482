"""The search box above the list: there while it is typed in, and as long as a word is searched for."""

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static


class SearchLine(Horizontal):
    @dataclass
    class Asked(Message):
        """Enter; ``word`` is empty when nothing is searched for any more."""

        word: str

    def __init__(self) -> None:
        super().__init__(id="search-line")

    def compose(self) -> ComposeResult:
        yield Static("查找")
        yield Input(placeholder="文字或编号，回车查找，Esc 清除", id="search", compact=True, max_length=100)

    def begin(self) -> None:
        self.add_class("-open")
        self.screen.set_focus(self.query_one(Input))

    def show(self, word: str) -> None:
        """The word that the list is searched for."""
        self.query_one(Input).value = word
        self.set_class(bool(word), "-open")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        word = event.value.strip()
        self.show(word)
        self.post_message(self.Asked(word))
