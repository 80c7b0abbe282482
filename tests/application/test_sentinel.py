"""Who is warned, of what and when: each warning once as the clock moves on, and nothing of what stopped."""

import pytest

from aiwei.application.sentinel.warnings import WARNINGS
from aiwei.domain.case import commands as c
from aiwei.domain.case.grounds import Clock as K
from aiwei.domain.case.grounds import Notice
from aiwei.domain.case.words import CaseKind, Category, Channel
from aiwei.domain.office import By, Via
from tests import given as g
from tests.application.sentinels import IN_HAND, RELEASE, a_sentinel, in_hand, look, once, told, walk
from tests.desks import complaint
from tests.domain.limits import local

TASK_YELLOW, CASE_YELLOW = (K.TASK, Notice.YELLOW), (K.CASE, Notice.YELLOW)
TASK_RED, CASE_RED = (K.TASK, Notice.RED), (K.CASE, Notice.RED)
TASK_LISTED, CASE_LISTED = (K.TASK, Notice.LISTED), (K.CASE, Notice.LISTED)


def the_last(office, case_id, notice):
    """The last notice of this kind."""
    return [e for e in office.events(case_id) if getattr(e, "notice", None) is notice][-1]


def test_every_clock_says_what_it_leads_to_and_why():
    assert set(WARNINGS) == set(K)
    assert all(warned.why for warned in WARNINGS.values())
    silent = {clock for clock, warned in WARNINGS.items() if not warned.notices}
    assert silent == {K.RESUME, K.RETURN_WINDOW}
    assert {clock for clock, warned in WARNINGS.items() if Notice.LISTED in warned.notices} == {
        K.TASK,
        K.CASE,
    }


def test_each_warning_comes_once_as_the_clock_moves_on(office):
    case_id = office.play(*IN_HAND)
    seen = []
    for day in range(10, 27):
        for hour in (0, 9, 9, 18):
            look(office, at=f"2026-03-{day}T{hour:02}:30")
            if (now := told(office, case_id)) != (seen[-1][1] if seen else {}):
                seen.append((office.wall.now.isoformat()[:13], now))
    first = once(TASK_YELLOW, CASE_YELLOW)
    second = first + once(TASK_RED, CASE_RED)
    called = second + once((K.CONTACT, Notice.YELLOW))
    third = called + once(TASK_LISTED, CASE_LISTED)
    assert [
        ("2026-03-13T00", first),  # Friday: one working day is left, the Monday on which it ends
        ("2026-03-17T00", second),
        ("2026-03-18T00", called),  # whoever complained is to be told by the 19th
        ("2026-03-20T00", called + once((K.CONTACT, Notice.RED))),
        ("2026-03-24T00", third + once((K.CONTACT, Notice.RED))),  # five full working days, 17 to 23 March
    ] == seen


def test_a_notice_says_whose_turn_it_is_and_is_signed_by_the_sentinel(office):
    case_id = office.play(*IN_HAND)
    look(office, at="2026-03-13T08:00")
    recorded = office.desk.history(case_id)[-1]
    assert (recorded.by, recorded.via) == (By(person="system", post="SYSTEM", unit=""), Via.SENTINEL)
    notice = the_last(office, case_id, Notice.YELLOW)
    assert (notice.unit, notice.person, notice.due_at) == ("CLOUD", "cloud", local("2026-03-16T23:59:59"))
    assert recorded.command_id is not None


def test_what_the_office_has_to_do_is_told_to_the_office(office):
    case_id = office.take_in().case_id
    look(office, at="2026-03-04T08:00")
    notice = the_last(office, case_id, Notice.RED)
    assert (notice.clock, notice.unit, notice.person) == (K.ACCEPT, None, None)


def test_a_limit_of_one_day_is_not_told_of_on_the_day_on_which_it_began(office):
    case_id = office.take_in().case_id
    look(office, at="2026-03-02T18:00")
    assert told(office, case_id) == {}
    look(office, at="2026-03-03T00:00")
    assert told(office, case_id) == once((K.ACCEPT, Notice.YELLOW))


@pytest.mark.parametrize(
    ("dispatched", "before", "after"),
    [
        ("2026-03-03T12:00", "2026-03-04T07:11", "2026-03-04T07:13"),  # 24 hours, of which 4.8 are left
        ("2026-03-06T17:00", "2026-03-09T12:11", "2026-03-09T12:13"),  # Friday to Monday: the weekend pauses
    ],
)
def test_a_dispatch_that_nobody_signs_is_told_of_in_the_last_fifth_of_its_hours(
    office, dispatched, before, after
):
    case_id = office.play(g.ACCEPT, RELEASE, g.CONTACT)
    office.wall.now = local(dispatched)
    office.wall.later(hours=-1)
    office.ask(case_id, g.DISPATCH)
    look(office, at=before)
    assert told(office, case_id) == {}
    look(office, at=after)
    assert told(office, case_id) == once((K.SIGN_FOR, Notice.YELLOW))
    assert the_last(office, case_id, Notice.YELLOW).unit == "CLOUD"


