"""The projection behind the work list: ``read.cases`` as it is, ``read.spans`` as it was, and what belongs to
them.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, LiteralString
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from aiwei.projections import snapshot
from aiwei.projections.folding import row_after
from aiwei.projections.row import CaseRow, changing, constant
from aiwei.projections.taken import Taken
from aiwei.store.book import Book
from aiwei.store.envelope import Recorded

CASE = "case-"
LOAD = "SELECT case_id, snapshot FROM read.cases WHERE case_id = ANY(%s)"
Histories = dict[str, list[Recorded]]


class Cases:
    """``book`` is asked for the history of a case whose snapshot is of another shape, and of one whose steps
    were not entered in the order in which they happened.
    """

    name = "cases"
    tables: tuple[LiteralString, ...] = (
        "read.cases",
        "read.spans",
        "read.clocks",
        "read.replaced_words",
        "read.notices",
    )
    streams = CASE

    def __init__(self, book: Book) -> None:
        self._book = book

    def project(self, curs: Cursor[DictRow], batch: Sequence[Recorded]) -> None:
        """Folded onto the rows that are there."""
        histories = _of_cases(batch)
        older = {stream: events[0].version for stream, events in histories.items() if events[0].version > 1}
        kept = self._kept(curs, older)
        before = {stream: kept.get(stream) or self._folded(stream, older[stream]) for stream in older}
        self._taken(histories, before, kept.keys()).keep(curs)

    def from_nothing(self, batch: Sequence[Recorded]) -> Taken:
        """Whole streams, folded without the database."""
        return self._taken(_of_cases(batch), {}, ())

    def _taken(self, histories: Histories, before: dict[str, CaseRow], kept: Collection[str]) -> Taken:
        taken = Taken(self._book, before, kept)
        for stream, events in histories.items():
            taken.take(stream, events)
        return taken

    def _kept(self, curs: Cursor[DictRow], streams: Iterable[str]) -> dict[str, CaseRow | None]:
        """The present rows of those cases that have one; None where its snapshot is of no use."""
        ids = [UUID(stream.removeprefix(CASE)) for stream in streams]
        found = curs.execute(LOAD, (ids,), prepare=True, binary=True).fetchall() if ids else []
        return {f"{CASE}{row['case_id']}": snapshot.read(row["snapshot"]) for row in found}

    def _folded(self, stream: str, until: int) -> CaseRow:
        """The row before this version, from the book."""
        return row_after([r for r in self._book.load(stream) if r.version < until])


def _of_cases(batch: Sequence[Recorded]) -> Histories:
    """The events of each case, in their order."""
    histories: Histories = {}
    for recorded in batch:
        if recorded.stream.startswith(CASE):
            histories.setdefault(recorded.stream, []).append(recorded)
    return histories


def columns(row: CaseRow) -> dict[str, Any]:
    """The columns of ``read.cases`` that say how the case stands."""
    return {"case_id": row.case_id, **constant(row), **changing(row)}
