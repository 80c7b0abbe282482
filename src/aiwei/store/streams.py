"""Whole streams, one after another: for what looks at each case from its beginning to its end."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from eventsourcing.persistence import Notification

from aiwei.store.book import Book
from aiwei.store.envelope import Recorded

AT_ONCE = 2_000
# by the primary key, so that a page costs the same wherever it begins
NEXT = """SELECT originator_id, originator_version, topic, state, notification_id FROM aiwei_events
WHERE (originator_id, originator_version) > (%(stream)s, %(version)s) AND originator_id LIKE %(kind)s
ORDER BY originator_id, originator_version LIMIT %(limit)s"""


def whole_streams(book: Book, prefix: str) -> Iterator[list[Recorded]]:
    """Every stream of this prefix with all its events, oldest first. Reads in pages and holds no connection
    between them; memory does not grow with the number of streams.
    """
    for _, rows in groupby(_rows(book, prefix), key=lambda row: row["originator_id"]):
        yield [_recorded(book, row) for row in rows]


def _rows(book: Book, prefix: str) -> Iterator[dict[str, Any]]:
    place: dict[str, Any] = {"stream": "", "version": 0, "kind": f"{prefix}%", "limit": AT_ONCE}
    while True:
        with book.connection() as conn:
            page = conn.execute(NEXT, place).fetchall()
        yield from page
        if len(page) < AT_ONCE:
            return
        place |= {"stream": page[-1]["originator_id"], "version": page[-1]["originator_version"]}


def _recorded(book: Book, row: dict[str, Any]) -> Recorded:
    recorded: Recorded = book.codec.to_domain_event(
        Notification(
            originator_id=row["originator_id"],
            originator_version=row["originator_version"],
            topic=row["topic"],
            state=bytes(row["state"]),
            id=row["notification_id"],
        )
    )
    return recorded
