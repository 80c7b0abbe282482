"""Concurrent commands share a transaction: one leader drains what waits and commits it in two round trips.

With 8 clients on 2 cores this is what lifts registrations over HTTP from about 500/s (a transaction each)
to a multiple; ``bench/`` measures it against the same machine's floor.
"""

from collections import deque
from collections.abc import Sequence
from threading import Lock
from typing import Any

import psycopg
from eventsourcing.persistence import IntegrityError, Notification, StoredEvent
from psycopg import Connection
from psycopg.rows import DictRow

from aiwei.domain.decider import Refused
from aiwei.store.append import Append, Clash, Receipt
from aiwei.store.heads import read_heads
from aiwei.store.recorder import ORDER_LOCK, BookRecorder, keep_beside

INSERT_EVENTS = """INSERT INTO aiwei_events
    (originator_id, originator_version, topic, state, notification_id)
SELECT * FROM unnest(%b::text[], %b::bigint[], %b::text[], %b::bytea[], %b::bigint[])"""
MOST_TOGETHER = 64


class Ticket:
    """An append that waits for its turn, and then its answer."""

    __slots__ = ("error", "receipt", "wish")

    def __init__(self, wish: Append) -> None:
        self.wish = wish
        self.receipt: Receipt | None = None
        self.error: BaseException | None = None

    @property
    def done(self) -> bool:
        return self.receipt is not None or self.error is not None

    def answer(self) -> Receipt:
        """The receipt, or the refusal raised in the caller's own thread."""
        if self.error is not None:
            raise self.error
        if self.receipt is None:  # pragma: no cover
            raise RuntimeError("a leader left a ticket without an answer")
        return self.receipt


class GroupCommitRecorder(BookRecorder):
    """Positions are numbered under the lock, so there are no gaps and readers never miss one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._waiting: deque[Ticket] = deque()
        self._turn = Lock()

    def append(self, wish: Append) -> Receipt:
        ticket = Ticket(wish)
        self._waiting.append(ticket)
        with self._turn:
            while not ticket.done:  # more may wait before this one than a transaction takes
                self._lead()
        return ticket.answer()

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> Sequence[int] | None:
        """The library's way in: the events as they are, each stream at the version before its first."""
        expected: dict[str, int] = {}
        for event in stored_events:
            expected.setdefault(str(event.originator_id), event.originator_version - 1)
        try:
            receipt = self.append(Append(expected=expected, events=lambda _: stored_events))
        except Clash as clash:
            raise IntegrityError(str(clash)) from clash
        first = receipt.position - len(stored_events) + 1
        return list(range(first, receipt.position + 1))

    def _lead(self) -> None:
        """Commits what has waited longest. Everyone of them gets an answer."""
        tickets = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_TOGETHER))]
        try:
            self._commit(tickets)
        except Exception:  # noqa: BLE001 (the library gives psycopg's errors names of its own)
            for ticket in tickets:  # one bad row must not refuse the others
                self._commit_alone(ticket)
        except BaseException as error:
            for ticket in tickets:
                ticket.error = ticket.error or error
            raise

    def _commit_alone(self, ticket: Ticket) -> None:
        try:
            self._commit([ticket])
        except Exception as error:  # noqa: BLE001 (handed to the thread that waits for it)
            ticket.error = error

    def _commit(self, tickets: Sequence[Ticket]) -> None:
        """All tickets in one transaction; answers are given out only after the commit."""
        answers: list[Receipt | BaseException] = []
        with self.datastore.get_connection() as conn, conn.pipeline(), conn.transaction():
            self._record(conn, tickets, answers)
        for ticket, answer in zip(tickets, answers, strict=True):
            if isinstance(answer, BaseException):
                ticket.error = answer
            else:
                ticket.receipt = answer

    def _record(
        self, conn: Connection[DictRow], tickets: Sequence[Ticket], answers: list[Receipt | BaseException]
    ) -> None:
        with conn.cursor() as curs:
            curs.execute(ORDER_LOCK, prepare=True)
            heads = read_heads(curs, [t.wish for t in tickets])
            stored: list[Notification] = []
            admitted: list[tuple[Append, Receipt]] = []
            for ticket in tickets:
                try:
                    receipt, events = heads.admit(ticket.wish, self.stamp())
                except Refused as refusal:
                    answers.append(refusal)
                    continue
                answers.append(receipt)
                if not receipt.repeated:
                    stored.extend(events)
                    admitted.append((ticket.wish, receipt))
            if admitted:
                _insert(curs, stored)
                keep_beside(curs, heads, admitted)
                curs.execute(f"NOTIFY {self.channel_name}")


def _insert(curs: psycopg.Cursor[DictRow], stored: Sequence[Notification]) -> None:
    curs.execute(
        INSERT_EVENTS,
        (
            [e.originator_id for e in stored],
            [e.originator_version for e in stored],
            [e.topic for e in stored],
            [e.state for e in stored],
            [e.id for e in stored],
        ),
        prepare=True,
    )
