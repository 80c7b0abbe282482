"""Suspension: asked for with an end, granted by the leader, reviewed, and excluded from time exactly once."""

from datetime import date, timedelta

import pytest

from aiwei.domain.calendar import end_of
from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case import refusals as no
from aiwei.domain.case.clocks import running
from aiwei.domain.case.grounds import Clock, SuspensionReason
from aiwei.domain.case.words import CaseState
from aiwei.domain.office import SYSTEM
from tests.domain.steps import SUSPENSION_ASKED
from tests.given import (
    GRANT_EXTENSION,
    GRANT_SUSPENSION,
    REFUSE_SUSPENSION,
    REQUEST_EXTENSION,
    REQUEST_SUSPENSION,
    REVIEW_SUSPENSION,
    SUBMIT,
    a_case_in_progress,
    a_suspended_case,
    given,
    play,
)
from tests.town import MONDAY

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
END = end_of(date(2026, 6, 30))
RESUME = c.Resume(note="工程完工")
#: So many working days were left on the Monday of the halt: the last of them is 16 March.
LEFT = 10


def request(**changes):
    return REQUEST_SUSPENSION.model_copy(update=changes)


def working_days(first: date, last: date, off=frozenset()) -> int:
    """Plain weekdays after ``first`` up to ``last``, less what a holiday takes."""
    days = (first + DAY * n for n in range(1, (last - first).days + 1))
    return sum(day.weekday() < 5 and day not in off for day in days)


def resumed(history, at, by="clerk"):
    return given(*history).when(RESUME, at=at, by=by)


def test_a_unit_asks_for_a_halt_with_its_reason_its_end_and_what_is_done_meanwhile():
    answer = given(*a_case_in_progress()).when(REQUEST_SUSPENSION)
    fact = answer.then(e.SuspensionRequested, reason=SuspensionReason.ENGINEERING, until=date(2026, 6, 30))
    assert (answer.case.state, fact.decide_due.rule) == (CaseState.IN_PROGRESS, "SUSPENSION-DECIDE@1")
    assert fact.interim_measure


@pytest.mark.parametrize("until", [MONDAY.date() - DAY, MONDAY.date()], ids=["yesterday", "today"])
def test_the_end_lies_in_the_future(until):
    given(*a_case_in_progress()).when(request(until=until)).refused(no.DueInThePast, field="until")
    given(*a_case_in_progress()).when(request(until=MONDAY.date() + DAY)).then(e.SuspensionRequested)


def test_a_halt_takes_a_year_at_most():
    last = date(2027, 3, 2)
    given(*a_case_in_progress()).when(request(until=last)).then(e.SuspensionRequested)
    given(*a_case_in_progress()).when(request(until=last + DAY)).refused(no.TooLong, field="until")


def test_one_request_at_a_time():
    given(*SUSPENSION_ASKED).when(REQUEST_SUSPENSION).refused(no.AlreadyAsked)


def test_the_leader_grants_it_and_the_clocks_stand_still():
    answer = given(*SUSPENSION_ASKED).when(GRANT_SUSPENSION)
    fact = answer.then(e.SuspensionGranted, until=date(2026, 6, 30), reason=SuspensionReason.ENGINEERING)
    assert (answer.case.state, fact.resume_due.at) == (CaseState.SUSPENDED, END)
    assert set(running(answer.case.state, answer.case.dues)) == {Clock.REVIEW, Clock.RESUME, Clock.CONTACT}


def test_the_office_does_not_grant_it():
    given(*SUSPENSION_ASKED).when(GRANT_SUSPENSION, by="chief").refused(no.NotYourDuty, saying="分管领导")


def test_whoever_complained_is_told_of_a_halt():
    silent = GRANT_SUSPENSION.model_copy(update={"told_how": ""})
    given(*SUSPENSION_ASKED).when(silent).refused(no.SomethingMissing, field="told_how")


def test_a_request_whose_end_has_passed_is_not_granted_any_more():
    soon = play(request(until=MONDAY.date() + DAY), after=a_case_in_progress())
    given(*soon).when(GRANT_SUSPENSION, at=end_of(MONDAY.date() + DAY)).then(e.SuspensionGranted)
    given(*soon).when(GRANT_SUSPENSION, at=MONDAY + 2 * DAY).refused(no.DueInThePast)


def test_nobody_grants_a_halt_that_they_asked_for_themselves():
    asked = SUSPENSION_ASKED[-1].model_copy(update={"requested_by": "leader"})
    given(*SUSPENSION_ASKED[:-1], asked).when(GRANT_SUSPENSION).refused(no.ApproverIsRequester)


@pytest.mark.parametrize("wish", [GRANT_SUSPENSION, REFUSE_SUSPENSION], ids=["grant", "refuse"])
def test_where_nothing_was_asked_nothing_is_answered(wish):
    given(*a_case_in_progress()).when(wish).refused(no.NothingAsked)


def test_a_refused_halt_leaves_the_clocks_as_they_were():
    answer = given(*SUSPENSION_ASKED).when(REFUSE_SUSPENSION)
    answer.then(e.SuspensionRefused, opinion="不同意")
    assert answer.case.dues == given(*a_case_in_progress()).when(c.Reveal(purpose="contact")).case.dues


