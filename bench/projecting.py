"""Projecting and rebuilding a mixed history, and the same open list now and as of moments long gone.

``AIWEI_BENCH_CASES`` sets how many cases; each has about ten events, as a township's cases have.
"""

import os
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tests import given as g
from tests.town import DECLARATION, MONDAY

from aiwei.application.desk import Caller, case_stream
from aiwei.application.house import House
from aiwei.cli.open import opened
from aiwei.domain.office import SYSTEM, By, Via
from aiwei.projections.cases import Cases
from aiwei.projections.moment import AsOfBy
from aiwei.projections.projector import Projector
from aiwei.projections.viewer import Viewer
from aiwei.projections.worklist import Wanted, page
from aiwei.settings import Settings
from aiwei.store.book import Entry, Signature

CASES = int(os.environ.get("AIWEI_BENCH_CASES", "10000"))
APART = timedelta(minutes=25)  # from one case's registration to the next
AT_ONCE = 2_000
EVERYONE = Viewer(person="", units=(), office=True)
BY = Signature(By(person="clerk", post="CLERK", unit="PHCO"), Via.CLI)
RELEASE = g.c.ReleaseExcerpt(
    title="垃圾堆放", text="村口大坑边垃圾堆放多日，夏天气味大，请尽快清运并加强巡查。"
)
START = (g.registration(excerpt_title="", excerpt_text=""), RELEASE, g.ACCEPT, g.DISPATCH, g.c.SignFor())
END = (g.SUBMIT, g.PASS, g.SOLVED, g.CLOSE)
#: The ways that cases go; most go the first.
WAYS: tuple[tuple[Any, ...], ...] = (
    *(((*START, g.PROGRESS, *END)),) * 5,
    (*START, g.SUBMIT, g.FAIL, *END),
    (*START, g.REQUEST_EXTENSION, g.GRANT_EXTENSION, *END),
    (*START, g.REQUEST_SUSPENSION, g.GRANT_SUSPENSION, g.REVIEW_SUSPENSION, g.c.Resume(), *END),
    (*START[:4], g.REQUEST_RETURN, g.c.ApproveReturn(opinion="同意"), g.DISPATCH, g.c.SignFor(), *END),
    (*START, g.REVEAL, g.CONTACT, *END, g.REOPEN, g.DISPATCH, g.c.SignFor()),
    (*START, g.URGE, g.SUPERVISE, g.ANSWER_SUPERVISION, g.PROGRESS),
)


class Clock:
    """The time of recording, as the history would have been recorded."""

    now = MONDAY

    def __call__(self) -> datetime:
        return self.now


def run(settings: Settings) -> Iterator[str]:
    """Lines of the table."""
    clock = Clock()
    with opened(settings, clock=clock) as house:
        house.desk.declare_register(DECLARATION, Caller(SYSTEM, Via.CLI))
        began = time.perf_counter()
        last = _write(house, clock, CASES)
        total = house.book.last_position()
        yield f"{CASES} cases, {total} events written in {time.perf_counter() - began:.0f} s"
        yield from _projecting(house)
        yield from _looking_back(house, last)


def _write(house: House, clock: Clock, cases: int) -> datetime:
    """Their events as they would have come in: many cases at a time, one step of each after another."""
    ways = [_hourly(g.play(*way)) for way in WAYS]
    steps = sorted(
        (number * APART + offset, number, step)
        for number in range(cases)
        for step, (offset, _) in enumerate(ways[number % len(ways)])
    )
    versions = [0] * cases
    for at in range(0, len(steps), AT_ONCE):
        batch = steps[at : at + AT_ONCE]
        facts: dict[int, list[Any]] = {}
        for _, number, step in batch:
            event = ways[number % len(ways)][step][1]
            facts.setdefault(number, []).append(_moved(event, number * APART, number))
        clock.now = MONDAY + batch[-1][0]
        entries = [Entry(case_stream(_id(n)), versions[n], of_case) for n, of_case in facts.items()]
        house.book.record(entries, BY)
        for number, of_case in facts.items():
            versions[number] += len(of_case)
    return clock.now


def _hourly(facts: Sequence[Any]) -> list[tuple[timedelta, Any]]:
    """Each fact, and how long after the first; the tests' hours stretched to days."""
    return [(24 * (fact.occurred_at - facts[0].occurred_at), fact) for fact in facts]


def _moved(event: Any, by: timedelta, number: int) -> Any:
    """The event so much later, with all its due moments; a registration has its own number."""
    data = _shifted(event.model_dump(), by)
    if "subject_ref" in data:
        data |= {"number": f"2026-{number:06d}", "subject_ref": _id(number)}
    return type(event).model_validate(data)


def _shifted(value: Any, by: timedelta) -> Any:
    if isinstance(value, datetime):
        return value + by
    if isinstance(value, dict):
        return {key: _shifted(one, by) for key, one in value.items()}
    return value


def _id(number: int) -> UUID:
    """In the order of registration, as version 7 is."""
    return UUID(int=(number << 80) + (number * 0x9E3779B97F4A7C15 & ((1 << 60) - 1)))


def _projecting(house: House) -> Iterator[str]:
    projector = Projector(house.book, Cases(house.book))
    for what, work in (("from the start", projector.catch_up), ("rebuild", projector.rebuild)):
        began, cpu = time.perf_counter(), time.process_time()
        events = work()
        seconds, own = time.perf_counter() - began, time.process_time() - cpu
        yield (
            f"projector, {what}: {events} events in {seconds:.1f} s, {events / seconds:.0f} events/s "
            f"(to reach: 20,000); {own / seconds:.0%} of it in Python; most memory {_memory()} MiB"
        )


def _memory() -> int:
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit


def _looking_back(house: House, last: datetime) -> Iterator[str]:
    with house.book.connection() as conn:
        conn.execute("VACUUM ANALYZE read.cases, read.spans")
        now = _median(conn, Wanted(open=True), last)
        yield f"open list now: first page of {now[1]} in {now[0]:.2f} ms (median of 15)"
        for by in AsOfBy:
            for part in (0.1, 0.5, 0.9, 1.0):
                then = MONDAY + (last - MONDAY) * part
                spent, rows = _median(conn, Wanted(open=True, as_of=then, as_of_by=by), last)
                yield f"  as of {then:%Y-%m-%d} by {by}: {rows} in {spent:.2f} ms, {spent / now[0]:.1f} x"


def _median(conn: Any, wanted: Wanted, now: datetime) -> tuple[float, int]:
    times, rows = [], 0
    for _ in range(15):
        began = time.perf_counter()
        rows = len(page(conn, wanted, EVERYONE, wanted.as_of or now).rows)
        times.append(time.perf_counter() - began)
    return sorted(times)[7] * 1e3, rows
