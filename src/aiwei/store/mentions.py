"""Which streams ever said something, whatever became of them since."""

from aiwei.store.book import Book

STREAMS = """SELECT DISTINCT originator_id FROM aiwei_events
WHERE originator_id LIKE %(kind)s AND position(%(words)s::bytea IN state) > 0 ORDER BY originator_id"""


def streams_that_say(book: Book, words: bytes, prefix: str) -> list[str]:
    """The streams of this prefix with an event whose stored JSON holds ``words``. Reads the whole book: for
    what is asked once a year, and must not hang on a read model that may lag behind.
    """
    with book.connection() as conn:
        rows = conn.execute(STREAMS, {"kind": f"{prefix}%", "words": words}).fetchall()
    return [row["originator_id"] for row in rows]
