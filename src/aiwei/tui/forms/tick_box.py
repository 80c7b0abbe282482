"""Several of many: typed words narrow the list, arrows move in it, space ticks, Enter goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, SelectionList, Static
from textual.widgets.selection_list import Selection

from aiwei.tui.client.rows import Choice
from aiwei.tui.forms.combo_input import ComboInput
from aiwei.tui.forms.menu_room import fit_below
from aiwei.tui.forms.tick_list import TickList, plain

HOW = "输入文字筛选，↑↓ 移动，空格勾选，回车到下一栏"


class TickInput(ComboInput):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", "勾选", show=False, tooltip="勾选或取消", id="tick.tick"),
    ]

    class Ticked(Message):
        """Space: the marked one is wanted, or not any more."""

    def action_tick(self) -> None:
        self.post_message(self.Ticked())


class TickBox(Vertical):
    """``ticked`` are the codes, in the order of the choices."""

    @dataclass
    class Changed(Message):
        """Something was ticked, or is no more."""

        box: "TickBox"

    def __init__(self, options: Sequence[Choice], ticked: Sequence[str] = ()) -> None:
        super().__init__(classes="tick-box")
        self._options = tuple(options)
        self._ticked = set(ticked)
        self._line = TickInput(placeholder=HOW, compact=True)
        self._said = Static(classes="tick-said", markup=False)
        self._menu = TickList((), frozenset())
        self._menu.add_class("combo-menu")
        self._menu.can_focus = False
        self._menu.display = False

    def compose(self) -> ComposeResult:
        yield self._line
        yield self._said
        yield self._menu

    def on_mount(self) -> None:
        self._say()

    @property
    def ticked(self) -> list[str]:
        return [choice.value for choice in self._options if choice.value in self._ticked]

    def _say(self) -> None:
        labels = [choice.label for choice in self._options if choice.value in self._ticked]
        self._said.update(f"✓ {'、'.join(labels)}")
        self._said.display = bool(labels)

    def _open(self, wanted: str) -> None:
        """The choices that contain the words, what is ticked first."""
        word = wanted.strip().casefold()
        shown = [c for c in self._options if word in c.label.casefold() or word in c.value.casefold()]
        shown.sort(key=lambda choice: choice.value not in self._ticked)
        with self.prevent(SelectionList.SelectedChanged):
            self._menu.clear_options()
            self._menu.add_options(Selection(plain(c.label), c.value, c.value in self._ticked) for c in shown)
        self._menu.display = bool(shown)
        fit_below(self._menu, self)
        self._menu.highlighted = 0 if shown else None

    def _toggle(self) -> None:
        if self._menu.display and self._menu.highlighted is not None:
            self._menu.toggle(self._menu.get_option_at_index(self._menu.highlighted))

    def on_selection_list_selection_toggled(self, event: SelectionList.SelectionToggled[str]) -> None:
        """By a key or by the mouse."""
        event.stop()
        self._ticked ^= {event.selection.value}
        self._say()
        self.call_after_refresh(fit_below, self._menu, self)
        self.post_message(self.Changed(self))

    def on_selection_list_selected_changed(self, event: SelectionList.SelectedChanged[str]) -> None:
        event.stop()

    def on_combo_input_entered(self, event: ComboInput.Entered) -> None:
        event.stop()
        self._open(self._line.value)

    def on_combo_input_left(self, event: ComboInput.Left) -> None:
        event.stop()
        self._menu.display = False
        self._line.clear()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._line.has_focus:
            self._open(event.value)

    def on_combo_input_stepped(self, event: ComboInput.Stepped) -> None:
        event.stop()
        if not self._menu.display:
            self._open(self._line.value)
        elif event.by > 0:
            self._menu.action_cursor_down()
        else:
            self._menu.action_cursor_up()

    def on_tick_input_ticked(self, event: TickInput.Ticked) -> None:
        event.stop()
        self._toggle()

    def on_combo_input_taken(self, event: ComboInput.Taken) -> None:
        """Enter ticks what the typed words found; with none typed it goes on."""
        event.stop()
        if self._line.value.strip():
            self._toggle()
            self._line.clear()
        else:
            self.screen.focus_next()

    def on_key(self, event: events.Key) -> None:
        """Esc closes an open list first."""
        if event.key == "escape" and self._menu.display:
            event.stop()
            self._menu.display = False
