"""Dispatch, sign-for, return."""

from datetime import timedelta

import pytest

from aiwei.domain.calendar import end_of
from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case import refusals as no
from aiwei.domain.case.words import CaseState, SignForManner
from tests.given import (
    ACCEPT,
    DISPATCH,
    FAIL,
    REQUEST_RETURN,
    SUBMIT,
    a_case_in_progress,
    a_dispatched_case,
    a_reopened_case,
    a_return_asked,
    a_submitted_case,
    an_accepted_case,
    finding,
    given,
    play,
)
from tests.town import MONDAY

APPROVE = c.ApproveReturn(opinion="同意")
REJECT = c.RejectReturn(opinion="属你村地界")
BY_PHONE = c.SignFor(manner=SignForManner.ON_BEHALF_PHONE, told="云主任")


def dispatch(**changes):
    return DISPATCH.model_copy(update=changes)


def to_bamboo(**changes):
    alone = {"lead_unit": "BAMBOO", "responsible_person": "bamboo", "assisting_units": ()}
    return dispatch(**(alone | changes))


def test_a_dispatch_names_one_lead_one_person_and_every_moment_to_keep():
    answer = given(*an_accepted_case()).when(DISPATCH)
    fact = answer.then(e.CaseDispatched, round=1, dispatcher="clerk", responsible_post="CLOUD-1")
    assert fact.sign_for_due.at == fact.occurred_at + timedelta(hours=24)
    assert fact.return_due.at == end_of(fact.occurred_at.date() + timedelta(days=1))
    assert answer.case.state is CaseState.DISPATCHED
    assert answer.case.handling_units == {"CLOUD", "WATER"}


def test_the_task_is_never_due_after_the_promise_to_the_public():
    late = MONDAY + timedelta(days=7)
    fact = given(*an_accepted_case()).when(DISPATCH, at=late).then(e.CaseDispatched)
    assert fact.task_due == fact.case_due


def test_where_the_promise_is_broken_already_the_unit_gets_the_rules_own_time():
    too_late = MONDAY + timedelta(days=30)
    fact = given(*an_accepted_case()).when(DISPATCH, at=too_late).then(e.CaseDispatched)
    assert fact.case_due.at < too_late < fact.task_due.at


def test_the_clock_of_a_finding_starts_at_dispatch():
    history = play(finding(), ACCEPT)
    fact = given(*history).when(DISPATCH).then(e.CaseDispatched)
    assert fact.case_due == fact.task_due
    assert fact.sign_for_due.rule == "SIGN-FOR-FIND@1"


def test_only_a_released_excerpt_is_dispatched():
    history = an_accepted_case(excerpt_title="", excerpt_text="")
    given(*history).when(DISPATCH).refused(no.ExcerptNotReleased)


@pytest.mark.parametrize(
    "wrong", [dispatch(lead_unit="ATLANTIS"), dispatch(assisting_units=("WATER", "ATLANTIS"))]
)
def test_a_unit_that_the_register_does_not_know_gets_nothing(wrong):
    given(*an_accepted_case()).when(wrong).refused(no.UnknownPlace, field="lead_unit")


def test_the_lead_unit_does_not_assist_itself():
    wrong = dispatch(assisting_units=("CLOUD",))
    given(*an_accepted_case()).when(wrong).refused(no.LeadIsAssisting, field="assisting_units")


def test_an_outside_firm_leads_only_where_it_has_the_power_to_enforce():
    firm = dispatch(lead_unit="FIRM", responsible_person="firm")
    wardens = dispatch(lead_unit="WARDENS", responsible_person="wardens")
    given(*an_accepted_case()).when(firm).refused(no.UnknownPlace, saying="外部单位")
    given(*an_accepted_case()).when(wardens).then(e.CaseDispatched, lead_unit="WARDENS")


@pytest.mark.parametrize("person", ["bamboo", "former", "neighbour", "nobody"])
def test_the_person_responsible_holds_a_rectifying_post_of_the_lead_unit_on_that_day(person):
    wrong = dispatch(responsible_person=person)
    given(*an_accepted_case()).when(wrong).refused(no.NotAPostHolder, field="responsible_person")


@pytest.mark.parametrize("wish", [DISPATCH, to_bamboo(assisting_units=("CLOUD",))])
def test_a_unit_accused_gets_the_case_neither_as_lead_nor_as_assistant(wish):
    history = an_accepted_case(accused_unit="CLOUD")
    given(*history).when(wish).refused(no.AccusedWouldReceive, saying="云栖村")


@pytest.mark.parametrize("wish", [to_bamboo(), dispatch(assisting_units=("WATER",))])
def test_a_person_accused_gets_the_case_through_none_of_their_posts(wish):
    history = an_accepted_case(accused_person="cousin")
    given(*history).when(wish).refused(no.AccusedWouldReceive, field="lead_unit")


