"""Concurrent commands share a transaction: one thread drains what waits and commits it in a few statements.

With 8 clients on 2 cores this is what lifts registrations over HTTP from about 500/s (a transaction each)
to a multiple; ``bench/`` measures it against the same machine's floor.
"""

import time
from collections.abc import Sequence
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, NamedTuple

from eventsourcing.persistence import IntegrityError, StoredEvent
from psycopg.rows import DictRow

from aiwei.domain.decider import Refused
from aiwei.store.append import Append, BookClosed, Clash, Receipt
from aiwei.store.recorder import BookRecorder
from aiwei.store.recording import Answer, Recorded, recording

MOST_TOGETHER = 64
GATHER_SECONDS = 0.001  # where appends come side by side, a moment's wait makes fewer, larger transactions


class Ticket(NamedTuple):
    """An append that waits for its turn, and where its answer goes."""

    wish: Append
    answer: Future[Receipt]


class GroupCommitRecorder(BookRecorder):
    """Positions are numbered under the lock, so there are no gaps and readers never miss one.

    One thread commits; while it does, what comes in gathers for its next transaction.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._waiting: SimpleQueue[Ticket | None] = SimpleQueue()
        self._thread: Thread | None = None
        self._stopped = False
        self._start = Lock()

    def submit(self, wish: Append) -> Future[Receipt]:
        """The answer to come: a receipt, or a refusal. Nobody can cancel it: what is asked is recorded."""
        ticket = Ticket(wish, Future())
        ticket.answer.set_running_or_notify_cancel()
        with self._start:
            if self._stopped:
                raise BookClosed("程序正在停止，请稍后再试")
            self._waiting.put(ticket)
            if self._thread is None:
                self._thread = Thread(target=self._commit_all, name="appender", daemon=True)
                self._thread.start()
        return ticket.answer

    def stop(self) -> None:
        """Commits what waits, and ends the thread."""
        with self._start:
            self._stopped = True
            thread = self._thread
        if thread is not None:
            self._waiting.put(None)
            thread.join()

    def _commit_all(self) -> None:
        tickets: list[Ticket] = []
        while (first := self._waiting.get()) is not None:
            if len(tickets) > 1:
                time.sleep(GATHER_SECONDS)
            tickets = [first]
            while len(tickets) < MOST_TOGETHER and not self._waiting.empty():
                if (ticket := self._waiting.get()) is None:
                    self._waiting.put(None)  # after this batch
                    break
                tickets.append(ticket)
            self.commit(tickets)

    def commit(self, tickets: Sequence[Ticket]) -> None:
        """All tickets in one transaction. Everyone gets an answer, and only after the commit."""
        try:
            answers = self._committed([ticket.wish for ticket in tickets])
        except Exception as error:  # noqa: BLE001 (handed to the threads that wait for it)
            if len(tickets) == 1:
                tickets[0].answer.set_exception(error)
                return
            for ticket in tickets:  # one bad row must not refuse the others
                self.commit([ticket])
            return
        for ticket, answer in zip(tickets, answers, strict=True):
            if isinstance(answer, Refused):
                ticket.answer.set_exception(answer)
            else:
                ticket.answer.set_result(answer)

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

    def _committed(self, wishes: Sequence[Append]) -> list[Answer]:
        """One transaction, held by this thread."""
        talk = recording(wishes, self.stamp, self.channel_name)
        with (
            self.datastore.get_connection() as conn,
            conn.pipeline(),
            conn.transaction(),
            conn.cursor() as curs,
        ):
            row: DictRow | None = None
            while True:
                try:
                    statement = talk.send(row)
                except StopIteration as end:
                    recorded: Recorded = end.value
                    break
                curs.execute(statement.sql, statement.params, prepare=True)
                row = curs.fetchone() if statement.wants else None
        return recorded.answers
