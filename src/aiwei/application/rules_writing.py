"""A table of rules as the TOML file that would lead to it."""

import json
from typing import Any

from pydantic import BaseModel

from aiwei.domain.timekeeping.commands import AdoptRules


def rules_text(table: AdoptRules) -> str:
    """The table as TOML: read again, it is the same table."""
    parts = [f"basis = {_written(table.basis)}", _section("[warning]", table.warning, whole=True)]
    parts += [_section("[[office_hours]]", season) for season in table.hours.seasons]
    parts += [_section("[[rule]]", rule) for rule in table.rules]
    return "\n\n".join(parts) + "\n"


def _section(head: str, model: BaseModel, *, whole: bool = False) -> str:
    """The fields that say more than their default; or all of them."""
    fields = {name: getattr(model, name) for name in model.model_dump(exclude_defaults=not whole)}
    return "\n".join([head, *(f"{name} = {_written(value)}" for name, value in fields.items())])


def _written(value: Any) -> str:
    """A value as TOML writes it. Strings as JSON does, which TOML reads the same."""
    if isinstance(value, BaseModel):
        inner = (f"{k} = {_written(v)}" for k, v in value.model_dump(exclude_defaults=True).items())
        return f"{{ {', '.join(inner)} }}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, str | bool | int):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)  # a date
