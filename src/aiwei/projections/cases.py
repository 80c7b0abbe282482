"""Keeps ``read.cases``: the rows that a batch touches are loaded, folded in memory and written once."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from aiwei.domain.case.events import CaseRegistered
from aiwei.projections.folding import evolve, registered
from aiwei.projections.row import CaseRow
from aiwei.store.envelope import Recorded

COLUMNS = tuple(f.name for f in fields(CaseRow))
LOAD = f"SELECT {', '.join(COLUMNS)} FROM read.cases WHERE case_id = ANY(%s)"  # noqa: S608 (our columns)
KEEP = f"""INSERT INTO read.cases ({", ".join(COLUMNS)}) VALUES ({", ".join(["%b"] * len(COLUMNS))})
ON CONFLICT (case_id) DO UPDATE SET {", ".join(f"{c} = excluded.{c}" for c in COLUMNS[1:])}"""  # noqa: S608


class Cases:
    """The projection behind the work list."""

    name = "cases"
    tables: tuple[str, ...] = ("read.cases",)

    def project(self, curs: Cursor[DictRow], batch: Sequence[Recorded]) -> None:
        ours = [r for r in batch if r.stream.startswith("case-")]
        rows = _load(curs, ours)
        for recorded in ours:
            if isinstance(recorded.event, CaseRegistered):
                rows[recorded.stream] = registered(recorded)
            else:
                rows[recorded.stream] = evolve(rows[recorded.stream], recorded)
        if rows:
            curs.executemany(KEEP, [_values(row) for row in rows.values()])


def _load(curs: Cursor[DictRow], batch: Iterable[Recorded]) -> dict[str, CaseRow]:
    """The present rows of those cases that did not begin in this batch."""
    begun: set[str] = set()
    older: set[str] = set()
    for recorded in batch:
        if isinstance(recorded.event, CaseRegistered):
            begun.add(recorded.stream)
        elif recorded.stream not in begun:
            older.add(recorded.stream)
    ids = [UUID(stream.removeprefix("case-")) for stream in older]
    found = curs.execute(LOAD, (ids,), prepare=True).fetchall() if ids else []
    return {f"case-{row['case_id']}": CaseRow(**row) for row in found}


def _values(row: CaseRow) -> tuple[Any, ...]:
    return tuple(getattr(row, column) for column in COLUMNS)
