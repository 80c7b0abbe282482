"""What this person may do now, numbered, under its headings; below it, greyed, what others may."""

from dataclasses import dataclass

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from aiwei.tui.cells import fit
from aiwei.tui.client.rows import Action, Actions, Closed
from aiwei.tui.widgets.prose import Paragraph, Prose

NEXT = "next"
KEYS = 9
LABEL = 18


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
        self._choices.clear_options()
        group = ""
        for number, action in enumerate(actions.open, start=1):
            heading = action.group_label if action.group != group else ""
            self._choices.add_option(Option(_line(number, action, heading)))
            group = action.group
        self._choices.display = bool(actions.open)
        none = [] if actions.open else [Paragraph("此件现在没有您能办的事", "dim")]
        self._not_mine.say(*none, *(Paragraph(said, "dim") for said in others(actions.not_yours)))

    def enter(self) -> None:
        """The keyboard goes to the lines."""
        if self._actions:
            self._choices.highlighted = self._choices.highlighted or 0
            self._choices.focus()

    def choose(self, number: int) -> None:
        """By its number, from 1."""
        if 0 < number <= len(self._actions):
            self.post_message(self.Chosen(self._actions[number - 1]))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.choose(event.option_index + 1)


def _line(number: int, action: Action, heading: str) -> Text:
    """Its key, its name, and at the first of a group the group's name."""
    key = (f" {number} ", "reverse bold") if number <= KEYS else "   "
    return Text.assemble(key, " ", fit(action.label, LABEL), (heading, "dim italic"))


def others(closed: tuple[Closed, ...]) -> list[str]:
    """Why the next step is not this person's; of all other steps only the names."""
    why = [why_not(one) for one in closed if one.group == NEXT]
    names = [one.label for one in closed if one.group != NEXT]
    return [*why, f"别人可办：{'、'.join(names)}（w 看原因）"] if names else why


def why_not(closed: Closed) -> str:
    return closed.why if closed.why.startswith(closed.label) else f"{closed.label}：{closed.why}"
