"""Thousands at once: in bounded batches, fairly, by an index, and no longer than until it is told to stop."""

import json
import threading
import time

import pytest

from aiwei.application.sentinel import bands, watching
from aiwei.domain.case.grounds import Clock as K
from aiwei.domain.case.grounds import Notice
from aiwei.projections import due_clocks
from tests.application.sentinels import IN_HAND, Watched, a_sentinel, once, project, told, walk
from tests.desks import complaint
from tests.domain.limits import local


def many(office, count):
    """So many findings that nobody accepted."""
    for n in range(count):
        office.take_in(complaint(title=f"第{n}件", name="", phone="", address=""))


def test_thousands_at_once_go_in_bounded_batches_and_none_is_left_out(office):
    many(office, 2_000)
    unsigned = office.play(*IN_HAND[:4])
    office.wall.now = local("2026-03-06T08:00")
    project(office)
    watched = Watched(office)
    sentinel = a_sentinel(office, limits=watched)
    began = time.monotonic()
    assert sentinel.work() == 0
    assert told(office, unsigned) == once((K.SIGN_FOR, Notice.RED))  # a few of one clock do not wait for many
    looks = 1 + walk(sentinel)
    seconds = time.monotonic() - began
    print(f"2,001 notices in {looks} looks, {seconds:.1f} s, {2001 / seconds:.0f}/s")  # noqa: T201
    assert max(watched.batches) == watching.MOST
    assert looks == 11
    project(office)
    with office.desk.book.connection() as conn:
        row = conn.execute(
            "SELECT count(*) AS n, count(DISTINCT case_id) AS cases FROM read.notices"
        ).fetchone()
    assert row == {"n": 2_001, "cases": 2_001}
    watched.batches.clear()
    assert walk(sentinel) == 1
    assert watched.batches == [0]


def test_a_projector_that_stands_still_costs_a_look_and_no_commands(office, monkeypatch):
    many(office, 450)
    office.wall.now = local("2026-03-06T08:00")
    project(office)
    watched = Watched(office)
    sentinel = a_sentinel(office, limits=watched)
    walk(sentinel)
    monkeypatch.setattr(office.desk, "history", lambda _: pytest.fail("asked the book again"))
    watched.batches.clear()
    walk(sentinel)
    assert watched.batches == [200, 200, 50]


def test_told_to_stop_it_ends_within_the_batch(office):
    many(office, 150)
    office.wall.now = local("2026-03-06T08:00")
    project(office)
    sentinel = a_sentinel(office)
    thread = threading.Thread(target=sentinel.run)
    thread.start()
    while office.desk.book.last_position() < 200:
        time.sleep(0.001)
    sentinel.stop()
    thread.join(2)
    assert not thread.is_alive()


FILL = """INSERT INTO read.clocks
SELECT gen_random_uuid(), (ARRAY['task', 'case', 'sign_for', 'accept'])[n %% 4 + 1],
    now() + (n %% 400 - 200) * interval '1 hour', now() - interval '9 days', n %% 5 = 0, false,
    CASE WHEN n %% 400 < 200 THEN 3 ELSE 0 END
FROM generate_series(1, 40000) n"""


def test_a_look_reads_a_few_stretches_of_an_index_and_never_the_whole_table(office):
    with office.desk.book.connection() as conn:
        conn.execute(FILL.replace("%%", "%"))
        conn.execute("VACUUM ANALYZE read.clocks")
        row = conn.execute("SELECT now() AS now").fetchone()
        wanted = [aim.band for aim in bands.aims(row["now"], office.desk.terms)]
        names = ("clocks", "in_hours", "told", "starts", "after", "until")
        columns = dict(zip(names, map(list, zip(*wanted, strict=True)), strict=True))
        explained = conn.execute(
            f"EXPLAIN (ANALYZE, FORMAT JSON) {due_clocks.DUE}",
            {**columns, "clocks": [str(clock) for clock in columns["clocks"]], "most": 200},
        ).fetchone()["QUERY PLAN"][0]
        again = conn.execute(
            f"EXPLAIN (FORMAT JSON) {due_clocks.PROVISIONAL}", {"after": bands.FIRST, "most": 200}
        ).fetchone()["QUERY PLAN"][0]
    print(len(wanted), "bands,", explained["Execution Time"], "ms")  # noqa: T201
    assert "clocks_to_tell" in json.dumps(explained)
    assert "clocks_provisional" in json.dumps(again)
    assert not any('"Seq Scan"' in json.dumps(plan) for plan in (explained, again))
    assert explained["Execution Time"] < 100
