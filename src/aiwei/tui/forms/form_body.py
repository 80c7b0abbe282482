"""The fields of a form, their values, and the errors beside them."""

from collections.abc import Mapping, Sequence
from typing import Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Collapsible

from aiwei.tui.client.rows import Choice
from aiwei.tui.forms.combo_box import ComboBox
from aiwei.tui.forms.form_field import FormField
from aiwei.tui.forms.schema import Field, Kind, body_of

PERSON, UNIT = "person", "unit"
Offers = Mapping[str, tuple[Choice, ...]]


class FormBody(VerticalScroll, can_focus=False):
    """The first ``main`` fields in sight, the others behind “更多” (None: all in sight)."""

    def __init__(self, fields: Sequence[Field], offers: Offers, main: int | None = None) -> None:
        super().__init__(id="form-body")
        self._fields = list(fields)
        self._offers = offers
        self._main = len(self._fields) if main is None else main

    def compose(self) -> ComposeResult:
        for field in self._fields[: self._main]:
            yield self._made(field)
        if rest := self._fields[self._main :]:
            with Collapsible(title="更多（回车展开）", id="form-more"):
                for field in rest:
                    yield self._made(field)

    def on_mount(self) -> None:
        self._narrow_people()
        self._show_what_is_asked()

    def _made(self, field: Field) -> FormField:
        same = [other for other in self._fields if other.name == field.name]
        return FormField(field, self._offers.get(field.choices, ()), same.index(field))

    @property
    def parts(self) -> list[FormField]:
        return list(self.query(FormField))

    @property
    def asked(self) -> list[FormField]:
        """The fields that are asked for what is chosen in the others."""
        return [part for part in self.parts if part.display]

    def part(self, name: str) -> FormField | None:
        """The field that an error names; ``assisting_units.0`` is a part of its field."""
        return next(
            (p for p in self.asked if name == p.field.name or name.startswith(f"{p.field.name}.")), None
        )

    @property
    def touched(self) -> bool:
        return any(part.touched for part in self.parts)

    def start(self) -> None:
        """The focus to the first field that is still to be filled in."""
        empty = (part for part in self.asked if part.field.required and not part.field.default)
        first = next(empty, self.asked[0] if self.asked else None)
        if first is not None:
            first.focus_way()

    def body(self) -> dict[str, Any]:
        """The JSON to send; ValueError when a field cannot be read, which is then said beside it."""
        values: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        for part in self.asked:
            try:
                value = part.entered()
            except ValueError as error:
                wrong[part.field.name] = str(error)
            else:
                given = value is not None and value != part.field.blank
                if given or part.field.default not in (None, "", [], ()):
                    values[part.field.name] = value
        self.mark(wrong)
        if wrong:
            raise ValueError("；".join(wrong.values()))
        return body_of(values)

    def mark(self, wrong: Mapping[str, str]) -> list[str]:
        """Says what is wrong beside each field, and goes to the first; answers with what has no field."""
        for part in self.parts:
            part.wrong("")
        homeless, first = [], None
        for name, words in wrong.items():
            part_at_fault = self.part(name)
            if part_at_fault is None:
                homeless.append(f"{name}：{words}")
                continue
            part_at_fault.wrong(words)
            first = first or part_at_fault
        if first is not None:
            self._unfold(first)
            first.focus_way()
        return homeless

    def _unfold(self, part: FormField) -> None:
        for folded in self.query(Collapsible):
            if part in folded.query(FormField):
                folded.collapsed = False

    def on_form_field_changed(self, event: FormField.Changed) -> None:
        """Not stopped: the screen may want to know too."""
        if event.field.choices == UNIT and event.field.kind is Kind.ONE:
            self._narrow_people()
        if any(event.field.name in other.shown_for for other in self._fields):
            self._show_what_is_asked()

    def on_form_field_done(self, event: FormField.Done) -> None:
        """To the next that is asked; the screen's own order knows a field only once it has been drawn."""
        event.stop()
        asked = self.asked
        following = asked[asked.index(event.part) + 1 :] if event.part in asked else []
        if following and not following[0].is_folded:
            following[0].focus_way()
        else:
            self.screen.focus_next()

    def _show_what_is_asked(self) -> None:
        """Each field by the values of those that it belongs to; one that hangs on a hidden one is hidden."""
        asked: dict[str, Any] = {}
        for part in self.parts:
            part.display = all(
                name in asked and asked[name] in wanted for name, wanted in part.field.shown_for.items()
            )
            if part.display:
                asked[part.field.name] = part.value

    def _narrow_people(self) -> None:
        """Offers only people of the unit chosen in this form."""
        unit = next((p for p in self.parts if p.field.choices == UNIT and p.field.kind is Kind.ONE), None)
        if unit is None:
            return
        code = unit.way.value if isinstance(unit.way, ComboBox) else None
        people = self._offers.get(PERSON, ())
        for part in self.parts:
            if part.field.choices == PERSON and isinstance(part.way, ComboBox):
                part.way.offer([c for c in people if code is None or c.unit == code])
