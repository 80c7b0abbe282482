"""What somebody sees who looks back: what was known then, or what had happened then; and nothing barred."""

from datetime import timedelta

import pytest

from aiwei.domain.case import commands as c
from aiwei.domain.case.grounds import Clock
from aiwei.projections.cases import Cases
from aiwei.projections.moment import AsOfBy
from aiwei.projections.projector import Projector
from aiwei.projections.viewer import Viewer
from aiwei.projections.worklist import BadFilter, Wanted, count, page
from tests import given as g
from tests.desks import complaint, open_office
from tests.projections.rows import STRAIGHT, a_busy_week
from tests.projections.test_worklist import CLERK, CLOUD, numbers

RECORDED, OCCURRED = AsOfBy
CHIEF = Viewer("chief", ("PHCO",), office=True, sealed=True)
AN_HOUR = timedelta(hours=1)
DOOR = c.ReleaseExcerpt(title="桶满", text="门口垃圾桶已满溢")
STREET = c.ReleaseExcerpt(title="街面", text="街面果皮箱倾倒")


@pytest.fixture
def seen(office, projector):
    """The numbers in a list as of a moment."""

    def look(as_of, viewer=CLERK, by=RECORDED, **wanted):
        projector.catch_up()
        with office.desk.book.connection() as conn:
            wish = Wanted(as_of=as_of, as_of_by=by, sort="number", **wanted)
            found = page(conn, wish, viewer, office.wall.now)
            assert count(conn, wish, viewer, office.wall.now) == len(found.rows)
        return numbers(found)

    return look


@pytest.fixture
def state(office, projector):
    """The state of the one case as of a moment; none where it was not there."""

    def look(as_of, by=RECORDED):
        projector.catch_up()
        with office.desk.book.connection() as conn:
            rows = page(conn, Wanted(as_of=as_of, as_of_by=by), CHIEF, office.wall.now).rows
        return rows[0]["state"] if rows else None

    return look


def test_what_is_entered_later_is_seen_from_its_recording_or_from_its_occurrence(office, state):
    case_id = office.play(*STRAIGHT[:3])
    dispatched = office.wall.now
    office.wall.later(hours=8)
    office.ask(case_id, c.SignFor(occurred_at=dispatched + AN_HOUR))
    signed = office.wall.now
    assert state(dispatched + 2 * AN_HOUR, RECORDED) == "dispatched"
    assert state(dispatched + 2 * AN_HOUR, OCCURRED) == "in_progress"
    assert state(dispatched + AN_HOUR / 2, OCCURRED) == "dispatched"
    assert state(signed, RECORDED) == "in_progress"


def test_a_report_that_was_taken_in_late_was_there_when_it_was_received(office, state):
    monday = office.wall.now
    office.wall.later(days=2)
    office.take_in(complaint(received_at=monday))
    assert (state(monday + AN_HOUR, RECORDED), state(monday + AN_HOUR, OCCURRED)) == (None, "registered")
    assert state(monday - AN_HOUR, OCCURRED) is None


def test_two_servers_whose_clocks_differ_let_nothing_leak(office, conninfo, state):
    case_id = office.take_in(complaint()).case_id
    with open_office(conninfo, declared=False) as behind:
        ahead = office.wall.later(hours=1)
        office.ask(case_id, g.ACCEPT)
        behind.wall.now = ahead - timedelta(minutes=10)
        behind.ask(case_id, DOOR)  # an hour later than that
        early = behind.wall.now
    assert early < office.wall.now
    assert state(early - timedelta(seconds=1)) == "registered"
    assert state(early) == "registered"  # accepted "later", and released after it was accepted
    assert state(office.wall.now) == "accepted"


def test_it_is_judged_at_that_moment_what_was_overdue(office, seen):
    case_id = office.play(*STRAIGHT[:3])
    sent = office.wall.now
    office.wall.later(days=2)
    late = office.wall.now
    office.ask(case_id, c.SignFor())
    assert seen(sent, overdue=True) == []
    assert seen(late, overdue=True) == [1]
    assert seen(office.wall.now, overdue=True) == []
    assert seen(late, overdue=True, open=True, unit="CLOUD") == [1]
    assert seen(late, due_before=sent) == []
    assert seen(late, due_before=late) == [1]