def test_a_halt_is_reviewed_every_thirty_days_from_the_last_review():
    first = a_suspended_case()[-1]
    assert first.review_due.at == end_of(date(2026, 4, 1))
    reviewed = given(*a_suspended_case()).when(REVIEW_SUSPENSION, at=MONDAY + 29 * DAY)
    assert reviewed.then(e.SuspensionReviewed).review_due.at == end_of(date(2026, 4, 30))
    assert reviewed.case.dues[Clock.REVIEW].at == end_of(date(2026, 4, 30))


@pytest.mark.parametrize("days", [1, 9, 28, 60])
def test_what_was_left_of_each_clock_is_left_again(days):
    before = given(*SUSPENSION_ASKED).when(GRANT_SUSPENSION).case
    again = resumed(a_suspended_case(), MONDAY + days * DAY)
    fact = again.then(e.CaseResumed, automatic=False)
    off = frozenset({date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 4), date(2026, 5, 5)})
    left = working_days(MONDAY.date(), before.task_due.at.date())
    assert left == LEFT
    # the Saturday of 9 May is worked instead of one of the days off
    swapped = fact.occurred_at.date() < date(2026, 5, 9) <= fact.task_due.at.date()
    assert working_days(fact.occurred_at.date(), fact.task_due.at.date(), off) + swapped == LEFT
    assert fact.case_due.at == fact.task_due.at
    assert again.case.state is CaseState.IN_PROGRESS


def test_a_halt_within_a_day_takes_no_day():
    again = resumed(a_suspended_case(), MONDAY.replace(hour=20)).then(e.CaseResumed)
    assert again.task_due == a_suspended_case()[2].task_due


def test_a_limit_that_was_broken_before_the_halt_stays_broken():
    late = MONDAY + 20 * DAY
    asked = a_case_in_progress() + given(*a_case_in_progress()).when(REQUEST_SUSPENSION, at=late).facts
    halted = asked + given(*asked).when(GRANT_SUSPENSION).facts
    fact = resumed(halted, late + 30 * DAY).then(e.CaseResumed)
    assert fact.task_due == a_case_in_progress()[2].task_due


def test_the_sentinel_resumes_when_the_last_day_is_over_and_no_earlier():
    resumed(a_suspended_case(), END, by=SYSTEM).refused(no.NothingToResume)
    resumed(a_suspended_case(), END + SECOND, by=SYSTEM).then(e.CaseResumed, automatic=True, occurred_at=END)


@pytest.mark.parametrize("by", [SYSTEM, "clerk"])
def test_however_late_somebody_comes_the_halt_ended_on_its_last_day(by):
    in_time = resumed(a_suspended_case(), END + SECOND, by=SYSTEM).then(e.CaseResumed)
    late = resumed(a_suspended_case(), END + 40 * DAY, by=by).then(e.CaseResumed, occurred_at=END)
    assert (late.task_due, late.case_due) == (in_time.task_due, in_time.case_due)


def test_the_office_resumes_before_the_end_and_the_unit_does_not():
    resumed(a_suspended_case(), END - 30 * DAY).then(e.CaseResumed, automatic=False)
    resumed(a_suspended_case(), END - 30 * DAY, by="cloud").refused(no.NotYourDuty)


def test_after_a_halt_nothing_of_it_runs_any_more():
    case = resumed(a_suspended_case(), MONDAY + 9 * DAY).case
    assert not {Clock.REVIEW, Clock.RESUME} & set(case.dues)
    assert case.suspended_at is None


def test_a_second_halt_takes_out_its_own_time_and_not_the_first_ones_again():
    once = a_suspended_case()
    once += resumed(once, MONDAY + 9 * DAY).facts
    twice = once + given(*once).when(request(until=date(2026, 3, 31))).facts
    twice += given(*twice).when(GRANT_SUSPENSION).facts
    fact = resumed(twice, twice[-1].occurred_at + 5 * DAY).then(e.CaseResumed)
    assert working_days(fact.occurred_at.date(), fact.task_due.at.date(), {date(2026, 4, 6)}) == LEFT


def test_an_extension_that_waits_is_over_with_the_halt_and_one_may_be_asked_afterwards():
    both = play(REQUEST_EXTENSION, REQUEST_SUSPENSION, GRANT_SUSPENSION, after=a_case_in_progress())
    case = given(*both).when(REVIEW_SUSPENSION).case
    assert (case.extension, Clock.EXTENSION_DECIDE in case.dues) == (None, False)
    again = both + resumed(both, MONDAY + 9 * DAY).facts
    asked = again + given(*again).when(REQUEST_EXTENSION).facts
    fact = given(*asked).when(GRANT_EXTENSION).then(e.ExtensionGranted)
    assert fact.task_due.was == again[-1].task_due.at


def test_what_was_handed_in_waits_for_no_halt_any_more():
    submitted = given(*SUSPENSION_ASKED).when(SUBMIT).case
    assert (submitted.suspension, Clock.SUSPENSION_DECIDE in submitted.dues) == (None, False)
