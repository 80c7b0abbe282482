"""One field of a form: its title, its way of filling in, its hint, and what is wrong with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, SelectionList, Static, Switch, TextArea

from aiwei.domain.calendar import LOCAL
from aiwei.tui.client.rows import Choice
from aiwei.tui.forms.combo_box import ComboBox
from aiwei.tui.forms.moments import FORM, parse_moment
from aiwei.tui.forms.schema import Field, Kind
from aiwei.tui.forms.tick_list import TickList
from aiwei.tui.said import moment

YES_NO = {True: "是", False: "否（空格切换）"}


class FormField(Vertical):
    """``entered`` is what would be sent, or ValueError where that cannot be said."""

    @dataclass
    class Changed(Message):
        """Something was typed or taken."""

        field: Field
        value: Any

    def __init__(self, field: Field, options: tuple[Choice, ...] = ()) -> None:
        super().__init__(id=f"field-{field.name.replace('.', '-')}", classes="form-field")
        self.field = field
        self.way = _way(field, options or field.options)
        self._at_first = self._raw()

    def compose(self) -> ComposeResult:
        star = " *" if self.field.required else ""
        with Horizontal(classes="field-line"):
            yield Static(f"{self.field.title}{star}", classes="field-title", markup=False)
            yield self.way
            if isinstance(self.way, Switch):
                yield Static(YES_NO[self.way.value], classes="flag-word")
        yield Static(self.field.hint, classes="field-hint", markup=False)
        yield Static("", classes="field-wrong", markup=False)

    def on_mount(self) -> None:
        self.query_one(".field-hint").display = bool(self.field.hint)
        self.wrong("")

    def wrong(self, words: str) -> None:
        """Says beside the field what is wrong; empty takes it away."""
        line = self.query_one(".field-wrong", Static)
        line.update(f"▲ {words}")
        line.display = bool(words)
        self.set_class(bool(words), "-wrong")
        if isinstance(self.way, ComboBox):
            self.way.hush(bool(words))

    @property
    def touched(self) -> bool:
        """Whether a person's work would be lost with this field."""
        return bool(self._raw() != self._at_first)

    def entered(self) -> Any:
        raw = self._raw()
        if self.field.kind is Kind.ONE and cast("ComboBox", self.way).unknown:
            raise ValueError("没有这一项，请从列表里选")
        if self.field.kind is Kind.MOMENT and raw:
            return parse_moment(raw, datetime.now(LOCAL).date()).isoformat()
        return raw or self.field.blank

    def _raw(self) -> Any:
        """What stands in the widget."""
        match self.way:
            case Input() as line:
                return line.value.strip()
            case TextArea() as area:
                return area.text.strip()
            case Switch() as switch:
                return switch.value
            case SelectionList() as chosen:
                return list(chosen.selected)
            case ComboBox() as box:
                return box.value or box.text.strip() or None
            case _:
                return None

    def focus_way(self) -> None:
        if isinstance(self.way, ComboBox):
            self.screen.set_focus(self.way.query_one(Input))
        else:
            self.screen.set_focus(self.way)

    def _tell(self) -> None:
        self.wrong("")
        self.post_message(self.Changed(self.field, self._raw()))

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._tell()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._tell()

    def on_switch_changed(self, event: Switch.Changed) -> None:
        event.stop()
        self.query_one(".flag-word", Static).update(YES_NO[event.value])
        self._tell()

    def on_selection_list_selected_changed(self, event: SelectionList.SelectedChanged[str]) -> None:
        event.stop()
        self._tell()

    def on_combo_box_changed(self, event: ComboBox.Changed) -> None:
        event.stop()
        self._tell()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on to the next field."""
        event.stop()
        self.screen.focus_next()

    def on_descendant_focus(self, _: events.DescendantFocus) -> None:
        self.scroll_visible(animate=False)


def _way(field: Field, options: tuple[Choice, ...]) -> Widget:
    """The widget that a field is filled in with."""
    known = field.default
    match field.kind:
        case Kind.ONE:
            return ComboBox(options, known or None)
        case Kind.MANY:
            return TickList(options, frozenset(known or ()))
        case Kind.FLAG:
            return Switch(bool(known), animate=False)
        case Kind.PROSE:
            return TextArea(known or "", soft_wrap=True, show_line_numbers=False, compact=True)
        case Kind.MOMENT:
            said = moment(datetime.fromisoformat(known)) if known else ""
            return Input(said, placeholder=FORM, compact=True)
        case Kind.LINE:
            return Input(known or "", compact=True)
