"""Exactly once, whatever happens: several copies, a kill at any moment, lists that lag or are built anew."""

import json
import threading
import time
from contextlib import ExitStack

import psycopg
import pytest

from aiwei.application.sentinel import bands, duties, watching
from aiwei.domain.case.grounds import Clock as K
from aiwei.domain.case.grounds import Notice
from aiwei.domain.decider import Refused
from aiwei.projections import due_clocks
from aiwei.projections.cases import Cases
from aiwei.projections.projector import Projector
from aiwei.store.append import Clash
from aiwei.store.heartbeats import SENTINEL, last_beat
from tests import given as g
from tests.application.sentinels import IN_HAND, Watched, a_sentinel, in_hand, look, once, project, told, walk
from tests.desks import complaint, open_office
from tests.domain.limits import local
from tests.store.books import together

RED = once((K.TASK, Notice.RED), (K.CASE, Notice.RED))
LATE = "2026-03-17T08:00"


def test_two_copies_at_once_tell_each_once(office, conninfo):
    cases = in_hand(office, 25)
    office.wall.now = local(LATE)
    project(office)
    with ExitStack() as stack:
        others = [stack.enter_context(open_office(conninfo, declared=False)) for _ in range(3)]
        for other in others:
            other.wall.now = office.wall.now
        notes = []
        together([lambda o=o: walk(a_sentinel(o, notes.append)) for o in others], 3)
    assert notes == []
    assert [told(office, case_id) for case_id in cases] == [RED] * 25


def test_two_copies_at_once_resume_once(office, conninfo):
    cases = in_hand(office, 10, g.REQUEST_SUSPENSION, g.GRANT_SUSPENSION)
    office.wall.now = local("2026-07-08T08:00")
    project(office)
    with open_office(conninfo, declared=False) as other:
        other.wall.now = office.wall.now
        together([lambda o=o: walk(a_sentinel(o)) for o in (office, other)], 2)
    for case_id in cases:
        assert [e.kind for e in office.events(case_id)].count("case-resumed") == 1


def test_a_kill_between_the_notice_and_the_lists_repeats_nothing(office, conninfo):
    case_id = office.play(*IN_HAND)
    office.wall.now = local(LATE)
    project(office)
    walk(a_sentinel(office))  # and killed: the lists never hear of it
    with open_office(conninfo, declared=False) as next_process:
        next_process.wall.now = office.wall.later(hours=1)
        notes = []
        walk(a_sentinel(next_process, notes.append))
    assert (told(office, case_id), notes) == (RED, [])


def test_a_kill_in_the_middle_of_a_batch_leaves_the_rest_for_the_next(office, conninfo, monkeypatch):
    cases = in_hand(office, 4)
    office.wall.now = local(LATE)
    project(office)
    record, done = office.desk.book.record, []

    def killed(*args):
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(record(*args))
        return done[-1]

    monkeypatch.setattr(office.desk.book, "record", killed)
    with pytest.raises(KeyboardInterrupt):
        walk(a_sentinel(office))
    with open_office(conninfo, declared=False) as next_process:
        next_process.wall.now = office.wall.now
        walk(a_sentinel(next_process))
    assert [told(office, case_id) for case_id in cases] == [RED] * 4


def test_an_answer_that_was_lost_after_the_commit_is_asked_for_again_and_told_once(office, monkeypatch):
    case_id = office.play(*IN_HAND)
    office.wall.now = local(LATE)
    project(office)
    record = office.desk.book.record

    def lost(*args):
        record(*args)
        raise psycopg.OperationalError("server closed the connection")

    sentinel = a_sentinel(office)
    with monkeypatch.context() as gone:
        gone.setattr(office.desk.book, "record", lost)
        for _ in range(2):
            assert sentinel.work() == duties.TROUBLE_SECONDS
    walk(sentinel)
    walk(a_sentinel(office))
    assert told(office, case_id) == RED


def test_lists_that_are_built_anew_repeat_nothing(office):
    case_id = office.play(*IN_HAND)
    look(office, at=LATE)
    with office.desk.book.connection() as conn:
        before = conn.execute("SELECT * FROM read.clocks ORDER BY clock").fetchall()
        notices = conn.execute("SELECT * FROM read.notices ORDER BY position").fetchall()
    Projector(office.desk.book, Cases(office.desk.book)).rebuild()
    with office.desk.book.connection() as conn:
        assert conn.execute("SELECT * FROM read.clocks ORDER BY clock").fetchall() == before
        assert conn.execute("SELECT * FROM read.notices ORDER BY position").fetchall() == notices
    look(office)
    assert told(office, case_id) == RED
    assert len(notices) == 2


