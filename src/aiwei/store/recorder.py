"""The library's recorder, and what both of our ways of appending share."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any

from eventsourcing.persistence import Notification, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder

from aiwei.store.append import Append, Receipt

Clock = Callable[[], datetime]

# LOCK TABLE needs more than SELECT and INSERT; an advisory lock orders appends all the same
ORDER_LOCK = "SELECT pg_advisory_xact_lock(4215, 1)"
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
