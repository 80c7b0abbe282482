"""Exactly once, whatever happens: several copies, a kill at any moment, lists that lag or are built anew."""

from contextlib import ExitStack

import psycopg
import pytest

from aiwei.application.sentinel import duties
from aiwei.domain.case.grounds import Clock as K
from aiwei.domain.case.grounds import Notice
from aiwei.domain.decider import Refused
from aiwei.projections import due_clocks
from aiwei.projections.cases import Cases
from aiwei.projections.projector import Projector
from aiwei.store.append import Clash
from aiwei.store.heartbeats import SENTINEL, last_beat
from tests import given as g
from tests.application.sentinels import IN_HAND, a_sentinel, in_hand, look, once, project, told, walk
from tests.desks import open_office
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
