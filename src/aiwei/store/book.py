"""The book: append, load, read on. The only way to what happened."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import psycopg
from eventsourcing.application import Application
from eventsourcing.persistence import ApplicationRecorder, Mapper, PersistenceError
from eventsourcing.utils import Environment, EnvType
from psycopg import Connection
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import DictRow

from aiwei.domain.office import By, Via
from aiwei.store.append import AlreadyClaimed, Append, BookClosed, Receipt, Row, Stamp
from aiwei.store.codec import Codec
from aiwei.store.envelope import Fact, Recorded
from aiwei.store.factory import BookFactory, library_environment, options_of
from aiwei.store.heads import read_receipt
from aiwei.store.loop_commit import LoopAppender
from aiwei.store.recorder import BookRecorder, Clock, wall_clock

#: What a caller sees when the database went away in the middle, or the program stops.
GONE: tuple[type[Exception], ...] = (PersistenceError, psycopg.OperationalError, BookClosed)
CLAIMED = "SELECT claim FROM aiwei_claims WHERE claim = ANY(%s)"
FIRST_ANSWER = "SELECT digest, receipt FROM aiwei_commands WHERE command_id = %s"


@dataclass(frozen=True, slots=True)
class Entry:
    """New facts of one stream, after ``expected`` events. ``series`` names where its number is drawn."""

    stream: str
    expected: int
    facts: Sequence[Any]
    series: str | None = None
    claim: str | None = None
    rows: Sequence[Row] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """Who records, through what, by which command."""

    by: By
    via: Via
    command_id: UUID | None = None
    digest: bytes = field(default=b"", repr=False)


class Book(Application[str]):
    """Our application of the library: deciders instead of aggregates, ``record`` for ``save``."""

    name = "aiwei"

    def __init__(
        self, conninfo: str, *, clock: Clock = wall_clock, pool_size: int = 2, most: int = 12
    ) -> None:
        super().__init__(library_environment(conninfo, pool_size=pool_size, most=most))
        self.conninfo = conninfo
        self._loop: LoopAppender | None = None
        self.book_recorder = cast("BookRecorder", self.recorder)
        self.book_recorder.clock = clock

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """Only what we say: a stray POSTGRES_… variable must not switch off the order of events (trap 1)."""
        return Environment(name, dict(env or {}))

    def construct_mapper(self) -> Mapper[str]:
        return Codec()

    def construct_recorder(self) -> ApplicationRecorder:
        return self.factory.application_recorder()

    def close(self) -> None:
        if recorder := vars(self).get("book_recorder"):
            recorder.stop()
        super().close()

    @property
    def codec(self) -> Codec:
        return cast("Codec", self.mapper)

    @contextmanager
    def connection(self) -> Iterator[Connection[DictRow]]:
        """A pooled connection in autocommit, rows as dicts."""
        with cast("BookFactory", self.factory).datastore.get_connection() as conn:
            yield conn

    def load(self, stream: str) -> list[Recorded]:
        """Every event of a stream, oldest first; empty when there is none."""
        return [self.codec.to_domain_event(s) for s in self.book_recorder.read_stream(stream)]

    def load_after(self, stream: str, version: int) -> list[Recorded]:
        """The events of a stream that came after a version."""
        return [self.codec.to_domain_event(s) for s in self.recorder.select_events(stream, gt=version)]

    def receipt_of(self, command_id: UUID) -> tuple[bytes, Receipt] | None:
        """Digest and first answer of a command that was carried out; None when it was not."""
        with self.connection() as conn:
            row = conn.execute(FIRST_ANSWER, (command_id,), prepare=True).fetchone()
        return (bytes(row["digest"]), read_receipt(row["receipt"])._replace(repeated=True)) if row else None

    def claimed(self, claims: Sequence[str]) -> set[str]:
        """Which of these claims are taken."""
        with self.connection() as conn:
            rows = conn.execute(CLAIMED, (list(claims),), prepare=True).fetchall()
        return {row["claim"] for row in rows}

    def read(self, after: int, limit: int) -> list[Recorded]:
        """The next events of the whole book after a position."""
        notifications = self.recorder.select_notifications(after, limit, inclusive_of_start=False)
        return [self.codec.to_domain_event(n) for n in notifications]

    def last_position(self) -> int:
        return self.recorder.max_notification_id() or 0

    def record(self, entries: Sequence[Entry], signature: Signature) -> Receipt:
        """Records all entries in one transaction, or refuses all of them (Clash, AlreadyClaimed)."""
        return self.submit(entries, signature).result()

    async def record_soon(self, entries: Sequence[Entry], signature: Signature) -> Receipt:
        """As ``record``, on the event loop when one is attached; it serves others meanwhile."""
        if self._loop is None:
            return await asyncio.wrap_future(self.submit(entries, signature))
        return await self._loop.append(self._wish(entries, signature))

    def attach_loop(self) -> None:
        """The running event loop appends by itself from now on (see ``LoopAppender``)."""
        options = options_of(conninfo_to_dict(self.conninfo))
        self._loop = LoopAppender(self.book_recorder, self.conninfo, options)

    async def detach_loop(self) -> None:
        """What waits on the loop is committed, and its connection let go."""
        loop, self._loop = self._loop, None
        if loop is not None:
            await loop.close()

    def submit(self, entries: Sequence[Entry], signature: Signature) -> Future[Receipt]:
        """As ``record``, for those who do other work until the answer comes."""
        return self.book_recorder.submit(self._wish(entries, signature))

    def _wish(self, entries: Sequence[Entry], signature: Signature) -> Append:
        series: dict[str, int] = {}
        for entry in entries:
            if entry.series:
                series[entry.series] = series.get(entry.series, 0) + 1
        return Append(
            expected={entry.stream: entry.expected for entry in entries},
            events=self._writer(entries, signature),
            command_id=signature.command_id,
            digest=signature.digest,
            claims=_claims(entries),
            series=series,
            rows=[row for entry in entries for row in entry.rows],
        )

    def _writer(self, entries: Sequence[Entry], signature: Signature) -> Callable[[Stamp], list[Any]]:
        """What turns entries into stored events, once time and numbers are known."""

        def write(stamp: Stamp) -> list[Any]:
            drawn = {name: iter(numbers) for name, numbers in stamp.numbers.items()}
            return [
                self.codec.to_stored_event(recorded)
                for entry in entries
                for recorded in _wrap(entry, signature, stamp.recorded_at, drawn)
            ]

        return write


def _claims(entries: Sequence[Entry]) -> dict[str, str]:
    """What the entries claim; refuses two that claim the same."""
    claims: dict[str, str] = {}
    for entry in entries:
        if entry.claim and claims.setdefault(entry.claim, entry.stream) != entry.stream:
            raise AlreadyClaimed(entry.claim, claims[entry.claim])
    return claims


def _wrap(
    entry: Entry, signature: Signature, at: datetime, drawn: Mapping[str, Iterator[int]]
) -> Iterator[Recorded]:
    for version, fact in enumerate(entry.facts, start=entry.expected + 1):
        event: Fact = fact
        if entry.series and version == entry.expected + 1:
            event = fact.numbered(next(drawn[entry.series]))
        yield Recorded(entry.stream, version, 0, at, signature.by, signature.via, signature.command_id, event)
