"""From a command's JSON schema to the fields of its form: pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from enum import Enum, auto
from typing import Any

from aiwei.tui.client.rows import Choice

PROSE_FROM = 500
HIDDEN = frozenset({"photos", "extra"})
Schema = Mapping[str, Any]


class Kind(Enum):
    """How a field is filled in."""

    LINE = auto()
    PROSE = auto()
    ONE = auto()
    MANY = auto()
    FLAG = auto()
    YES_NO = auto()
    MOMENT = auto()
    DAY = auto()
    NUMBER = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """One field. ``name`` is as the server names it in errors (a part of an object after a dot); ``choices``
    names the offer that its options come from, empty where they are its own; ``shown_for`` gives the values
    of other fields for which it is asked at all. Of several fields with one name at most one is shown.
    """

    name: str
    kind: Kind
    title: str
    hint: str = ""
    required: bool = False
    nullable: bool = False
    options: tuple[Choice, ...] = ()
    choices: str = ""
    default: Any = None
    shown_for: Mapping[str, tuple[Any, ...]] = dataclass_field(default_factory=dict)
    at_end: bool = False  # whether a date alone means the end of that day

    @property
    def blank(self) -> Any:
        """The JSON of nothing filled in."""
        if self.kind is Kind.MANY:
            return []
        if self.kind is Kind.FLAG:
            return False
        return "" if self.kind in {Kind.LINE, Kind.PROSE} and not self.nullable else None


def fields_of(
    schema: Schema,
    root: Schema | None = None,
    *,
    offers: Mapping[str, str] | None = None,
    defaults: Mapping[str, Any] | None = None,
) -> list[Field]:
    """The fields in the schema's order, what is seldom filled in (a time of its own) last.

    ``root`` is where references point to; ``offers`` names choices for fields whose schema does not;
    ``defaults`` is what is known already.
    """
    reader = _Reader(root or schema, offers or {}, defaults or {})
    fields = reader.read(schema, "", needed=True)
    return sorted(fields, key=lambda field: field.kind is Kind.MOMENT and not field.required)


@dataclass(frozen=True, slots=True)
class _Reader:
    root: Schema
    offers: Mapping[str, str]
    defaults: Mapping[str, Any]

    def read(self, schema: Schema, prefix: str, *, needed: bool) -> list[Field]:
        required = schema.get("required", ()) if needed else ()
        found: list[Field] = []
        for name, raw in schema.get("properties", {}).items():
            if name in HIDDEN:
                continue
            part, nullable = self._resolved(raw)
            if part.get("type") == "object":
                found += self.read(part, f"{prefix}{name}.", needed=needed and not nullable)
                continue
            needed_now = name in required or part.get("needed", False)
            for way in part.get("variants", ({},)):
                found.append(self._field(prefix + name, part | way, required=needed_now, nullable=nullable))
        return found

    def _field(self, name: str, part: Schema, *, required: bool, nullable: bool) -> Field:
        offer = "" if "x-labels" in part else part.get("choices", self.offers.get(name, ""))
        return Field(
            name=name,
            kind=_kind(part, offer, required=required),
            title=part.get("title", name),
            hint=part.get("description", ""),
            required=required,
            nullable=nullable,
            options=_own_options(part),
            choices=offer,
            default=self.defaults.get(name, part.get("default")),
            shown_for={other: tuple(values) for other, values in part.get("shown_for", {}).items()},
        )

    def _resolved(self, raw: Schema) -> tuple[dict[str, Any], bool]:
        """The schema behind references and ``anyOf … null``; the field's own title and hint win."""
        own = {key: value for key, value in raw.items() if key not in {"$ref", "anyOf", "allOf"}}
        options = [*raw.get("anyOf", ()), *raw.get("allOf", ())]
        nullable = any(option.get("type") == "null" for option in options)
        behind: dict[str, Any] = {}
        for option in options:
            if option.get("type") != "null":
                behind |= self._resolved(option)[0]
        if "$ref" in raw:
            behind |= self._resolved(self._at(raw["$ref"]))[0]
            for word in ("title", "description"):
                behind.pop(word, None)
        return behind | own, nullable

    def _at(self, reference: str) -> Schema:
        found: Any = self.root
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]
        schema: Schema = found
        return schema


def _own_options(part: Schema) -> tuple[Choice, ...]:
    """In the order of ``enum``: pydantic sorts the labels by code."""
    labels = part.get("x-labels", {})
    return tuple(Choice(value=code, label=labels[code]) for code in part.get("enum", ()) if code in labels)


def _kind(part: Schema, offer: str, *, required: bool) -> Kind:
    """A yes or no that has to be given is chosen: a switch would say no before anybody did."""
    if part.get("type") == "array":
        return Kind.MANY
    if offer or "x-labels" in part:
        return Kind.ONE
    if part.get("type") == "boolean":
        return Kind.YES_NO if required else Kind.FLAG
    known = {"date-time": Kind.MOMENT, "date": Kind.DAY}.get(part.get("format", ""))
    if known or part.get("type") == "integer":
        return known or Kind.NUMBER
    return Kind.PROSE if part.get("maxLength", 0) > PROSE_FROM else Kind.LINE


def body_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON to send: dotted names become objects."""
    body: dict[str, Any] = {}
    for name, value in values.items():
        outer, _, inner = name.partition(".")
        if inner:
            body.setdefault(outer, {})[inner] = value
        else:
            body[outer] = value
    return body
