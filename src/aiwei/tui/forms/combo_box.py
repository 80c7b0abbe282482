"""One of many: typed words narrow the list, arrows move in it, Enter takes and goes on to the next field."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from aiwei.tui.client.rows import Choice
from aiwei.tui.forms.combo_input import ComboInput
from aiwei.tui.forms.menu_room import fit_below

HOW = "输入文字或代码筛选，↑↓ 选，回车定"


class ComboBox(Vertical):
    """``value`` is the code taken, None where nothing is; ``unknown`` tells that words stand in the line
    which are none of the choices.
    """

    @dataclass
    class Changed(Message):
        """Another choice was taken, or none."""

        box: "ComboBox"

    @dataclass
    class Asked(Message):
        """These words were typed; somebody may know more choices for them (see ``found``)."""

        box: "ComboBox"
        word: str

    class Done(Message):
        """On to the next field: behind ``Changed``, for that may show or hide what is next."""

    def __init__(self, options: Sequence[Choice], value: str | None = None) -> None:
        super().__init__(classes="combo-box")
        self._options = tuple(options)
        self._shown: list[Choice] = []
        self.value = value
        self._quiet = False
        self._line = ComboInput(self._label, placeholder=HOW, compact=True, select_on_focus=True)
        self._menu = OptionList(classes="combo-menu", compact=True)
        self._menu.can_focus = False
        self._menu.display = False

    def compose(self) -> ComposeResult:
        yield self._line
        yield self._menu

    @property
    def text(self) -> str:
        return self._line.value

    @property
    def unknown(self) -> bool:
        return bool(self.text.strip()) and self.value is None

    def offer(self, options: Sequence[Choice]) -> None:
        """Other choices; what was taken stays if it is among them, and an only choice is taken."""
        self._options = tuple(options)
        if self.value not in {choice.value for choice in options}:
            self._take(options[0] if len(options) == 1 else None)
        if self._menu.display:
            self._open("")

    def found(self, word: str, choices: Sequence[Choice]) -> None:
        """More choices for the words typed, which need not stand in their labels."""
        if self.text.strip() != word or not self._line.has_focus or self.value is not None:
            return
        known = {choice.value for choice in self._options}
        self._options += tuple(choice for choice in choices if choice.value not in known)
        self._open(word, also={choice.value for choice in choices})

    def hush(self, quiet: bool) -> None:  # noqa: FBT001 (yes or no is the whole matter)
        """Whether the list stays closed until a key asks for it: it would cover what is said to be wrong."""
        self._quiet = quiet
        if quiet:
            self._menu.display = False

    @property
    def _label(self) -> str:
        return next((choice.label for choice in self._options if choice.value == self.value), "")

    def _open(self, wanted: str, also: Collection[str] = ()) -> None:
        """Shows the choices that contain the words; the first is marked once something was typed."""
        word = wanted.strip().casefold()
        self._shown = [
            c
            for c in self._options
            if word in c.label.casefold() or word in c.value.casefold() or c.value in also
        ]
        self._menu.clear_options()
        self._menu.add_options(Option(Text(choice.label)) for choice in self._shown)
        self._menu.display = bool(self._shown)
        fit_below(self._menu, self)
        taken = next((n for n, c in enumerate(self._shown) if c.value == self.value), None)
        self._menu.highlighted = 0 if word and self._shown else taken

    def _take(self, choice: Choice | None) -> None:
        self.value = choice.value if choice else None
        with self.prevent(Input.Changed):
            self._line.value = choice.label if choice else ""
        self.post_message(self.Changed(self))

    def on_combo_input_entered(self, event: ComboInput.Entered) -> None:
        event.stop()
        if not self._quiet:
            self._open("")

    def on_combo_input_left(self, event: ComboInput.Left) -> None:
        """Words that name a choice, or match one only, are that choice."""
        event.stop()
        self._menu.display = False
        if self.unknown:
            exact = [c for c in self._options if self.text.strip() in (c.label, c.value)]
            fitting = exact or self._shown
            if len(fitting) == 1:
                self._take(fitting[0])

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._line.has_focus:
            self._open(event.value)
            self.post_message(self.Asked(self, event.value.strip()))
        if self.value is not None and event.value != self._label:
            self.value = None
            self.post_message(self.Changed(self))

    def on_combo_input_stepped(self, event: ComboInput.Stepped) -> None:
        event.stop()
        if not self._menu.display:
            self._open("")
        elif event.by > 0:
            self._menu.action_cursor_down()
        else:
            self._menu.action_cursor_up()

    def on_combo_input_taken(self, event: ComboInput.Taken) -> None:
        event.stop()
        marked = self._menu.highlighted
        if self._menu.display and marked is not None:
            self._take(self._shown[marked])
        self.post_message(self.Done())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """By the mouse."""
        event.stop()
        self._take(self._shown[event.option_index])
        self._menu.display = False

    def on_key(self, event: events.Key) -> None:
        """Esc closes an open list first."""
        if event.key == "escape" and self._menu.display:
            event.stop()
            self._menu.display = False
