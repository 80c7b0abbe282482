"""Consultation: opened on what nobody settles alone; its minutes designate, halt or hand over, and bind."""

from datetime import date, timedelta

import pytest

from aiwei.domain.calendar import end_of
from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case import refusals as no
from aiwei.domain.case.grounds import Clock, ConsultationDecision, SuspensionReason
from aiwei.domain.case.words import CaseState
from tests.given import (
    DESIGNATE,
    DISPATCH,
    OPEN_CONSULTATION,
    REQUEST_EXTENSION,
    a_case_in_consultation,
    a_case_in_progress,
    a_neighbour_joined,
    a_return_asked,
    an_accepted_case,
    given,
    play,
)
from tests.town import MONDAY

DEADLINE = date(2026, 3, 25)
HALT = DESIGNATE.model_copy(
    update={
        "decision": ConsultationDecision.SUSPEND,
        "lead_unit": None,
        "suspend_reason": SuspensionReason.FUNDS,
        "suspend_until": date(2026, 5, 30),
        "interim_measure": "围挡",
        "told_how": "电话告知",
    }
)
HAND_OVER = DESIGNATE.model_copy(
    update={
        "decision": ConsultationDecision.TRANSFER_OUT,
        "lead_unit": None,
        "receiver": "县水利局",
        "told_how": "电话告知",
    }
)


def minutes(wish=DESIGNATE, **changes):
    return wish.model_copy(update=changes)


def designated(**changes):
    return play(minutes(**changes), after=a_case_in_consultation())


def consulted_while_at_work(**registered):
    return play(OPEN_CONSULTATION, after=a_case_in_progress(**registered))


@pytest.mark.parametrize(
    "history",
    [an_accepted_case(), a_return_asked(), a_case_in_progress()],
    ids=["whose is it", "two units say not ours", "nobody can alone"],
)
def test_a_consultation_is_opened_with_its_question_and_who_is_invited(history):
    answer = given(*history).when(OPEN_CONSULTATION)
    fact = answer.then(e.ConsultationOpened, invited=("CLOUD", "BAMBOO"))
    assert (answer.case.state, fact.consult_due.rule) == (CaseState.IN_CONSULTATION, "CONSULT@1")


@pytest.mark.parametrize(
    ("unit", "refusal"), [("ATLANTIS", no.UnknownPlace), ("WATER", no.AccusedWouldReceive)]
)
def test_who_is_invited_is_known_and_not_whom_the_case_is_about(unit, refusal):
    wish = OPEN_CONSULTATION.model_copy(update={"invited": ("CLOUD", unit)})
    given(*an_accepted_case(accused_unit="WATER")).when(wish).refused(refusal, field="invited")


def test_the_minutes_designate_a_unit_and_the_case_waits_for_its_dispatch():
    answer = given(*a_case_in_consultation()).when(minutes(assisting_units=("WATER",)))
    answer.then(
        e.ConsultationDecided, lead_unit="CLOUD", assisting_units=("WATER",), signers=DESIGNATE.signers
    )
    assert (answer.case.state, answer.case.lead_unit) == (CaseState.ACCEPTED, None)


def test_a_designation_names_the_unit():
    wish = minutes(lead_unit=None)
    given(*a_case_in_consultation()).when(wish).refused(no.SomethingMissing, field="lead_unit")


def test_a_designation_knows_its_units_and_is_never_the_accused():
    given(*a_case_in_consultation()).when(minutes(lead_unit="ATLANTIS")).refused(no.UnknownPlace)
    twice = minutes(assisting_units=("CLOUD",))
    given(*a_case_in_consultation()).when(twice).refused(no.LeadIsAssisting, field="assisting_units")
    registered, *rest = a_case_in_consultation()
    about = registered.model_copy(update={"accused_unit": "CLOUD"})
    given(about, *rest).when(DESIGNATE).refused(no.AccusedWouldReceive, field="lead_unit")


def test_a_dispatch_follows_the_designation_lead_and_assistants():
    history = designated(assisting_units=("WATER",))
    to_bamboo = c.Dispatch(lead_unit="BAMBOO", responsible_person="bamboo")
    alone = DISPATCH.model_copy(update={"assisting_units": ()})
    given(*history).when(to_bamboo).refused(no.NotTheDesignated, field="lead_unit", saying="云栖村")
    given(*history).when(alone).refused(no.NotTheDesignated, field="assisting_units", saying="水利站")
    given(*history).when(DISPATCH).then(e.CaseDispatched, designated=True)


def test_the_deadline_of_the_minutes_binds_the_task_and_moves_the_promise_along():
    answer = given(*a_case_in_consultation()).when(minutes(deadline=DEADLINE))
    fact = answer.then(e.ConsultationDecided, deadline=DEADLINE)
    assert fact.task_due.at == fact.case_due.at == end_of(DEADLINE)
    assert fact.case_due.was == a_case_in_consultation()[1].case_due.at
    sent = given(*designated(deadline=DEADLINE)).when(DISPATCH).then(e.CaseDispatched)
    assert sent.task_due == fact.task_due


