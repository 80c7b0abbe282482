"""From the book to the read models: in batches, each in one transaction with the row that says how far."""

import gc
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from itertools import groupby
from operator import attrgetter
from typing import Any, LiteralString, Protocol

import psycopg
from eventsourcing.persistence import Notification, Tracking
from eventsourcing.postgres import PostgresFactory, PostgresTrackingRecorder
from psycopg import Connection, Cursor
from psycopg.rows import DictRow, tuple_row

from aiwei.store.book import GONE, Book
from aiwei.store.envelope import Recorded

MOST_AT_ONCE = 500
ANEW_AT_ONCE = 2_000
COLLECTED_AFTER = 50_000
ONE_WORKS = "SELECT pg_advisory_xact_lock(4215, 3)"
HOW_FAR = "SELECT notification_id FROM aiwei_tracking WHERE application_name = %s"
BY_STREAM = """SELECT originator_id, originator_version, topic, state, notification_id FROM aiwei_events
WHERE originator_id LIKE %s AND notification_id <= %s ORDER BY originator_id, originator_version"""
IDLE_SECONDS = 5.0
TROUBLE: tuple[type[Exception], ...] = (*GONE, psycopg.Error, OSError)
TROUBLE_SECONDS = 1.0
STUCK_SECONDS = 30.0
GATHER_SECONDS = 0.025


def _silent(_done: int, _total: int) -> None:
    """Shows nothing."""


class Writes(Protocol):
    """What is ready to be written."""

    def keep(self, curs: Cursor[DictRow]) -> None:
        """Writes it inside the projector's transaction."""


class Projection(Protocol):
    """A read model of the streams whose names begin with ``streams``."""

    name: str
    tables: tuple[LiteralString, ...]
    streams: str

    def project(self, curs: Cursor[DictRow], batch: Sequence[Recorded]) -> None:
        """Brings the rows that these events touch up to date, inside the projector's transaction."""

    def from_nothing(self, batch: Sequence[Recorded]) -> Writes:
        """The rows of streams that are all there, from their first event to their last."""


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
        while self.step() >= MOST_AT_ONCE:
            pass
        return self.position()

    def position(self) -> int:
        return self._read_model.max_tracking_id(self._projection.name) or 0

    def step(self) -> int:
        """One batch, effects and tracking row in one transaction; answers with the number of events. From
        nothing, all that is there.
        """
        with self._book.connection() as conn, conn.transaction(), conn.cursor() as curs:
            curs.execute(ONE_WORKS)
            row = curs.execute(HOW_FAR, (self._projection.name,)).fetchone()
            self._reached = row["notification_id"] if row else 0
            if not self._reached:
                return self._begin(curs, _silent)
            batch = self._book.read(self._reached, MOST_AT_ONCE)
            if batch:
                self._projection.project(curs, batch)
                self._read_model.track(curs, self._projection.name, batch[-1].position)
        return len(batch)

    def rebuild(self, progress: Callable[[int, int], Any] = _silent) -> int:
        """Makes the read model anew in one transaction: readers see the old rows until the new ones stand."""
        with self._book.connection() as conn, conn.transaction(), conn.cursor() as curs:
            curs.execute(ONE_WORKS)
            return self._begin(curs, progress)

    def _begin(self, curs: Cursor[DictRow], progress: Callable[[int, int], Any]) -> int:
        """Stream by stream, so that each row is written once, as it is in the end: ten times as fast as by
        position. The next batch is read and folded while the database still writes this one.
        """
        for table in self._projection.tables:
            curs.execute(f"DELETE FROM {table}".encode())  # noqa: S608 (names of our own tables)
        curs.execute("DELETE FROM aiwei_tracking WHERE application_name = %s", (self._projection.name,))
        last, done = self._book.last_position(), 0
        with _seldom_collected(), closing(self._folded(last)) as folded, ThreadPoolExecutor(1) as thread:
            coming = thread.submit(next, folded, None)
            while found := coming.result():
                coming = thread.submit(next, folded, None)
                writes, events = found
                writes.keep(curs)
                done += events
                progress(done, last)
        if done >= ANEW_AT_ONCE:  # the planner need not wait for the database's own round
            curs.execute(f"ANALYZE {', '.join(self._projection.tables)}".encode())
        if last:
            self._read_model.track(curs, self._projection.name, last)
            progress(last, last)
        return last

    def _folded(self, last: int) -> Generator[tuple[Writes, int]]:
        """What is to be written, and from how many events."""
        for batch in self._by_stream(last):
            yield self._projection.from_nothing(batch), len(batch)

    def _by_stream(self, last: int) -> Iterator[list[Recorded]]:
        """The events up to a position, in batches of whole streams: as much memory as the longest of them."""
        batch: list[Recorded] = []
        for _, stream in groupby(self._events(last), attrgetter("stream")):
            batch += stream
            if len(batch) >= ANEW_AT_ONCE:
                yield batch
                batch = []
        if batch:
            yield batch

    def _events(self, last: int) -> Iterator[Recorded]:
        read = self._book.codec.to_domain_event
        with (
            self._book.connection() as conn,
            conn.transaction(),
            conn.cursor("by_stream", binary=True, row_factory=tuple_row) as curs,
        ):
            curs.itersize = ANEW_AT_ONCE
            curs.execute(BY_STREAM, (f"{self._projection.streams}%", last))
            for stream, version, kind, state, position in curs:
                yield read(Notification(stream, version, kind, state, id=position))

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


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Folding makes thousands of objects that live as long as their batch, and no cycles: to look through
    them after every 700, as Python does, took a third of the time.
    """
    usual = gc.get_threshold()
    gc.set_threshold(COLLECTED_AFTER, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _wait(listener: Connection[Any], stopping: threading.Event) -> None:
    """Until something was recorded, or the idle time is over; looks for ``stop`` a few times a second."""
    waited = 0.0
    while waited < IDLE_SECONDS and not stopping.is_set():
        if any(True for _ in listener.notifies(timeout=0.25, stop_after=1)):
            for _ in listener.notifies(timeout=0):
                pass  # one look serves all that were told of
            return
        waited += 0.25