def test_hours_that_the_office_is_closed_do_not_count(office):
    road = g.ACCEPT.model_copy(update={"category": Category.DIRTY_ROAD})
    case_id = office.play(intake=seen())
    office.ask(case_id, road)
    office.wall.now = local("2026-03-03T14:00")
    office.ask(case_id, g.DISPATCH)  # at 15:00: 5 working hours, to 11:30 of the next day
    office.ask(case_id, c.SignFor())
    look(office, at="2026-03-04T10:29")
    assert told(office, case_id) == {}
    look(office, at="2026-03-04T10:31")
    assert told(office, case_id) == once(TASK_YELLOW, CASE_YELLOW)


def seen():
    """What an inspector wrote down."""
    words = {"title": "路面脏", "text": "路面积泥", "no_photo_reason": "雨天"}
    finding = {"case_kind": CaseKind.FINDING, "channel": Channel.INSPECTION, "matter": None, **words}
    return complaint(**finding, name="", phone="", address="")


def test_a_return_window_is_no_duty_and_nobody_is_told_of_it(office):
    case_id = office.play(g.ACCEPT, RELEASE, g.CONTACT, g.DISPATCH)
    look(office, at="2026-03-06T08:00")
    assert told(office, case_id) == once((K.SIGN_FOR, Notice.RED))


@pytest.mark.parametrize(
    ("way", "at", "first"),
    [
        ((g.PRE_VERIFY,), "2026-03-06", (K.VERIFY, Notice.RED)),
        ((*IN_HAND[:4], g.REQUEST_RETURN), "2026-03-04", (K.RETURN_DECIDE, Notice.RED)),
        ((*IN_HAND, g.REQUEST_EXTENSION), "2026-03-04", (K.EXTENSION_DECIDE, Notice.RED)),
        ((*IN_HAND, g.REQUEST_SUSPENSION), "2026-03-06", (K.SUSPENSION_DECIDE, Notice.RED)),
        ((*IN_HAND, g.SUPERVISE), "2026-03-05", (K.SUPERVISION, Notice.RED)),
        ((*IN_HAND, g.SUBMIT), "2026-03-05", (K.CHECK, Notice.RED)),
        ((*IN_HAND, g.SUBMIT, g.PASS), "2026-03-05", (K.FOLLOW_UP, Notice.RED)),
        ((g.TRANSFER,), "2026-04-20", (K.RECEIPT, Notice.RED)),
        ((*IN_HAND, g.REQUEST_SUSPENSION, g.GRANT_SUSPENSION), "2026-04-03", (K.REVIEW, Notice.RED)),
    ],
)
def test_each_step_that_waits_too_long_is_told_of(office, way, at, first):
    case_id = office.play(*way)
    look(office, at=f"{at}T08:00")
    assert told(office, case_id)[first] == 1


def test_a_finding_is_to_be_looked_at_again(office):
    case_id = office.play(g.ACCEPT, g.DISPATCH, c.SignFor(), g.SUBMIT, g.PASS, g.CLOSE, intake=seen())
    look(office, at="2026-03-30T08:00")
    assert told(office, case_id) == {}
    look(office, at="2026-04-01T08:00")
    assert told(office, case_id) == once((K.REINSPECT, Notice.YELLOW))


def test_nobody_is_told_of_a_clock_that_stopped(office):
    case_id = office.play(*IN_HAND, g.SUBMIT, g.PASS, g.SOLVED, g.CLOSE)
    assert look(office, at="2026-04-20T08:00") == []
    assert told(office, case_id) == {}


def test_nobody_is_told_of_a_clock_that_stopped_while_the_lists_still_show_it(office):
    case_id = office.play(*IN_HAND)
    look(office, at="2026-03-12T08:00")
    for wish in (g.SUBMIT, g.PASS, g.SOLVED, g.CLOSE):
        office.ask(case_id, wish)
    office.wall.now = local("2026-03-18T08:00")
    notes = []
    walk(a_sentinel(office, notes.append))
    assert (told(office, case_id), notes) == ({}, [])


def test_a_limit_that_was_extended_is_warned_of_anew(office):
    case_id = office.play(*IN_HAND)
    look(office, at="2026-03-13T08:00")
    office.ask(case_id, g.REQUEST_EXTENSION)
    office.ask(case_id, g.GRANT_EXTENSION)
    look(office, at="2026-03-17T08:00")
    assert told(office, case_id)[TASK_YELLOW] == 1
    look(office, at="2026-03-30T08:00")
    assert told(office, case_id)[TASK_YELLOW] == 2


def test_after_ten_days_of_silence_each_case_and_clock_gets_one_notice(office):
    cases = in_hand(office, 5)
    waiting = [office.take_in().case_id for _ in range(3)]
    look(office, at="2026-03-26T08:00")
    for case_id in cases:
        assert told(office, case_id) == once(TASK_LISTED, CASE_LISTED)
    for case_id in waiting:
        assert told(office, case_id) == once((K.ACCEPT, Notice.RED))


def test_a_clock_that_was_set_back_takes_nothing_back_and_stops_nothing(office):
    case_id = office.play(*IN_HAND)
    look(office, at="2026-03-17T08:00")
    late = told(office, case_id)
    assert late == once(TASK_RED, CASE_RED)
    other = office.take_in().case_id
    look(office, at="2026-03-13T08:00")
    assert told(office, case_id) == late
    look(office, at="2026-03-19T08:00")
    assert told(office, other) == once((K.ACCEPT, Notice.RED))
