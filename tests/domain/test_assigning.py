"""Dispatch, sign-for, assignment inside the unit, and how far the work is."""

from datetime import date, timedelta

import pytest

from aiwei.domain.calendar import end_of
from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case import refusals as no
from aiwei.domain.case.clocks import running
from aiwei.domain.case.grounds import Clock, ProgressKind
from aiwei.domain.case.words import CaseState, SignForManner, Urgency
from tests.given import (
    ACCEPT,
    ASSIGN,
    DISPATCH,
    PROGRESS,
    a_case_in_progress,
    a_dispatched_case,
    a_suspended_case,
    an_accepted_case,
    finding,
    given,
    play,
    registration,
)
from tests.town import MONDAY

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


def test_the_responsible_person_is_never_the_one_whom_the_case_is_about():
    history = an_accepted_case(accused_person="former")
    about = dispatch(responsible_person="former")
    given(*history).when(about).refused(no.AccusedWouldReceive, field="responsible_person")


def test_the_head_of_the_unit_gives_the_task_to_somebody_of_the_unit():
    fact = given(*a_case_in_progress()).when(ASSIGN).then(e.TaskAssigned, person="neighbour")
    assert (fact.post, fact.note) == ("CLOUD-0", "明早去清")


@pytest.mark.parametrize("person", ["bamboo", "former", "nobody"])
def test_who_is_not_in_the_unit_on_that_day_is_given_no_task(person):
    wish = ASSIGN.model_copy(update={"assignee": person})
    given(*a_case_in_progress()).when(wish).refused(no.NotAPostHolder, field="assignee")


def test_the_person_accused_is_given_no_task_about_themselves():
    registered, *rest = a_case_in_progress()
    about = registered.model_copy(update={"accused_person": "neighbour"})
    given(about, *rest).when(ASSIGN).refused(no.NotAPostHolder, field="assignee")


@pytest.mark.parametrize("history", [a_case_in_progress(), a_suspended_case()], ids=["at work", "halted"])
def test_the_unit_says_how_far_it_is(history):
    answer = given(*history).when(PROGRESS)
    answer.then(e.ProgressRecorded, progress=ProgressKind.PROGRESS, text="已清运一半")
    assert answer.case.dues == given(*history).when(c.Reveal(purpose="contact")).case.dues


def test_in_an_emergency_a_preliminary_opinion_is_owed_two_hours_after_signing():
    urgent = ACCEPT.model_copy(update={"urgency": Urgency.CRITICAL})
    dispatched = play(registration(), urgent, DISPATCH)
    signed = given(*dispatched).when(c.SignFor())
    fact = signed.then(e.DispatchSignedFor)
    assert fact.preliminary_due.at == fact.occurred_at + timedelta(hours=2)
    opinion = c.RecordProgress(progress=ProgressKind.PRELIMINARY_OPINION, text="疑为下水道堵塞")
    told = given(*dispatched, *signed.facts).when(opinion)
    assert Clock.PRELIMINARY in running(signed.case.state, signed.case.dues)
    assert Clock.PRELIMINARY not in told.case.dues


def test_an_ordinary_case_owes_no_preliminary_opinion():
    given(*a_dispatched_case()).when(c.SignFor()).then(e.DispatchSignedFor, preliminary_due=None)


def test_an_urgent_case_not_dispatched_in_two_hours_shows_it():
    urgent = ACCEPT.model_copy(update={"urgency": Urgency.CRITICAL})
    accepted = given(*play(registration(), urgent)).when(c.Reveal(purpose="contact")).case
    assert running(accepted.state, accepted.dues)[Clock.DISPATCH].at == MONDAY + timedelta(hours=2)
    dispatched = given(*play(registration(), urgent)).when(DISPATCH).case
    assert Clock.DISPATCH not in dispatched.dues


def test_the_limit_to_sign_for_pauses_on_days_off():
    friday = MONDAY.replace(day=6, hour=17)
    fact = given(*an_accepted_case()).when(DISPATCH, at=friday).then(e.CaseDispatched)
    assert fact.sign_for_due.at == MONDAY.replace(day=9, hour=17)
    assert fact.return_due.at == end_of(date(2026, 3, 9))
