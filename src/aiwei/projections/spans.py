"""How each case stood from one event until the next: what makes any list askable as of a moment.

A span says so three times over: from position to position, from one recording to the next, and from one
occurrence to the next. Each of the three ranges holds the moment that is asked for in exactly one span.
"""

from typing import Any
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from aiwei.projections.copying import CHANGING, copy, texts
from aiwei.projections.row import FOREVER, NEVER, CaseRow, changing

TYPES = {
    **CHANGING,
    "case_id": "uuid",
    "to_position": "int8",
    "recorded_at": "timestamptz",
    "to_recorded_at": "timestamptz",
    "occurred_at": "timestamptz",
    "to_occurred_at": "timestamptz",
}
END = """UPDATE read.spans s
SET to_position = e.position, to_recorded_at = e.recorded_at, to_occurred_at = e.occurred_at
FROM unnest(%b::uuid[], %b::bigint[], %b::timestamptz[], %b::timestamptz[])
    AS e (case_id, position, recorded_at, occurred_at)
WHERE s.case_id = e.case_id AND s.to_position = 9223372036854775807"""
FORGET = "DELETE FROM read.spans WHERE case_id = ANY(%b::uuid[])"
Span = dict[str, Any]


def span(row: CaseRow) -> Span:
    """From this row's event on the case stands so: the columns of ``TYPES``."""
    began = changing(row)
    began["assisting"] = texts(row.case.assisting_units)
    began["case_id"] = row.case_id
    began["to_position"] = FOREVER
    began["recorded_at"], began["to_recorded_at"] = row.recorded_at, NEVER
    began["occurred_at"], began["to_occurred_at"] = row.occurred_at, NEVER
    return began


def end(span: Span, row: CaseRow) -> None:
    """Until this row's event."""
    span["to_position"] = row.position
    span["to_recorded_at"], span["to_occurred_at"] = row.recorded_at, row.occurred_at


class Spans:
    """The spans that begin in a batch; each ends where the case's next one begins."""

    def __init__(self) -> None:
        self._of: dict[UUID, list[Span]] = {}
        self._anew: list[UUID] = []

    def begin(self, row: CaseRow) -> None:
        """The case stands as the row says from its event on."""
        began = span(row)
        spans = self._of.setdefault(row.case_id, [])
        if spans:
            end(spans[-1], row)
        spans.append(began)

    def replace(self, case_id: UUID, spans: list[Span]) -> None:
        """All spans of this case, in place of those that are kept."""
        self._of[case_id] = spans
        self._anew.append(case_id)

    def keep(self, curs: Cursor[DictRow]) -> None:
        """Ends the spans that were open, and writes the new ones."""
        if not self._of:
            return
        if self._anew:
            curs.execute(FORGET, (self._anew,), prepare=True)
        anew = set(self._anew)
        continued = [s[0] for i, s in self._of.items() if s[0]["version"] > 1 and i not in anew]
        if continued:
            names = ("case_id", "position", "recorded_at", "occurred_at")
            curs.execute(END, [[s[name] for s in continued] for name in names], prepare=True)
        lines = (tuple(one.values()) for spans in self._of.values() for one in spans)
        copy(curs, "read.spans", TYPES, lines)
