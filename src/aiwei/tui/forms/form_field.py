"""One field of a form: its title, its way of filling in, its hint, and what is wrong with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Collapsible, Input, Static, Switch, TextArea

from aiwei.domain.calendar import LOCAL
from aiwei.tui.client.rows import Choice
from aiwei.tui.forms.combo_box import ComboBox
from aiwei.tui.forms.moments import parse_day, parse_moment
from aiwei.tui.forms.schema import Field, Kind
from aiwei.tui.forms.tick_box import TickBox
from aiwei.tui.forms.ways import WAYS, YES

FLAG_WORDS = {True: "是（空格切换）", False: "否（空格切换）"}


class FormField(Vertical):
    """``entered`` is what would be sent, or ValueError where that cannot be said. ``number`` tells fields of
    one name apart.
    """

    @dataclass
    class Changed(Message):
        """Something was typed or taken."""

        field: Field
        value: Any

    @dataclass
    class Done(Message):
        """On to the next field."""

        part: "FormField"

    @dataclass
    class Asked(Message):
        """Words were typed into a list whose other choices somebody may look up."""

        field: Field
        box: ComboBox
        word: str

    def __init__(self, field: Field, options: tuple[Choice, ...] = (), number: int = 0) -> None:
        name = field.name.replace(".", "-")
        super().__init__(id=f"field-{name}-{number}" if number else f"field-{name}", classes="form-field")
        self.field = field
        self.way = WAYS[field.kind](field, options or field.options)
        self._at_first = self._raw()

    def compose(self) -> ComposeResult:
        star = " *" if self.field.required else ""
        with Horizontal(classes="field-line"):
            yield Static(f"{self.field.title}{star}", classes="field-title", markup=False)
            yield self.way
            if isinstance(self.way, Switch):
                yield Static(FLAG_WORDS[self.way.value], classes="flag-word")
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

    @property
    def value(self) -> Any:
        """What other fields turn on: the code taken, or yes and no."""
        return self.way.value if isinstance(self.way, ComboBox | Switch) else None

    def entered(self) -> Any:
        raw = self._raw()
        if isinstance(self.way, ComboBox) and self.way.unknown:
            raise ValueError("没有这一项，请从列表里选")
        if raw in (None, "", [], False):
            return self.field.blank
        today = datetime.now(LOCAL).date()
        match self.field.kind:
            case Kind.MOMENT:
                return parse_moment(raw, today, at_end=self.field.at_end).isoformat()
            case Kind.DAY:
                return parse_day(raw, today).isoformat()
            case Kind.NUMBER:
                return _whole(raw)
            case Kind.YES_NO:
                return raw == YES
            case _:
                return raw

    def _raw(self) -> Any:
        """What stands in the widget."""
        match self.way:
            case Input() as line:
                return line.value.strip()
            case TextArea() as area:
                return area.text.strip()
            case Switch() as switch:
                return switch.value
            case TickBox() as box:
                return box.ticked
            case ComboBox() as combo:
                return combo.value or combo.text.strip() or None
            case _:
                return None

    @property
    def is_folded(self) -> bool:
        """Whether it lies behind “更多”."""
        return any(isinstance(node, Collapsible) and node.collapsed for node in self.ancestors)

    def focus_way(self) -> None:
        if isinstance(self.way, ComboBox | TickBox):
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
        self.query_one(".flag-word", Static).update(FLAG_WORDS[event.value])
        self._tell()

    def on_tick_box_changed(self, event: TickBox.Changed) -> None:
        event.stop()
        self._tell()

    def on_combo_box_changed(self, event: ComboBox.Changed) -> None:
        event.stop()
        self._tell()

    def on_combo_box_done(self, event: ComboBox.Done) -> None:
        event.stop()
        self.post_message(self.Done(self))

    def on_combo_box_asked(self, event: ComboBox.Asked) -> None:
        event.stop()
        if event.word and event.box.value is None:
            self.post_message(self.Asked(self.field, event.box, event.word))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on to the next field."""
        event.stop()
        self.screen.focus_next()

    def on_descendant_focus(self, _: events.DescendantFocus) -> None:
        self.scroll_visible(animate=False)


def _whole(typed: str) -> int:
    try:
        return int(typed)
    except ValueError:
        raise ValueError("请填整数") from None
