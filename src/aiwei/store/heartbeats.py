"""When somebody who works unseen last did so."""

from datetime import datetime

from aiwei.store.book import Book

SENTINEL = "sentinel"
BEAT = """INSERT INTO aiwei_heartbeats (name, at) VALUES (%s, %s)
ON CONFLICT (name) DO UPDATE SET at = excluded.at"""
LAST = "SELECT at FROM aiwei_heartbeats WHERE name = %s"


def beat(book: Book, name: str, at: datetime) -> None:
    """It worked at this moment. Of several copies the last one counts."""
    with book.connection() as conn:
        conn.execute(BEAT, (name, at))


def last_beat(book: Book, name: str) -> datetime | None:
    """None when it never did."""
    with book.connection() as conn:
        row = conn.execute(LAST, (name,)).fetchone()
    return row["at"] if row else None
