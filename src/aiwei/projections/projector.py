"""From the book to the read models: in batches, each in one transaction with the row that says how far."""

import threading
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import psycopg
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresFactory, PostgresTrackingRecorder
from psycopg import Connection, Cursor
from psycopg.rows import DictRow

from aiwei.store.book import GONE, Book
from aiwei.store.envelope import Recorded

MOST_AT_ONCE = 500
ONE_WORKS = "SELECT pg_advisory_xact_lock(4215, 3)"
HOW_FAR = "SELECT notification_id FROM aiwei_tracking WHERE application_name = %s"
IDLE_SECONDS = 5.0
TROUBLE: tuple[type[Exception], ...] = (*GONE, psycopg.Error, OSError)
TROUBLE_SECONDS = 1.0
STUCK_SECONDS = 30.0
GATHER_SECONDS = 0.025


def _silent(_done: int, _total: int) -> None:
    """Shows nothing."""


class Projection(Protocol):
    """A read model. ``project`` runs inside the projector's transaction."""

    name: str
    tables: tuple[str, ...]

    def project(self, curs: Cursor[DictRow], batch: Sequence[Recorded]) -> None:
        """Brings the rows that these events touch up to date."""


class ReadModel(PostgresTrackingRecorder):
    """The library's tracking recorder, whose tracking row commits with our rows."""

    def track(self, curs: Cursor[DictRow], name: str, position: int) -> None:
        self._insert_tracking(curs, Tracking(name, position))


class Projector:
    """Follows the book. Several copies may run: a lock lets one work at a time, and nothing is done twice."""

    def __init__(self, book: Book, projection: Projection, *, note: Callable[[str], Any] = print) -> None:
        self._book = book
        self._projection = projection
        self._note = note
        self._stopping = threading.Event()
        self._reached = 0
        factory = book.factory
        if not isinstance(factory, PostgresFactory):  # pragma: no cover (the book makes its own)
            raise TypeError("the projector reads a book in PostgreSQL")
        self._read_model = ReadModel(factory.datastore, tracking_table_name="aiwei_tracking")

    def catch_up(self) -> int:
        """Projects all that is there; answers with the position reached."""
        while self.step() == MOST_AT_ONCE:
            pass
        return self.position()

    def position(self) -> int:
        return self._read_model.max_tracking_id(self._projection.name) or 0

    def step(self) -> int:
        """One batch, effects and tracking row in one transaction; answers with the number of events."""
        with self._book.connection() as conn, conn.transaction(), conn.cursor() as curs:
            curs.execute(ONE_WORKS)
            row = curs.execute(HOW_FAR, (self._projection.name,)).fetchone()
            self._reached = row["notification_id"] if row else 0
            batch = self._book.read(self._reached, MOST_AT_ONCE)
            if batch:
                self._take(curs, batch)
        return len(batch)

    def _take(self, curs: Cursor[DictRow], batch: Sequence[Recorded]) -> None:
        self._projection.project(curs, batch)
        self._read_model.track(curs, self._projection.name, batch[-1].position)

    def rebuild(self, progress: Callable[[int, int], Any] = _silent) -> int:
        """Makes the read model anew in one transaction: readers see the old rows until the new ones stand."""
        total = self._book.last_position()
        done = 0
        with self._book.connection() as conn, conn.transaction(), conn.cursor() as curs:
            curs.execute(ONE_WORKS)
            for table in self._projection.tables:
                curs.execute(f"DELETE FROM {table}")  # noqa: S608 (names of our own tables)
            curs.execute("DELETE FROM aiwei_tracking WHERE application_name = %s", (self._projection.name,))
            while batch := self._book.read(done, MOST_AT_ONCE):
                self._take(curs, batch)
                done = batch[-1].position
                progress(done, total)
        return done

    def stop(self) -> None:
        self._stopping.set()

    def run(self) -> None:
        """Follows the book until ``stop``; a database that goes away is waited for."""
        while not self._stopping.is_set():
            try:
                self._follow()
            except TROUBLE as error:
                self._note(f"投影中断，{TROUBLE_SECONDS:.0f} 秒后重试：{type(error).__name__}")
                self._stopping.wait(TROUBLE_SECONDS)
            except Exception as error:  # noqa: BLE001 (an event that cannot be projected must not end the thread)
                self._note(f"投影停在位置 {self._reached} 之后，{STUCK_SECONDS:.0f} 秒后再试：{error}")
                self._stopping.wait(STUCK_SECONDS)

    def _follow(self) -> None:
        """Listens first, then looks: a commit between the two is never missed."""
        with psycopg.connect(self._book.conninfo, autocommit=True) as listener:
            listener.execute("LISTEN aiwei_events")
            while not self._stopping.is_set():
                self.catch_up()
                _wait(listener, self._stopping)
                # under load a batch of a few dozen costs little more than a batch of one
                self._stopping.wait(GATHER_SECONDS)


def _wait(listener: Connection[Any], stopping: threading.Event) -> None:
    """Until something was recorded, or the idle time is over; looks for ``stop`` a few times a second."""
    waited = 0.0
    while waited < IDLE_SECONDS and not stopping.is_set():
        if any(True for _ in listener.notifies(timeout=0.25, stop_after=1)):
            for _ in listener.notifies(timeout=0):
                pass  # one look serves all that were told of
            return
        waited += 0.25
