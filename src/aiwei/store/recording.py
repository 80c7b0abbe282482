"""One transaction of the appender as a conversation: which statements, in which order, judged how.

It asks for statements and is given their rows, so that a thread and an event loop can hold it alike.
"""

from collections.abc import Callable, Generator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from eventsourcing.persistence import Notification
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from aiwei.domain.decider import Refused
from aiwei.store.append import Append, Receipt
from aiwei.store.heads import EXPECT, HEADS, Heads, asked, assumed, expectation, heads_of

INSERT_EVENTS = """WITH inserted AS (
    INSERT INTO aiwei_events (originator_id, originator_version, topic, state, notification_id)
    SELECT * FROM unnest(%b::text[], %b::bigint[], %b::text[], %b::bytea[], %b::bigint[]))
SELECT pg_notify(%b, '')"""
KEEP = """WITH answered AS (
    INSERT INTO aiwei_commands (command_id, digest, receipt)
    SELECT * FROM unnest(%s::uuid[], %s::bytea[], %s::jsonb[])),
claimed AS (
    INSERT INTO aiwei_claims (claim, stream) SELECT * FROM unnest(%s::text[], %s::text[]))
INSERT INTO aiwei_series (series, last) SELECT * FROM unnest(%s::text[], %s::bigint[])
ON CONFLICT (series) DO UPDATE SET last = excluded.last"""


class Statement(NamedTuple):
    """SQL and its parameters; ``wants`` says whether its row is to be sent back."""

    sql: str
    params: Sequence[Any]
    wants: bool = False


Answer = Receipt | Refused


class Recorded(NamedTuple):
    """Each wish's answer, in order, and the book's ends after them."""

    answers: list[Answer]
    heads: Heads


Recording = Generator[Statement, DictRow | None, Recorded]


def recording(
    wishes: Sequence[Append], stamp: Callable[[], datetime], channel: str, left: Heads | None = None
) -> Recording:
    """Lock and look, then write what is admitted.

    With ``left``, how this appender left the book, nothing is waited for in between: the database fails the
    whole where somebody else appended since, and it has to be said again without.
    """
    heads = assumed(left, wishes) if left else None
    if heads is None:
        row = yield Statement(HEADS, asked(wishes), wants=True)
        heads = heads_of(row or {})
    else:
        yield Statement(EXPECT, expectation(heads, wishes))
    answers: list[Answer] = []
    stored: list[Notification] = []
    admitted: list[tuple[Append, Receipt]] = []
    for wish in wishes:
        try:
            receipt, events = heads.admit(wish, stamp())
        except Refused as refusal:
            answers.append(refusal)
            continue
        answers.append(receipt)
        if not receipt.repeated:
            stored.extend(events)
            admitted.append((wish, receipt))
    if stored:
        yield _events(stored, channel)
    yield from beside(heads, admitted)
    return Recorded(answers, heads)


def _events(stored: Sequence[Notification], channel: str) -> Statement:
    """The events, and word to those who follow the book."""
    columns: list[Any] = [
        [e.originator_id for e in stored],
        [e.originator_version for e in stored],
        [e.topic for e in stored],
        [e.state for e in stored],
        [e.id for e in stored],
    ]
    return Statement(INSERT_EVENTS, [*columns, channel])


def beside(heads: Heads, admitted: Sequence[tuple[Append, Receipt]]) -> list[Statement]:
    """What commits with the events: receipts, claims and numbers, then other rows by their table."""
    answered = [(w.command_id, w.digest, Jsonb(r._asdict())) for w, r in admitted if w.command_id is not None]
    claims = {claim: stream for wish, _ in admitted for claim, stream in wish.claims.items()}
    series = {name: heads.series[name] for name in sorted(heads.touched_series)}
    statements = []
    if answered or claims or series:
        columns = [*_columns(answered, 3), list(claims), list(claims.values())]
        statements.append(Statement(KEEP, [*columns, list(series), list(series.values())]))
    tables: dict[str, list[tuple[Any, ...]]] = {}
    for wish, _ in admitted:
        for row in wish.rows:
            tables.setdefault(row.sql, []).append(row.params)
    statements += [Statement(sql, _columns(rows, len(rows[0]))) for sql, rows in tables.items()]
    return statements


def _columns(rows: Sequence[tuple[Any, ...]], width: int) -> list[list[Any]]:
    """Rows turned into columns, as ``unnest`` takes them."""
    return [[row[n] for row in rows] for n in range(width)]
