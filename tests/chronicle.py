"""Tales written into a book, each event at its moment; and whether anything in a database has changed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from psycopg import Connection

from aiwei.domain.case.replay import Told
from aiwei.domain.office import Via
from aiwei.store.book import Book, Entry, Signature
from tests.domain.tales import Tale
from tests.store.books import BY

TABLES = """SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1"""


def chronicle(
    book: Book,
    wall: Any,
    tales: Iterable[Tale],
    besides: Mapping[datetime, Callable[[], object]] | None = None,
) -> list[UUID]:
    """Records every event of these tales in the order of their moments, and does ``besides`` at theirs."""
    ids = [uuid4() for _ in tales]
    told: list[tuple[datetime, int, int, Any]] = [(when, -1, 0, do) for when, do in (besides or {}).items()]
    for number, tale in enumerate(tales):
        told += [(t.recorded_at, number, version, t) for version, t in enumerate(tale.told)]
    for when, number, version, thing in sorted(told, key=lambda one: one[:3]):
        wall.now = when
        if isinstance(thing, Told):
            record(book, ids[number], version, thing.event)
        else:
            thing()
    return ids


def record(book: Book, case_id: UUID, version: int, event: Any) -> None:
    series = None if version else "case-2026"
    book.record([Entry(f"case-{case_id}", version, [event], series=series)], Signature(BY, Via.CLI))


def digests(conn: Connection[Any]) -> dict[str, Any]:
    """Every table of the database with a digest of all its rows."""
    names = [row[0] for row in conn.execute(TABLES)]
    rows = "SELECT md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')) FROM {} t"
    return {name: conn.execute(rows.format(name).encode()).fetchone() for name in names}
