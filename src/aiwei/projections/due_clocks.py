"""Which running limits may want something of the sentinel: found by an index, never by a look at all."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from aiwei.domain.case.grounds import Clock
from aiwei.store.book import Book

#: Clock, in hours, what was told last, and from (moment, case) to when.
Band = tuple[Clock, bool, int, datetime, UUID, datetime]
# each band answers from one stretch of clocks_to_tell; bands take turns, so that no clock crowds out another
DUE = """SELECT b.nth - 1 AS nth, c.case_id, c.due_at
FROM unnest(%(clocks)s::text[], %(in_hours)s::boolean[], %(told)s::smallint[], %(starts)s::timestamptz[],
        %(after)s::uuid[], %(until)s::timestamptz[]) WITH ORDINALITY
    AS b (clock, in_hours, told, start, after, until, nth),
LATERAL (
    SELECT case_id, due_at, row_number() OVER (ORDER BY due_at, case_id) AS turn FROM read.clocks k
    WHERE k.clock = b.clock AND k.in_hours = b.in_hours AND k.told = b.told
        AND (k.due_at, k.case_id) > (b.start, b.after) AND k.due_at < b.until
    ORDER BY due_at, case_id LIMIT %(most)s) c
ORDER BY c.turn, b.nth LIMIT %(most)s"""
PROVISIONAL = """SELECT DISTINCT case_id FROM read.clocks WHERE provisional AND case_id > %(after)s
ORDER BY case_id LIMIT %(most)s"""


class DueClocks:
    """Asks ``read.clocks``, which may lag behind the book or be built anew meanwhile."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def due(self, bands: Sequence[Band], most: int) -> list[tuple[int, UUID, datetime]]:
        """The place of its band, the case, the due moment; of each band in turn its earliest."""
        clocks, *others = zip(*bands, strict=True)
        names = ("in_hours", "told", "starts", "after", "until")
        columns = dict(zip(names, map(list, others), strict=True))
        with self._book.connection() as conn:
            params = {"clocks": [str(clock) for clock in clocks], "most": most, **columns}
            rows = conn.execute(DUE, params).fetchall()
        return [(row["nth"], row["case_id"], row["due_at"]) for row in rows]

    def provisional(self, after: UUID, most: int) -> list[UUID]:
        """The next cases on which a provisional limit runs, in the order of their ids."""
        with self._book.connection() as conn:
            rows = conn.execute(PROVISIONAL, {"after": after, "most": most}).fetchall()
        return [row["case_id"] for row in rows]
