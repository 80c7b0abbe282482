"""The library's recorder, and what both of our ways of appending share."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any

from eventsourcing.persistence import Notification, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder
from psycopg import Cursor
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from aiwei.store.append import Append, Receipt
from aiwei.store.heads import Heads

Clock = Callable[[], datetime]

# LOCK TABLE needs more than SELECT and INSERT; an advisory lock orders appends all the same
ORDER_LOCK = "SELECT pg_advisory_xact_lock(4215, 1)"
KEEP = """WITH answered AS (
    INSERT INTO aiwei_commands (command_id, digest, receipt)
    SELECT * FROM unnest(%s::uuid[], %s::bytea[], %s::jsonb[])),
claimed AS (
    INSERT INTO aiwei_claims (claim, stream) SELECT * FROM unnest(%s::text[], %s::text[]))
INSERT INTO aiwei_series (series, last) SELECT * FROM unnest(%s::text[], %s::bigint[])
ON CONFLICT (series) DO UPDATE SET last = excluded.last"""
READ_STREAM = "SELECT * FROM aiwei_events WHERE originator_id = %s ORDER BY originator_version"


def wall_clock() -> datetime:
    """The server's time, in UTC."""
    return datetime.now(UTC)


class BookRecorder(PostgresApplicationRecorder):
    """Adds ``append``: expected versions, command ids, claims, numbers and rows in one transaction."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lock_table_statements = [ORDER_LOCK]
        self.clock: Clock = wall_clock
        self._last_stamp = datetime.min.replace(tzinfo=UTC)

    @abstractmethod
    def submit(self, wish: Append) -> Future[Receipt]:
        """The answer to come: the wish is recorded whole, or refused whole with nothing left behind."""

    def append(self, wish: Append) -> Receipt:
        """Records the wish, and waits for it."""
        return self.submit(wish).result()

    def stop(self) -> None:
        """Lets go of what the recorder holds besides its connections."""

    def stamp(self) -> datetime:
        """Recording time; it never runs against position order, even when the clock is set back."""
        self._last_stamp = max(self.clock(), self._last_stamp)
        return self._last_stamp

    def read_stream(self, stream: str) -> Sequence[StoredEvent]:
        """All events of a stream, with their positions (the library's ``select_events`` drops them)."""
        with self.datastore.get_connection() as conn:
            return [
                Notification(
                    originator_id=row["originator_id"],
                    originator_version=row["originator_version"],
                    topic=row["topic"],
                    state=bytes(row["state"]),
                    id=row["notification_id"],
                )
                for row in conn.execute(READ_STREAM, (stream,), prepare=True)
            ]


def keep_beside(curs: Cursor[DictRow], heads: Heads, admitted: Sequence[tuple[Append, Receipt]]) -> None:
    """Writes what commits with the events: receipts, claims and numbers, then other rows by their table."""
    answered = [(w.command_id, w.digest, Jsonb(r._asdict())) for w, r in admitted if w.command_id is not None]
    claims = {claim: stream for wish, _ in admitted for claim, stream in wish.claims.items()}
    series = {name: heads.series[name] for name in sorted(heads.touched_series)}
    if answered or claims or series:
        columns = [*_columns(answered, 3), list(claims), list(claims.values())]
        curs.execute(KEEP, [*columns, list(series), list(series.values())], prepare=True)
    tables: dict[str, list[tuple[Any, ...]]] = {}
    for wish, _ in admitted:
        for row in wish.rows:
            tables.setdefault(row.sql, []).append(row.params)
    for sql, rows in tables.items():
        curs.execute(sql, _columns(rows, len(rows[0])), prepare=True)


def _columns(rows: Sequence[tuple[Any, ...]], width: int) -> list[list[Any]]:
    """Rows turned into columns, as ``unnest`` takes them."""
    return [[row[n] for row in rows] for n in range(width)]