def test_an_earlier_deadline_binds_the_task_alone():
    early = date(2026, 3, 5)
    fact = given(*a_case_in_consultation()).when(minutes(deadline=early)).then(e.ConsultationDecided)
    assert (fact.task_due.at, fact.case_due) == (end_of(early), None)


def test_a_promise_that_is_broken_already_is_not_mended_by_minutes():
    long_after = MONDAY + timedelta(days=40)
    wish = minutes(deadline=long_after.date() + timedelta(days=9))
    given(*a_case_in_consultation()).when(wish, at=long_after).then(e.ConsultationDecided, case_due=None)


def test_a_deadline_in_the_past_is_refused_and_today_is_not_past():
    yesterday, today = MONDAY.date() - timedelta(days=1), MONDAY.date()
    given(*a_case_in_consultation()).when(minutes(deadline=yesterday)).refused(
        no.DueInThePast, field="deadline"
    )
    given(*a_case_in_consultation()).when(minutes(deadline=today)).then(e.ConsultationDecided)


def test_the_minutes_halt_a_case_and_it_waits_for_dispatch_again_afterwards():
    answer = given(*a_case_in_consultation()).when(HALT)
    assert [type(fact) for fact in answer.facts] == [e.ConsultationDecided, e.SuspensionGranted]
    assert answer.case.state is CaseState.SUSPENDED
    resumed = given(*play(HALT, after=a_case_in_consultation())).when(c.Resume())
    assert resumed.case.state is CaseState.ACCEPTED


def test_a_unit_at_work_goes_on_after_a_halt_by_minutes_with_what_it_had_left():
    before = given(*consulted_while_at_work()).when(HALT)
    after = given(*play(HALT, after=consulted_while_at_work())).when(
        c.Resume(), at=MONDAY + timedelta(days=30)
    )
    fact = after.then(e.CaseResumed)
    assert after.case.state is CaseState.IN_PROGRESS
    assert fact.task_due.before == before.case.task_due
    assert fact.task_due.at > before.case.task_due.at


def test_a_deadline_of_minutes_is_kept_through_a_halt_with_the_halt_taken_out():
    halted = play(OPEN_CONSULTATION, HALT, after=designated(deadline=DEADLINE))
    resumed = halted + given(*halted).when(c.Resume(), at=MONDAY + timedelta(days=60)).facts
    sent = given(*resumed).when(DISPATCH).then(e.CaseDispatched)
    assert sent.task_due.was == end_of(DEADLINE)
    assert sent.task_due.at > resumed[-1].occurred_at


@pytest.mark.parametrize(
    "missing", [{"suspend_reason": None}, {"suspend_until": None}, {"interim_measure": ""}]
)
def test_a_halt_says_why_how_long_and_what_is_done_meanwhile(missing):
    wish = minutes(HALT, **missing)
    given(*a_case_in_consultation()).when(wish).refused(no.SomethingMissing, field="suspend_reason")


@pytest.mark.parametrize(
    ("until", "refusal"), [(MONDAY.date(), no.DueInThePast), (date(2027, 6, 1), no.TooLong)]
)
def test_a_halt_by_minutes_ends_in_the_future_and_within_a_year(until, refusal):
    wish = minutes(HALT, suspend_until=until)
    given(*a_case_in_consultation()).when(wish).refused(refusal, field="suspend_until")


@pytest.mark.parametrize("wish", [HALT, HAND_OVER], ids=["halt", "hand over"])
def test_who_complained_is_told_what_the_minutes_say(wish):
    silent = minutes(wish, told_how="")
    given(*a_case_in_consultation()).when(silent).refused(no.SomethingMissing, field="told_how")


def test_the_minutes_hand_a_case_over_and_a_receipt_is_awaited():
    answer = given(*a_case_in_consultation()).when(HAND_OVER)
    assert [type(fact) for fact in answer.facts] == [e.ConsultationDecided, e.CaseTransferredOut]
    assert (answer.case.state, set(answer.case.dues) & {Clock.RECEIPT}) == (
        CaseState.TRANSFERRED_OUT,
        {Clock.RECEIPT},
    )


def test_a_case_is_handed_over_to_somebody_and_not_with_others_in_it():
    nobody = minutes(HAND_OVER, receiver="")
    given(*a_case_in_consultation()).when(nobody).refused(no.SomethingMissing, field="receiver")
    joined = (*a_case_in_consultation(), a_neighbour_joined())
    given(*joined).when(HAND_OVER).refused(no.HasMembers)


def test_a_request_of_the_unit_that_was_let_go_waits_for_nobody_any_more():
    asked = play(REQUEST_EXTENSION, OPEN_CONSULTATION, DESIGNATE, after=a_case_in_progress())
    again = given(*play(DISPATCH, after=asked)).when(c.SignFor()).case
    assert (again.extension, Clock.EXTENSION_DECIDE in again.dues) == (None, False)
