"""What a batch of events leads to: folded in memory first, then written, each table in one go."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from psycopg import Cursor
from psycopg.rows import DictRow

from aiwei.domain.case.events import QUIET
from aiwei.projections import snapshot
from aiwei.projections.copying import CHANGING, CONSTANT, RAW, copy, texts
from aiwei.projections.folding import evolve, registered
from aiwei.projections.notices import keep_notices
from aiwei.projections.row import CaseRow, changing, constant
from aiwei.projections.spans import Spans
from aiwei.projections.tangled import tangled_spans
from aiwei.projections.watch import keep_clocks
from aiwei.projections.words import TYPES as WORDS
from aiwei.projections.words import Replaced, change_words, keep_replaced, replaced, words
from aiwei.store.book import Book
from aiwei.store.envelope import Recorded

TYPES = {"case_id": "uuid", **CONSTANT, **CHANGING, **WORDS, "snapshot": RAW}
UPDATE = (
    f"UPDATE read.cases SET {', '.join(f'{name} = %b' for name in (*CHANGING, 'snapshot'))}"  # noqa: S608 (our columns)
    " WHERE case_id = %b"
)


class Taken:
    """The cases of a batch. ``before`` are the rows of those that did not begin in it; ``kept`` names the
    cases that have a row in the database, which all of those have unless somebody deleted it by hand.
    """

    def __init__(self, book: Book, before: Mapping[str, CaseRow], kept: Collection[str]) -> None:
        self._book = book
        self._before = before
        self._kept = kept
        self._rows: dict[str, CaseRow] = {}
        self._spans = Spans()
        self._replaced: list[Replaced] = []
        self._events: list[Recorded] = []

    def take(self, stream: str, events: Sequence[Recorded]) -> None:
        """One case's new events."""
        row = self._step(self._before.get(stream), events[0])
        for recorded in events[1:]:
            row = self._step(row, recorded)
        self._rows[stream] = row
        self._events += events
        if row.tangled and not all(isinstance(r.event, QUIET) for r in events):
            self._spans.replace(row.case_id, tangled_spans(self._history(stream, events)))

    def _step(self, before: CaseRow | None, recorded: Recorded) -> CaseRow:
        row = evolve(before, recorded) if before else registered(recorded)
        if before and (gone := replaced(before, row)):
            self._replaced.append(gone)
        if not isinstance(recorded.event, QUIET):
            self._spans.begin(row)
        return row

    def _history(self, stream: str, events: Sequence[Recorded]) -> Sequence[Recorded]:
        if events[0].version == 1:
            return events
        return [r for r in self._book.load(stream) if r.version <= events[-1].version]

    def keep(self, curs: Cursor[DictRow]) -> None:
        """Writes it."""
        self._spans.keep(curs)
        keep_clocks(curs, ((self._before.get(stream), row) for stream, row in self._rows.items()))
        if new := [row for stream, row in self._rows.items() if stream not in self._kept]:
            copy(curs, "read.cases", TYPES, map(_whole, new))
        if self._kept:
            curs.executemany(UPDATE, [_changed(self._rows[stream]) for stream in self._kept])
        change_words(curs, filter(None, map(self._with_new_words, self._kept)))
        keep_replaced(curs, self._replaced)
        keep_notices(curs, self._events)

    def _with_new_words(self, stream: str) -> CaseRow | None:
        """The case's row, where an excerpt was released since."""
        before, row = self._before[stream], self._rows[stream]
        return row if row.kept.excerpt_position != before.kept.excerpt_position else None


def _whole(row: CaseRow) -> tuple[Any, ...]:
    now = {**changing(row), "assisting": texts(row.case.assisting_units)}
    return (row.case_id, *constant(row).values(), *now.values(), *words(row), snapshot.written(row))


def _changed(row: CaseRow) -> tuple[Any, ...]:
    return (*changing(row).values(), snapshot.written(row), row.case_id)