def test_a_dispatch_is_not_dated_back_to_when_the_accused_held_the_post():
    former_then = MONDAY.replace(year=2025)
    history = an_accepted_case(accused_person="former", received_at=former_then)
    backdated = dispatch(responsible_person="former", occurred_at=former_then)
    given(*history).when(backdated, at=MONDAY).refused(no.WrongTime, field="occurred_at")


def test_others_may_have_a_case_about_somebody():
    history = an_accepted_case(accused_person="cousin", accused_unit="BAMBOO")
    given(*history).when(dispatch(assisting_units=())).then(e.CaseDispatched)


def test_the_unit_signs_for_its_task_in_time_or_late():
    in_time = given(*a_dispatched_case()).when(c.SignFor())
    in_time.then(e.DispatchSignedFor, late=False, manner=SignForManner.SELF)
    assert in_time.case.state is CaseState.IN_PROGRESS
    two_days_on = MONDAY + timedelta(days=2)
    given(*a_dispatched_case()).when(c.SignFor(), at=two_days_on).then(e.DispatchSignedFor, late=True)


def test_the_office_signs_on_behalf_and_says_whom_it_told():
    signed = given(*a_dispatched_case()).when(BY_PHONE, by="clerk")
    signed.then(e.DispatchSignedFor, manner=SignForManner.ON_BEHALF_PHONE, told="云主任")


@pytest.mark.parametrize("manner", [m for m in SignForManner if m is not SignForManner.SELF])
def test_signing_on_behalf_without_saying_who_was_told_is_refused(manner):
    silent = c.SignFor(manner=manner)
    given(*a_dispatched_case()).when(silent, by="clerk").refused(no.SomethingMissing, field="told")


def test_the_office_does_not_sign_as_if_it_were_the_unit():
    given(*a_dispatched_case()).when(c.SignFor(), by="clerk").refused(no.NotYourDuty, field="manner")


def test_a_unit_says_not_ours_and_the_office_lets_it_go():
    asked = given(*a_dispatched_case()).when(REQUEST_RETURN)
    asked.then(e.ReturnRequested, explanation="大坑在虚竹村地界")
    assert asked.case.state is CaseState.RETURN_PENDING
    approved = given(*a_return_asked()).when(APPROVE)
    approved.then(e.ReturnApproved, opinion="同意")
    assert (approved.case.state, approved.case.lead_unit) == (CaseState.ACCEPTED, None)


def test_the_promise_to_the_public_does_not_begin_again_after_a_return():
    before = an_accepted_case()[-1].case_due
    redispatched = given(*play(APPROVE, after=a_return_asked())).when(to_bamboo())
    redispatched.then(e.CaseDispatched, round=2, case_due=before)


@pytest.mark.parametrize(
    ("history", "stays"),
    [(a_dispatched_case(), CaseState.DISPATCHED), (a_case_in_progress(), CaseState.IN_PROGRESS)],
)
def test_a_rejected_return_leaves_the_task_where_it_stood(history, stays):
    answer = given(*play(REQUEST_RETURN, after=history)).when(REJECT)
    answer.then(e.ReturnRejected, opinion="属你村地界")
    assert answer.case.state is stays


def test_a_return_is_asked_for_within_a_working_day():
    last = end_of(MONDAY.date() + timedelta(days=1))
    given(*a_dispatched_case()).when(REQUEST_RETURN, at=last).then(e.ReturnRequested)
    given(*a_dispatched_case()).when(REQUEST_RETURN, at=last + timedelta(seconds=1)).refused(no.ReturnTooLate)


def test_after_work_was_handed_in_there_is_no_return():
    rework = play(FAIL, after=a_submitted_case())
    given(*rework).when(REQUEST_RETURN).refused(no.ReturnAfterWork)


def test_a_second_return_is_not_decided_by_the_dispatcher_alone():
    second = play(APPROVE, to_bamboo(), after=a_return_asked())
    second += given(*second).when(REQUEST_RETURN, by="bamboo").facts
    by_chief = tuple(
        f.model_copy(update={"dispatcher": "chief"}) if isinstance(f, e.CaseDispatched) else f for f in second
    )
    given(*by_chief).when(APPROVE, by="chief").refused(no.SecondReturnNeedsAnother)
    given(*by_chief).when(APPROVE, by="deputy").then(e.ReturnApproved)
    given(*by_chief).when(REJECT, by="chief").then(e.ReturnRejected)


def test_the_first_return_may_be_decided_by_whoever_dispatched():
    history = tuple(
        f.model_copy(update={"dispatcher": "chief"}) if isinstance(f, e.CaseDispatched) else f
        for f in a_return_asked()
    )
    given(*history).when(APPROVE, by="chief").then(e.ReturnApproved)


def test_after_reopening_a_new_unit_may_say_not_ours_though_an_earlier_one_reworked():
    reworked = play(FAIL, SUBMIT, after=a_submitted_case())
    again = play(to_bamboo(), after=_reopened(reworked))
    given(*again).when(REQUEST_RETURN, by="bamboo").then(e.ReturnRequested)


def _reopened(submitted):
    ending = a_reopened_case()[len(a_submitted_case()) :]
    return (*submitted, *ending)
