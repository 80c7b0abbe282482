"""Group commit held by an event loop: the API's own way of appending.

A thread that commits has to win the interpreter back from the loop at each answer of the database, which
under load took longer than the database itself. On the loop there is nobody to win it back from.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from psycopg import AsyncConnection
from psycopg.errors import SerializationFailure
from psycopg.rows import DictRow, dict_row

from aiwei.domain.decider import Refused
from aiwei.store.append import Append, Receipt
from aiwei.store.heads import Heads
from aiwei.store.recorder import BookRecorder
from aiwei.store.recording import Answer, Recorded, recording

MOST_TOGETHER = 64
Conn = AsyncConnection[DictRow]


class Ticket(NamedTuple):
    """An append that waits for its turn, and where its answer goes."""

    wish: Append
    answer: asyncio.Future[Receipt]


class LoopAppender:
    """One connection, one transaction at a time; what comes in meanwhile gathers for the next."""

    def __init__(self, recorder: BookRecorder, conninfo: str, options: str) -> None:
        self._recorder = recorder
        self._conninfo = conninfo
        self._options = options
        self._waiting: deque[Ticket] = deque()
        self._working: asyncio.Task[None] | None = None
        self._conn: Conn | None = None
        self._left: Heads | None = None

    async def append(self, wish: Append) -> Receipt:
        """Records the wish, or raises its refusal. A caller who leaves does not take it back."""
        ticket = Ticket(wish, asyncio.get_running_loop().create_future())
        ticket.answer.add_done_callback(_looked_at)
        self._waiting.append(ticket)
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work())
        return await asyncio.shield(ticket.answer)

    async def close(self) -> None:
        """Commits what waits, and lets the connection go."""
        if self._working is not None:
            await self._working
        await self._hang_up()

    async def _work(self) -> None:
        while self._waiting:
            tickets = [self._waiting.popleft() for _ in range(min(len(self._waiting), MOST_TOGETHER))]
            await self._commit(tickets)

    async def _commit(self, tickets: Sequence[Ticket]) -> None:
        """All tickets in one transaction. Everyone gets an answer, and only after the commit."""
        try:
            answers = await self._recorded([ticket.wish for ticket in tickets])
        except Exception as error:  # noqa: BLE001 (handed to those who wait for it)
            await self._hang_up()
            if len(tickets) == 1:
                tickets[0].answer.set_exception(error)
                return
            for ticket in tickets:  # one bad row must not refuse the others
                await self._commit([ticket])
            return
        for ticket, answer in zip(tickets, answers, strict=True):
            if isinstance(answer, Refused):
                ticket.answer.set_exception(answer)
            else:
                ticket.answer.set_result(answer)

    async def _recorded(self, wishes: Sequence[Append]) -> list[Answer]:
        """In one round trip when the book is as this appender left it; else by looking first."""
        left, self._left = self._left, None
        if left is not None:
            try:
                return await self._committed(wishes, left)
            except SerializationFailure:
                pass  # somebody else appended since
        return await self._committed(wishes, None)

    async def _committed(self, wishes: Sequence[Append], left: Heads | None) -> list[Answer]:
        """One transaction, held by the loop."""
        talk = recording(wishes, self._recorder.stamp, self._recorder.channel_name, left)
        conn = await self._connection()
        async with conn.pipeline(), conn.transaction(), conn.cursor() as curs:
            row: DictRow | None = None
            while True:
                try:
                    statement = talk.send(row)
                except StopIteration as end:
                    recorded: Recorded = end.value
                    break
                await curs.execute(statement.sql, statement.params, prepare=True)
                row = await curs.fetchone() if statement.wants else None
        self._left = recorded.heads
        return recorded.answers

    async def _connection(self) -> Conn:
        if self._conn is None or self._conn.closed:
            self._conn = await AsyncConnection.connect(
                self._conninfo,
                autocommit=True,
                row_factory=dict_row,
                connect_timeout=3,
                application_name="aiwei",
                options=self._options,
            )
        return self._conn

    async def _hang_up(self) -> None:
        conn, self._conn = self._conn, None
        if conn is not None:
            await conn.close()


def _looked_at(answer: asyncio.Future[Receipt]) -> None:
    """Nobody may be waiting any more; an answer that nobody hears is no fault."""
    if not answer.cancelled():
        answer.exception()
