"""A unit says "not ours": in its window, before any work, and twice at most until a consultation decides."""

from datetime import timedelta

import pytest

from aiwei.domain.calendar import end_of
from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case import refusals as no
from aiwei.domain.case.words import CaseState
from tests.given import (
    DESIGNATE,
    DISPATCH,
    FAIL,
    OPEN_CONSULTATION,
    REQUEST_RETURN,
    SUBMIT,
    a_case_in_consultation,
    a_case_in_progress,
    a_dispatched_case,
    a_reopened_case,
    a_return_asked,
    a_submitted_case,
    an_accepted_case,
    given,
    play,
)
from tests.town import MONDAY

APPROVE = c.ApproveReturn(opinion="同意")
REJECT = c.RejectReturn(opinion="属你村地界")
TO_BAMBOO = c.Dispatch(lead_unit="BAMBOO", responsible_person="bamboo")
SECOND = timedelta(seconds=1)


def returned_once():
    return play(APPROVE, after=a_return_asked())


def asked_twice():
    again = play(TO_BAMBOO, after=returned_once())
    return again + given(*again).when(REQUEST_RETURN, by="bamboo").facts


def returned_twice():
    asked = asked_twice()
    return asked + given(*asked).when(APPROVE, by="deputy").facts


def dispatched_by(person, facts):
    return tuple(
        f.model_copy(update={"dispatcher": person}) if isinstance(f, e.CaseDispatched) else f for f in facts
    )


def test_a_unit_says_not_ours_and_the_office_lets_it_go():
    asked = given(*a_dispatched_case()).when(REQUEST_RETURN)
    fact = asked.then(e.ReturnRequested, explanation="大坑在虚竹村地界")
    assert (asked.case.state, fact.decide_due.rule) == (CaseState.RETURN_PENDING, "RETURN-DECIDE@1")
    approved = given(*a_return_asked()).when(APPROVE)
    approved.then(e.ReturnApproved, opinion="同意")
    assert (approved.case.state, approved.case.lead_unit) == (CaseState.ACCEPTED, None)


def test_the_promise_to_the_public_does_not_begin_again_after_a_return():
    before = an_accepted_case()[-1].case_due
    redispatched = given(*returned_once()).when(TO_BAMBOO)
    redispatched.then(e.CaseDispatched, round=2, case_due=before)


@pytest.mark.parametrize(
    ("history", "stays"),
    [(a_dispatched_case(), CaseState.DISPATCHED), (a_case_in_progress(), CaseState.IN_PROGRESS)],
)
def test_a_rejected_return_leaves_the_task_where_it_stood(history, stays):
    before = given(*history).when(REQUEST_RETURN).case
    answer = given(*play(REQUEST_RETURN, after=history)).when(REJECT)
    answer.then(e.ReturnRejected, opinion="属你村地界")
    assert (answer.case.state, answer.case.task_due) == (stays, before.task_due)


def test_a_return_is_asked_for_within_a_working_day():
    last = end_of(MONDAY.date() + timedelta(days=1))
    given(*a_dispatched_case()).when(REQUEST_RETURN, at=last).then(e.ReturnRequested)
    given(*a_dispatched_case()).when(REQUEST_RETURN, at=last + SECOND).refused(no.ReturnTooLate)


def test_a_petition_may_be_returned_for_five_working_days():
    by_hand = c.Accept(category="other", area="healthy_society", handle_rule="PETITION-HANDLE")
    dispatched = play(by_hand, DISPATCH, after=an_accepted_case()[:1])
    last = end_of(MONDAY.date() + timedelta(days=7))
    given(*dispatched).when(REQUEST_RETURN, at=last).then(e.ReturnRequested)
    given(*dispatched).when(REQUEST_RETURN, at=last + SECOND).refused(no.ReturnTooLate)


def test_after_work_was_handed_in_there_is_no_return():
    rework = play(FAIL, after=a_submitted_case())
    given(*rework).when(REQUEST_RETURN).refused(no.ReturnAfterWork)


def test_a_second_return_is_not_decided_by_the_dispatcher_alone():
    by_chief = dispatched_by("chief", asked_twice())
    given(*by_chief).when(APPROVE, by="chief").refused(no.SecondReturnNeedsAnother)
    given(*by_chief).when(APPROVE, by="deputy").then(e.ReturnApproved)
    given(*by_chief).when(REJECT, by="chief").then(e.ReturnRejected)


def test_the_first_return_may_be_decided_by_whoever_dispatched():
    by_chief = dispatched_by("chief", a_return_asked())
    given(*by_chief).when(APPROVE, by="chief").then(e.ReturnApproved)


def test_after_two_returns_nobody_dispatches_before_a_consultation_said_whose_it_is():
    given(*returned_twice()).when(DISPATCH).refused(no.ConsultationNeeded, saying="退单 2 次")
    consulted = play(OPEN_CONSULTATION, DESIGNATE, after=returned_twice())
    given(*consulted).when(DISPATCH).then(e.CaseDispatched, designated=True)


def test_a_return_that_was_rejected_does_not_count():
    kept = play(REJECT, REQUEST_RETURN, APPROVE, after=a_return_asked())
    given(*kept).when(TO_BAMBOO).then(e.CaseDispatched, round=2)


def test_what_a_consultation_designated_is_not_returned():
    designated = play(DESIGNATE, DISPATCH, after=a_case_in_consultation())
    given(*designated).when(REQUEST_RETURN).refused(no.DesignatedMayNotReturn)
    given(*play(c.SignFor(), after=designated)).when(REQUEST_RETURN).refused(no.DesignatedMayNotReturn)


def test_after_reopening_a_new_unit_may_say_not_ours_though_an_earlier_one_reworked():
    reworked = play(FAIL, SUBMIT, after=a_submitted_case())
    again = play(TO_BAMBOO, after=_reopened(reworked))
    given(*again).when(REQUEST_RETURN, by="bamboo").then(e.ReturnRequested)


def test_after_reopening_returns_count_from_nothing():
    assert given(*_reopened(a_submitted_case())).when(TO_BAMBOO).case.returns == 0


def _reopened(submitted):
    ending = a_reopened_case()[len(a_submitted_case()) :]
    return (*submitted, *ending)
