"""Importing a file of messages, projecting what it made, rebuilding, and finding words in it."""

import time
from collections.abc import Iterator

import psycopg

from aiwei.application.house import House
from aiwei.application.imports import Import
from aiwei.cli.open import opened
from aiwei.documents.profile import choose, mapped
from aiwei.documents.sheet import open_sheet
from aiwei.projections.cases import Cases
from aiwei.projections.projector import Projector
from aiwei.projections.viewer import Viewer
from aiwei.projections.worklist import Wanted, page
from aiwei.settings import Settings
from bench.messages import REAL, SAMPLE

EVERYONE = Viewer(person="", units=(), office=True)
WORDS = ("垃圾", "噪音", "污水处理", "路")
COPIES = 4


def run(settings: Settings) -> Iterator[str]:
    """Lines of the table; the floor is one COPY of the same texts into a table without an index."""
    path = REAL if REAL.exists() else SAMPLE
    with opened(settings) as house:
        rows, seconds = _import(house, path, "")
        yield f"import of {path.name}: {rows} rows, {rows / seconds:.0f} rows/s   (to reach: 2,000)"
        more = [_import(house, path, f"-{copy}") for copy in range(1, COPIES + 1)]
        total, spent = sum(r for r, _ in more), sum(s for _, s in more)
        yield f"  {COPIES} more copies of it: {total} rows, {total / spent:.0f} rows/s"
        began = time.perf_counter()
        house.vault.sort_in_pairs()
        sorting = time.perf_counter() - began
        whole = (rows + total) / (seconds + spent + sorting)
        yield f"  sorting their pairs into the search index: {sorting:.2f} s; with it {whole:.0f} rows/s"
        yield f"  floor, one COPY of the texts: {_copy(house, path):.0f} rows/s"
        yield from _projecting(house)
        yield from _finding(house)


def _import(house: House, path, suffix: str) -> tuple[int, float]:
    """Reading, checking, sealing, recording: everything but the start of the program."""
    began = time.perf_counter()
    sheet = open_sheet(path)
    profile = choose(None, sheet.header)
    profile = profile.model_copy(update={"fixed": {**profile.fixed, "source_system": f"bench{suffix}"}})
    counts = Import(house.desk).run(mapped(profile, sheet.header, sheet.rows))
    return counts.created, time.perf_counter() - began


def _copy(house: House, path) -> float:
    sheet = open_sheet(path)
    rows = [tuple(str(cell) for cell in row) for row in sheet.rows]
    with psycopg.connect(house.book.conninfo) as conn:
        columns = ", ".join(f"c{n} text" for n in range(len(rows[0])))
        conn.execute(f"CREATE TABLE copied ({columns})".encode())
        began = time.perf_counter()
        with conn.cursor().copy("COPY copied FROM STDIN") as copy:
            for row in rows:
                copy.write_row([cell.replace("\x00", "") for cell in row])
        conn.commit()
        return len(rows) / (time.perf_counter() - began)


def _projecting(house: House) -> Iterator[str]:
    projector = Projector(house.book, Cases(house.book))
    for what, work in (("catch up", projector.catch_up), ("rebuild", projector.rebuild)):
        began = time.perf_counter()
        events = work()
        seconds = time.perf_counter() - began
        yield f"projector, {what}: {events} events, {events / seconds:.0f} events/s   (to reach: 20,000)"


def _finding(house: House) -> Iterator[str]:
    with house.book.connection() as conn:
        conn.execute("ANALYZE vault.subjects")
        for word in WORDS:
            times = []
            for _ in range(15):
                began = time.perf_counter()
                rows = page(conn, Wanted(q=word, limit=50), EVERYONE, house.clock()).rows
                times.append(time.perf_counter() - began)
            yield f"find {word}: first page of {len(rows)} in {sorted(times)[7] * 1e3:.1f} ms (median of 15)"
