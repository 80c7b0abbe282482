"""What this person may do now, numbered; below it, greyed, what others may, and why not this person."""

from dataclasses import dataclass

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aiwei.tui.client.rows import Action, Actions, Closed
from aiwei.tui.widgets.prose import Paragraph, Prose


class ActionList(Vertical):
    """Shown beside the case on a wide terminal, below it on a narrow one."""

    @dataclass
    class Chosen(Message):
        """The person wants to do this."""

        action: Action

    def __init__(self) -> None:
        super().__init__(id="actions")
        self._actions: tuple[Action, ...] = ()
        self._choices = OptionList(id="actions-open", compact=True)
        self._not_mine = Prose(id="actions-closed")

    def compose(self) -> ComposeResult:
        yield Static("现在可办", classes="heading")
        yield self._choices
        yield self._not_mine

    def show(self, actions: Actions) -> None:
        self._actions = actions.open
        choices = self._choices
        choices.clear_options()
        for number, action in enumerate(actions.open, start=1):
            choices.add_option(Option(Text.assemble((f" {number} ", "reverse bold"), f" {action.label}")))
        choices.display = bool(actions.open)
        closed = [Paragraph(_why_not(c), "dim") for c in actions.not_yours]
        none = [] if actions.open else [Paragraph("此件现在没有您能办的事", "dim")]
        self._not_mine.say(*none, *closed)

    def choose(self, number: int) -> None:
        """By its number, from 1."""
        if 0 < number <= len(self._actions):
            self.post_message(self.Chosen(self._actions[number - 1]))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.choose(event.option_index + 1)


def _why_not(closed: Closed) -> str:
    return closed.why if closed.why.startswith(closed.label) else f"{closed.label}：{closed.why}"
