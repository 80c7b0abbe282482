"""What the fields of a form offer to choose from, by the name of the offer."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from psycopg.rows import DictRow
from pydantic import BaseModel

from aiwei.api.known import Scene
from aiwei.domain.case.words import CaseState
from aiwei.domain.deadlines import Rules
from aiwei.domain.register.state import HeldPost, Register, Unit
from aiwei.domain.register.words import Capability, UnitKind
from aiwei.projections.timeline import timeline
from aiwei.projections.viewer import viewer_of
from aiwei.projections.worklist import Wanted, page
from aiwei.store.envelope import Recorded as Happened

MOST_TO_JOIN = 50
STATEMENT_LENGTH = 40


class Choice(BaseModel):
    """What a field offers; ``unit`` ties a person to the unit chosen in another field."""

    value: str
    label: str
    unit: str | None = None


def offered(
    forms: Iterable[dict[str, Any]], scene: Scene, history: Sequence[Happened]
) -> dict[str, list[Choice]]:
    """The offers that these forms name, and no others."""
    names = sorted({name for form in forms for name in _named(form)})
    return {name: OFFERS[name](scene, history) for name in names}


def _named(form: dict[str, Any]) -> Iterator[str]:
    for field in form["properties"].values():
        for part in (field, *field.get("variants", ())):
            if "choices" in part:
                yield part["choices"]


def _units(scene: Scene, _: Sequence[Happened]) -> list[Choice]:
    """Units in which somebody may rectify today."""
    register = scene.office.register
    leading = {held.post.unit for held in _holders(register, scene.office.now) if _rectifies(held)}
    return [_unit(unit) for unit in register.units.values() if unit.code in leading]


def _people(scene: Scene, _: Sequence[Happened]) -> list[Choice]:
    """Who may be responsible today."""
    return [_person(h) for h in _holders(scene.office.register, scene.office.now) if _rectifies(h)]


def _colleagues(scene: Scene, _: Sequence[Happened]) -> list[Choice]:
    """Everybody of the lead unit."""
    unit = scene.case.lead_unit
    held = scene.office.register.holders_in(unit, scene.office.now) if unit else ()
    return [_person(h) for h in held if h.person != scene.case.accused_person]


def _villages(scene: Scene, _: Sequence[Happened]) -> list[Choice]:
    return [_unit(unit) for unit in scene.office.register.villages()]


def _discipline(scene: Scene, _: Sequence[Happened]) -> list[Choice]:
    units = scene.office.register.units.values()
    return [_unit(u) for u in units if u.kind is UnitKind.DISCIPLINE and u.code != scene.case.accused_unit]


def _rules(scene: Scene, _: Sequence[Happened]) -> list[Choice]:
    rules = scene.office.rules
    return [Choice(value=one, label=_rule_label(one, rules)) for one in rules.handling_ids()]


def _cases(scene: Scene, _: Sequence[Happened]) -> list[Choice]:
    """Open cases of the same village, the youngest first; another one can be searched for."""
    viewer = viewer_of(scene.office.person, scene.office.register, scene.office.now)
    wanted = Wanted(open=True, village=scene.case.village, sort="-received", limit=MOST_TO_JOIN)
    with scene.house.book.connection() as conn:
        rows = page(conn, wanted, viewer, scene.office.now).rows
    return [
        Choice(value=str(row["case_id"]), label=_case_label(row))
        for row in rows
        if row["case_id"] != scene.case_id and row["merged_into"] is None
    ]


def _case_label(row: DictRow) -> str:
    title = row["title"] or row["draft_title"] or ""
    return f"{row['number']} {CaseState(row['state']).label} {row['site']} {title}".replace("  ", " ")


def _statements(scene: Scene, history: Sequence[Happened]) -> list[Choice]:
    """The steps whose words this person may correct: their own, or all where they may close."""
    head = any(post.may(Capability.CLOSE) for post in scene.office.posts)
    told = timeline(history, scene.office.register)
    mine = (
        entry for entry, r in zip(told, history, strict=True) if head or r.by.person == scene.office.person
    )
    return [Choice(value=str(e.version), label=f"第{e.version}条 {_short(e.sentence)}") for e in mine]


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= STATEMENT_LENGTH else f"{sentence[: STATEMENT_LENGTH - 1]}…"


def _holders(register: Register, now: datetime) -> list[HeldPost]:
    return [held for unit in register.units for held in register.holders_in(unit, now)]


def _rectifies(held: HeldPost) -> bool:
    return held.may(Capability.RECTIFY)


def _person(held: HeldPost) -> Choice:
    return Choice(value=held.person, label=f"{held.name}（{held.post.title}）", unit=held.post.unit)


def _unit(unit: Unit) -> Choice:
    return Choice(value=unit.code, label=unit.name)


def _rule_label(rule_id: str, rules: Rules) -> str:
    latest = max((r for r in rules.all() if r.id == rule_id), key=lambda r: r.version)
    return f"{latest.title}（{latest.amount}{latest.unit.label}）"


OFFERS: dict[str, Callable[[Scene, Sequence[Happened]], list[Choice]]] = {
    "unit": _units,
    "person": _people,
    "colleague": _colleagues,
    "village": _villages,
    "discipline": _discipline,
    "rule": _rules,
    "case": _cases,
    "statement": _statements,
}
