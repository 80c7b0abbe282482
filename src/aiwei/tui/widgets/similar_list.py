"""Similar open cases below a form: seen while typing, walked in after F6."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aiwei.tui.client.rows import Similar
from aiwei.tui.similar import proposal

HEAD = "相似的未办结件，可能是同一件事（F6 进入）"
WIDE = 120


class Proposals(OptionList):
    """The lines, with keys of their own while the focus is here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "阅读", tooltip="阅读光标所在的相似件，Esc 回来", id="similar.read"),
        Binding(
            "r", "repeat", "登记并关联为重复件", tooltip="登记，并关联为这件的重复件", id="similar.repeat"
        ),
        Binding("escape", "leave", "回到表单", tooltip="回到刚才那一栏", id="similar.leave"),
    ]

    @dataclass
    class Repeated(Message):
        """What is typed is this one's matter once more."""

        number: int

    class Left(Message):
        """Back to where one came from."""

    def action_repeat(self) -> None:
        if self.highlighted is not None:
            self.post_message(self.Repeated(self.highlighted))

    def action_leave(self) -> None:
        self.post_message(self.Left())


class SimilarList(Vertical):
    """Not there while nothing is similar."""

    @dataclass
    class Opened(Message):
        """The person wants to read this case."""

        like: Similar

    @dataclass
    class Repeated(Message):
        """The person says that what is typed is this matter once more."""

        like: Similar

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(id="similar")
        self.likes: tuple[Similar, ...] = ()
        self._now = now
        self._wide = False
        self._lines = Proposals(id="similar-lines", compact=True)
        self.display = False

    def compose(self) -> ComposeResult:
        yield Static(HEAD, classes="heading")
        yield self._lines

    def show(self, likes: Sequence[Similar]) -> None:
        """Other proposals; the cursor stays on its case."""
        marked = self._lines.highlighted
        kept = self.likes[marked].case_id if marked is not None else ""
        self.likes = tuple(likes)
        self.display = bool(likes)
        self._draw(self.index_of(kept))

    def index_of(self, case_id: str) -> int | None:
        return next((n for n, like in enumerate(self.likes) if like.case_id == case_id), None)

    def enter(self) -> None:
        """The keyboard goes to the lines."""
        if self._lines.highlighted is None:
            self._lines.highlighted = 0
        self._lines.focus()

    def mark(self, number: int) -> None:
        self._lines.highlighted = number

    def on_resize(self, event: events.Resize) -> None:
        """Reasons stand beside their case or below it."""
        if (event.size.width >= WIDE) is not self._wide:
            self._wide = not self._wide
            self._draw(self._lines.highlighted)

    def _draw(self, marked: int | None) -> None:
        self._lines.clear_options()
        self._lines.add_options(Option(proposal(like, self._now(), wide=self._wide)) for like in self.likes)
        self._lines.highlighted = marked

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.post_message(self.Opened(self.likes[event.option_index]))

    def on_proposals_repeated(self, event: Proposals.Repeated) -> None:
        event.stop()
        self.post_message(self.Repeated(self.likes[event.number]))
