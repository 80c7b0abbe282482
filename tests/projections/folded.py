"""Rows folded from facts, without a database."""

from collections.abc import Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from aiwei.domain.office import By, Via
from aiwei.projections.cases import columns
from aiwei.projections.folding import further, registered
from aiwei.projections.row import CaseRow
from aiwei.store.envelope import Recorded

CASE = UUID("00000000-0000-4000-8000-0000000000ff")
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


def recorded(facts: Sequence[Any], start: int = 1) -> list[Recorded]:
    """As they would stand in the book, from this version on."""
    by = By(person="clerk", post="CLERK", unit="PHCO")
    return [
        Recorded(f"case-{CASE}", version, 100 + version, NOON, by, Via.TUI, None, fact)
        for version, fact in enumerate(facts, start=start)
    ]


def after(facts: Sequence[Any], start: CaseRow | None = None) -> CaseRow:
    """The row that these facts lead to."""
    events = recorded(facts, start.version + 1 if start else 1)
    return further(start, events) if start else further(registered(events[0]), events[1:])


def shown(facts: Sequence[Any]) -> SimpleNamespace:
    """The columns of that row."""
    return SimpleNamespace(**columns(after(facts)))
