"""Which limits run, and what the sentinel said of them: one row a case and clock."""

from collections.abc import Iterable
from typing import Any

from psycopg import Cursor
from psycopg.rows import DictRow

from aiwei.domain.case import clocks
from aiwei.domain.case.grounds import Notice
from aiwei.projections.copying import copy
from aiwei.projections.row import CaseRow

TOLD = {Notice.YELLOW: 1, Notice.RED: 2, Notice.LISTED: 3}
TYPES = {
    "case_id": "uuid",
    "clock": "text",
    "due_at": "timestamptz",
    "due_from": "timestamptz",
    "in_hours": "bool",
    "provisional": "bool",
    "told": "int2",
}
FORGET = "DELETE FROM read.clocks WHERE case_id = ANY(%b::uuid[])"
Line = tuple[Any, ...]


def keep_clocks(curs: Cursor[DictRow], changed: Iterable[tuple[CaseRow | None, CaseRow]]) -> None:
    """Brings the running limits of these cases up to date; most events leave them as they are."""
    known, lines = [], []
    for old, row in changed:
        if old is None:
            lines += _lines(row)
        elif not _same(old, row) and (now := _lines(row)) != _lines(old):
            known.append(row.case_id)
            lines += now
    if known:
        curs.execute(FORGET, (known,), prepare=True)
    if lines:
        copy(curs, "read.clocks", TYPES, lines)


def _same(old: CaseRow, row: CaseRow) -> bool:
    """Whether nothing that the lines are made of was touched; the fold leaves that as it is."""
    before, case = old.case, row.case
    return case.dues is before.dues and case.noticed is before.noticed and case.state is before.state


def _lines(row: CaseRow) -> list[Line]:
    """The running limits of a case, with the last that was told of each."""
    case = row.case
    return [
        (row.case_id, str(clock), due.at, due.counted_from, due.in_hours, due.provisional,
         max((level for notice, level in TOLD.items() if (notice, clock, due.at) in case.noticed), default=0))
        for clock, due in clocks.running(case.state, case.dues).items()
    ]  # fmt: skip
