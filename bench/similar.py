"""Proposing similar open cases for a report that is being typed, among 14,000 real letters; and how well."""

import random
import time
from collections.abc import Iterator
from datetime import timedelta

from psycopg import Connection
from psycopg.rows import DictRow
from tests.projections.likenesses import REWORDED, UNRELATED

from aiwei.application.desk import Caller
from aiwei.application.house import House
from aiwei.application.intake import Intake
from aiwei.cli.open import opened
from aiwei.domain.case.words import Channel
from aiwei.domain.office import Via
from aiwei.projections.cases import Cases
from aiwei.projections.projector import Projector
from aiwei.projections.similar import Told, similar
from aiwei.projections.viewer import Viewer
from aiwei.settings import Settings
from bench.importing import _import
from bench.messages import REAL, SAMPLE, messages
from bench.registering import furnish

COPIES, ASKED = 5, 200
OFFICE = Viewer(person="", units=(), office=True)
VILLAGES = {"CLOUD": "V01", "BAMBOO": "V02"}
SHUFFLED = """UPDATE read.cases SET village = 'V' || lpad((1 + abs(hashtext(number)) %% 40)::text, 2, '0'),
    received_at = %s - (abs(hashtext(case_id::text)) %% 90) * interval '1 day'"""


def run(settings: Settings) -> Iterator[str]:
    """The letters five times over, spread over 40 villages and 90 days, all open."""
    source, letters = messages(2_000)
    with opened(settings) as house:
        furnish(house)
        for copy in range(COPIES):
            _import(house, REAL if REAL.exists() else SAMPLE, f"-{copy}")
        _tell_made_up(house)
        _settle(house)
        with house.book.connection() as conn:
            yield f"similar open cases, {_count(conn)} open ones, letters of {source}"
            for what, told in _questions(letters):
                yield _timed(what, told, conn, house)
            yield _quality(conn, house)


def _tell_made_up(house: House) -> None:
    for village, text, _ in REWORDED:
        told = {"channel": Channel.PHONE, "title": text[:10], "text": text, "village": VILLAGES[village]}
        house.desk.register_case(Intake.model_validate(told), Caller("p-wumingming", Via.CLI))


def _settle(house: House) -> None:
    """Projected, sorted in, and with the statistics that PostgreSQL gathers by itself within a minute."""
    Projector(house.book, Cases(house.book)).catch_up()
    house.vault.sort_in_pairs()
    with house.book.connection() as conn:
        conn.execute(SHUFFLED + " WHERE village IS NULL", (house.clock(),))
        conn.execute("VACUUM ANALYZE read.cases")
        conn.execute("VACUUM ANALYZE vault.subjects")


def _count(conn: Connection[DictRow]) -> int:
    row = conn.execute("SELECT count(*) AS n FROM read.cases WHERE closed_at IS NULL").fetchone()
    return row["n"] if row else 0


def _questions(letters: list[tuple[str, str]]) -> Iterator[tuple[str, list[Told]]]:
    chosen = random.Random(1).sample(letters, ASKED)  # noqa: S311 (the same each time)
    yield "subject only", [Told(text=title) for title, _ in chosen]
    yield "subject and village", [Told(text=title, village="V07") for title, _ in chosen]
    yield "subject and words", [Told(text=f"{title}\n{text}") for title, text in chosen]
    yield "all of it", [Told(text=f"{title}\n{text}", village="V07") for title, text in chosen]


def _timed(what: str, told: list[Told], conn: Connection[DictRow], house: House) -> str:
    times = []
    for one in told:
        began = time.perf_counter()
        similar(conn, one, OFFICE, house.clock())
        times.append((time.perf_counter() - began) * 1e3)
    times.sort()
    middle, late = times[len(times) // 2], times[len(times) * 95 // 100]
    return f"  {what}: p50 {middle:.1f} ms, p95 {late:.1f} ms   (to reach: p50 20)"


def _quality(conn: Connection[DictRow], house: House) -> str:
    """Whether what was told again in other words is found among all these, and how much else is."""
    first = 0
    for village, text, again in REWORDED:
        told = Told(text=again, village=VILLAGES[village])
        found = similar(conn, told, OFFICE, house.clock() + timedelta(days=4), 3)
        first += any(text[:10] == like.row["draft_title"] for like in found)
    others = sum(bool(similar(conn, Told(text=text), OFFICE, house.clock())) for text in UNRELATED)
    return (
        f"  told again in other words: {first} of {len(REWORDED)} among the first three;"
        f" of {len(UNRELATED)} other matters {others} had proposals"
    )