def test_lists_that_are_empty_or_older_than_the_book_mislead_nobody(office):
    case_id = office.play(*IN_HAND)
    look(office, at=LATE)
    with office.desk.book.connection() as conn:
        conn.execute("UPDATE read.clocks SET told = 0")
    for _ in range(2):
        walk(a_sentinel(office))
    with office.desk.book.connection() as conn:
        conn.execute("DELETE FROM read.clocks")
    walk(a_sentinel(office))
    assert told(office, case_id) == RED


def test_a_due_moment_that_only_stale_lists_have_is_told_of_to_nobody(office):
    case_id = office.play(*IN_HAND)
    project(office)
    with office.desk.book.connection() as conn:
        conn.execute("UPDATE read.clocks SET due_at = '2026-03-02T10:00+08'")
    office.wall.now = local("2026-03-12T08:00")
    notes = []
    walk(a_sentinel(office, notes.append))
    assert (told(office, case_id), notes) == ({}, [])


def test_a_clerk_who_records_at_the_same_moment_only_delays_it(office, monkeypatch):
    case_id = office.play(*IN_HAND)
    office.wall.now = local(LATE)
    project(office)
    record, first = office.desk.book.record, []

    def overtaken(*args):
        if not first:
            first.append(True)
            raise Clash("过时")
        return record(*args)

    monkeypatch.setattr(office.desk.book, "record", overtaken)
    walk(a_sentinel(office))
    assert told(office, case_id) == RED


def test_one_case_that_cannot_be_read_is_noted_once_and_hides_no_other(office):
    broken, *others = in_hand(office, 4)
    office.wall.now = local(LATE)
    project(office)
    with office.desk.book.connection() as conn:
        conn.execute("ALTER TABLE aiwei_events DISABLE TRIGGER append_only")
        conn.execute("UPDATE aiwei_events SET state = '{}' WHERE originator_id = %s", (f"case-{broken}",))
    notes = []
    sentinel = a_sentinel(office, notes.append)
    for _ in range(3):
        walk(sentinel)
    assert [told(office, case_id) for case_id in others] == [RED] * 3
    assert len(notes) == 2  # its two clocks
    assert all(str(broken) in note for note in notes)


def test_a_refusal_that_nobody_expects_is_noted(office, monkeypatch):
    case_id = office.play(*IN_HAND)
    office.wall.now = local(LATE)
    project(office)

    def never(*_):
        raise Refused("没有这条规则")

    monkeypatch.setattr(office.desk, "handle", never)
    notes = []
    walk(a_sentinel(office, notes.append))
    assert notes[0] == f"值守：件 {case_id} 的「整改」没有办成：没有这条规则"


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


def test_a_database_that_goes_away_is_waited_for_and_noted_once(office, monkeypatch):
    case_id = office.play(*IN_HAND)
    office.wall.now = local(LATE)
    project(office)
    monkeypatch.setattr(duties, "TROUBLE_SECONDS", 0.0)
    notes, tries = [], []
    sentinel = a_sentinel(office, notes.append)
    due = due_clocks.DueClocks.due

    def away(*args):
        tries.append(True)
        if len(tries) < 5:
            raise psycopg.OperationalError("connection refused")
        sentinel.stop()
        return due(*args)

    monkeypatch.setattr(due_clocks.DueClocks, "due", away)
    sentinel.run()
    assert notes == ["值守「提醒和恢复」中断，每 0 秒重试：OperationalError"]
    assert len(tries) == 5
    assert told(office, case_id) == {}  # stopped before it came to it
    walk(a_sentinel(office))
    assert told(office, case_id) == RED


def test_each_look_leaves_a_sign_of_life(office):
    assert last_beat(office.desk.book, SENTINEL) is None
    look(office, at="2026-03-10T08:00")
    assert last_beat(office.desk.book, SENTINEL) == local("2026-03-10T08:00")
    look(office, at="2026-03-09T08:00")
    assert last_beat(office.desk.book, SENTINEL) == local("2026-03-09T08:00")


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