def test_a_complaint_that_joined_another_is_seen_as_it_stood(office, projector):
    target = office.play(g.ACCEPT)
    alias = office.take_in(complaint()).case_id
    before = office.wall.now
    office.ask(alias, g.MERGE.model_copy(update={"target": target}))
    merged = office.wall.now
    office.ask(alias, g.UNMERGE)
    apart = office.wall.now
    projector.catch_up()
    rows = {}
    with office.desk.book.connection() as conn:
        for when in (before, merged, apart):
            found = page(conn, Wanted(as_of=when, sort="number"), CLERK, apart).rows
            rows[when] = [(row["state"], row["members"], row["merged_into"]) for row in found]
    assert rows[before] == rows[apart] == [("accepted", 0, None), ("registered", 0, None)]
    assert rows[merged] == [("accepted", 1, None), ("merged", 0, target)]


def test_an_excerpt_is_found_from_when_it_was_released(office, seen):
    office.take_in(complaint(text="原话果皮"))
    case_id = office.take_in(complaint(text="别的事")).case_id
    taken_in = office.wall.now
    office.ask(case_id, g.ACCEPT)
    office.ask(case_id, DOOR)
    released = office.wall.now
    office.ask(case_id, STREET)
    again = office.wall.now
    assert seen(taken_in, q="满溢") == []
    assert seen(released, q="满溢") == [2]
    assert seen(again, q="满溢") == []
    assert seen(released, q="果皮箱") == []
    assert seen(again, q="果皮箱") == [2]
    assert seen(again, q="街面") == [2]
    assert seen(released, q="2026-00002") == seen(taken_in, q="2026-00002") == [2]


def test_the_draft_is_found_at_any_time_by_the_office_and_by_nobody_else(office, seen):
    case_id = office.play(*STRAIGHT[:3], intake=complaint(text="原话里的鸡棚"))
    dispatched = office.wall.now
    office.ask(case_id, c.SignFor())
    for moment in (dispatched, office.wall.now):
        assert seen(moment, CLERK, q="鸡棚") == [1]
        assert seen(moment, CLOUD, q="鸡棚") == []
        assert seen(moment, CLOUD, q="垃圾堆放") == [1]


def test_a_unit_sees_of_the_past_what_was_its_own_then(office, seen):
    case_id = office.play(*STRAIGHT[:3])
    sent = office.wall.now
    office.ask(case_id, g.REQUEST_RETURN)
    office.ask(case_id, c.ApproveReturn(opinion="同意"))
    assert seen(sent, CLOUD) == [1]
    assert seen(office.wall.now, CLOUD) == []
    assert seen(sent - AN_HOUR, CLOUD) == []


def test_what_is_sealed_today_is_sealed_in_its_past(office, seen):
    case_id = office.take_in(complaint()).case_id
    told = office.wall.now
    assert seen(told, CLERK) == [1]
    office.ask(case_id, c.CorrectRecord(field="triage", value="accusation", reason="实为举报村干部"))
    assert (seen(told, CLERK), seen(told, CHIEF)) == ([], [1])
    assert (seen(told, CLERK, by=OCCURRED), seen(told, CHIEF, by=OCCURRED)) == ([], [1])


def test_nobody_sees_the_past_of_the_case_about_themselves(office, seen):
    office.take_in(complaint(accused_person="clerk"))
    assert seen(office.wall.now, CLERK) == []
    assert seen(office.wall.now, CHIEF) == [1]


def test_the_limits_of_the_past_are_not_kept_by_name(office, seen):
    with pytest.raises(BadFilter, match="回看"):
        seen(office.wall.now, clock=Clock.TASK)


def test_a_page_of_the_past_does_not_shift_while_work_goes_on(office, projector):
    cases = a_busy_week(office)
    then = office.wall.now
    projector.catch_up()
    with office.desk.book.connection() as conn:
        wish = Wanted(as_of=then, limit=3)
        first = page(conn, wish, CLERK, then)
        whole = numbers(page(conn, Wanted(as_of=then), CLERK, then))
        office.ask(cases[-1], g.DECLINE)
        office.take_in(complaint())
        projector.catch_up()
        rest = page(conn, wish.model_copy(update={"cursor": first.next, "limit": 50}), CLERK, then)
    assert numbers(first) + numbers(rest) == whole


def test_lists_know_nothing_of_a_moment_before_the_book(office, seen):
    office.take_in(complaint())
    Projector(office.desk.book, Cases(office.desk.book)).catch_up()
    assert seen(office.wall.now.replace(year=1999)) == []
