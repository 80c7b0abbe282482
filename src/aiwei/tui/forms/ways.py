"""What each kind of field is filled in with."""

from collections.abc import Callable
from datetime import datetime

from textual.widget import Widget
from textual.widgets import Input, Switch, TextArea

from aiwei.tui.client.rows import Choice
from aiwei.tui.forms.combo_box import ComboBox
from aiwei.tui.forms.moments import DAY_FORM, FORM
from aiwei.tui.forms.schema import Field, Kind
from aiwei.tui.forms.tick_box import TickBox
from aiwei.tui.said import moment

YES = "yes"
YES_OR_NO = (Choice(value=YES, label="是"), Choice(value="no", label="否"))
Options = tuple[Choice, ...]


def _moment(field: Field, _: Options) -> Widget:
    said = moment(datetime.fromisoformat(field.default)) if field.default else ""
    return Input(said, placeholder=FORM, compact=True)


def _number(field: Field, _: Options) -> Widget:
    known = "" if field.default is None else str(field.default)
    return Input(known, type="integer", compact=True)


def _line(field: Field, _: Options) -> Widget:
    return Input(field.default or "", compact=True, select_on_focus=False)  # the next key would take it all


def _prose(field: Field, _: Options) -> Widget:
    return TextArea(field.default or "", soft_wrap=True, show_line_numbers=False, compact=True)


WAYS: dict[Kind, Callable[[Field, Options], Widget]] = {
    Kind.ONE: lambda field, options: ComboBox(options, field.default or None),
    Kind.MANY: lambda field, options: TickBox(options, field.default or ()),
    Kind.YES_NO: lambda _, __: ComboBox(YES_OR_NO),
    Kind.FLAG: lambda field, _: Switch(bool(field.default), animate=False),
    Kind.PROSE: _prose,
    Kind.MOMENT: _moment,
    Kind.DAY: lambda field, _: Input(field.default or "", placeholder=DAY_FORM, compact=True),
    Kind.NUMBER: _number,
    Kind.LINE: _line,
}
