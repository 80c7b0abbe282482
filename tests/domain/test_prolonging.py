"""Extension: asked for in time, twice at most, granted by somebody else, and added to the current due."""

from datetime import date, timedelta

import pytest

from aiwei.domain.calendar import end_of
from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case import refusals as no
from aiwei.domain.case.clocks import running
from aiwei.domain.case.grounds import Clock
from aiwei.domain.case.words import CaseState, Category, MatterKind, Urgency
from tests.domain.steps import EXTENSION_ASKED
from tests.given import (
    ACCEPT,
    DISPATCH,
    FAIL,
    GRANT_EXTENSION,
    REFUSE_EXTENSION,
    REQUEST_EXTENSION,
    SUBMIT,
    a_case_in_progress,
    a_registered_case,
    a_reopened_case,
    finding,
    given,
    play,
    registration,
)
from tests.town import MONDAY

SECOND = timedelta(seconds=1)
DUE = a_case_in_progress()[2].task_due


def request(**changes):
    return REQUEST_EXTENSION.model_copy(update=changes)


def grant(**changes):
    return GRANT_EXTENSION.model_copy(update=changes)


def granted_once(by="chief"):
    return EXTENSION_ASKED + given(*EXTENSION_ASKED).when(GRANT_EXTENSION, by=by).facts


def granted_twice():
    asked = play(REQUEST_EXTENSION, after=granted_once())
    return asked + given(*asked).when(GRANT_EXTENSION, by="leader").facts


def handled_by(rule, **registered):
    accepted = ACCEPT.model_copy(update={"handle_rule": rule})
    return play(accepted, DISPATCH, c.SignFor(), after=a_registered_case(**registered))


def test_a_unit_asks_for_more_time_and_somebody_has_to_answer():
    answer = given(*a_case_in_progress()).when(request(amount=3))
    fact = answer.then(e.ExtensionRequested, nth=1, amount=3, requested_by="cloud")
    assert (answer.case.state, fact.decide_due.rule) == (CaseState.IN_PROGRESS, "EXTENSION-DECIDE@1")
    assert Clock.EXTENSION_DECIDE in running(answer.case.state, answer.case.dues)


def test_it_is_asked_for_until_the_very_last_second():
    given(*a_case_in_progress()).when(REQUEST_EXTENSION, at=DUE.at).then(e.ExtensionRequested)
    too_late = given(*a_case_in_progress()).when(REQUEST_EXTENSION, at=DUE.at + SECOND)
    too_late.refused(no.AskedTooLate, saying="03月16日 23:59")


def test_a_request_that_is_dated_back_to_before_the_due_comes_too_late_all_the_same():
    backdated = request(occurred_at=DUE.at - timedelta(hours=2))
    given(*a_case_in_progress()).when(backdated, at=DUE.at + SECOND).refused(no.AskedTooLate)


def test_what_was_asked_in_time_may_be_answered_after_the_due():
    answer = given(*EXTENSION_ASKED).when(GRANT_EXTENSION, at=DUE.at + timedelta(hours=9))
    assert answer.then(e.ExtensionGranted).task_due.was == DUE.at


def test_an_extension_adds_to_the_current_due_and_the_promise_moves_along():
    answer = given(*EXTENSION_ASKED).when(GRANT_EXTENSION)
    fact = answer.then(e.ExtensionGranted, nth=1)
    assert fact.task_due.at == end_of(date(2026, 3, 30))  # ten working days on 16 March
    assert (fact.case_due.at, fact.case_due.was) == (fact.task_due.at, DUE.at)
    assert (answer.case.task_due, answer.case.case_due) == (fact.task_due, fact.case_due)


def test_as_much_as_was_asked_for_is_granted():
    three = play(request(amount=3), after=a_case_in_progress())
    fact = given(*three).when(GRANT_EXTENSION).then(e.ExtensionGranted, amount=3)
    assert fact.task_due.at == end_of(date(2026, 3, 19))


def test_a_promise_that_is_later_anyway_stays():
    by_minutes = c.DecideConsultation(
        decision="designate", minutes="纪要", signers="己召集", lead_unit="CLOUD", deadline="2026-03-05"
    )
    consulted = play(
        c.OpenConsultation(question="谁办", invited=("CLOUD",)), by_minutes, after=handled_by(None)[:2]
    )
    asked = play(DISPATCH, c.SignFor(), request(amount=2), after=consulted)
    fact = given(*asked).when(GRANT_EXTENSION).then(e.ExtensionGranted)
    assert (fact.task_due.at, fact.case_due.at) == (end_of(date(2026, 3, 9)), DUE.at)


def test_more_than_the_rule_grants_at_once_is_too_long():
    given(*a_case_in_progress()).when(request(amount=10)).then(e.ExtensionRequested)
    given(*a_case_in_progress()).when(request(amount=11)).refused(no.TooLong, field="amount", saying="10")


def test_a_petition_is_extended_by_thirty_days_at_most_and_once():
    petition = handled_by("PETITION-HANDLE")
    given(*petition).when(request(amount=31)).refused(no.TooLong, field="amount")
    asked = play(REQUEST_EXTENSION, after=petition)
    fact = given(*asked).when(GRANT_EXTENSION).then(e.ExtensionGranted)
    assert fact.task_due.at.date() - fact.task_due.was.date() == timedelta(days=30)
    again = given(*asked, fact).when(REQUEST_EXTENSION)
    again.refused(no.NoMoreExtensions, saying="最多延期 1 次")


def test_where_the_statute_says_so_the_complainant_is_told():
    asked = play(REQUEST_EXTENSION, after=handled_by("PETITION-HANDLE"))
    given(*asked).when(grant(told_how="")).refused(no.SomethingMissing, field="told_how")
    given(*EXTENSION_ASKED).when(grant(told_how="")).then(e.ExtensionGranted)
    nobody = play(REQUEST_EXTENSION, after=handled_by("PETITION-HANDLE", contactable=False))
    given(*nobody).when(grant(told_how="")).then(e.ExtensionGranted)


def test_what_a_superior_promised_is_extended_with_their_consent_alone():
    asked = play(REQUEST_EXTENSION, after=a_case_in_progress(promised_at=MONDAY.replace(day=20)))
    given(*asked).when(GRANT_EXTENSION).refused(no.SomethingMissing, field="consent")
    given(*asked).when(grant(consent="市热线办电话同意")).then(e.ExtensionGranted)


def test_a_second_extension_is_the_leaders_and_a_third_nobodys():
    asked = play(REQUEST_EXTENSION, after=granted_once())
    given(*asked).when(GRANT_EXTENSION, by="leader").then(e.ExtensionGranted, nth=2)
    given(*granted_twice()).when(REQUEST_EXTENSION).refused(no.NoMoreExtensions, saying="已延 2 次")


@pytest.mark.parametrize(
    ("history", "most"),
    [
        (play(registration(matter=MatterKind.INQUIRY), ACCEPT, DISPATCH, c.SignFor()), 1),
        (play(finding(), ACCEPT, DISPATCH, c.SignFor()), 1),
        (play(finding(), ACCEPT.model_copy(update={"urgency": Urgency.IMMEDIATE}), DISPATCH, c.SignFor()), 0),
        (
            play(
                registration(), ACCEPT.model_copy(update={"urgency": Urgency.CRITICAL}), DISPATCH, c.SignFor()
            ),
            0,
        ),
        (
            play(
                finding(), ACCEPT.model_copy(update={"category": Category.WATER_BODY}), DISPATCH, c.SignFor()
            ),
            2,
        ),
    ],
    ids=["inquiry", "waste", "at once", "emergency", "pond"],
)
def test_each_rule_says_how_often(history, most):
    for nth in range(most):
        history = play(REQUEST_EXTENSION, after=history)
        history += (given(*history).when(GRANT_EXTENSION, by="leader").then(e.ExtensionGranted, nth=nth + 1),)
    given(*history).when(REQUEST_EXTENSION).refused(no.NoMoreExtensions)


def test_a_request_that_was_refused_does_not_count_and_the_limit_stays():
    answer = given(*EXTENSION_ASKED).when(REFUSE_EXTENSION)
    answer.then(e.ExtensionRefused, opinion=REFUSE_EXTENSION.opinion)
    assert (answer.case.task_due, answer.case.extensions) == (DUE, 0)
    again = play(REFUSE_EXTENSION, REQUEST_EXTENSION, after=EXTENSION_ASKED)
    given(*again).when(GRANT_EXTENSION, by="chief").then(e.ExtensionGranted, nth=1)


def test_one_request_at_a_time():
    given(*EXTENSION_ASKED).when(REQUEST_EXTENSION).refused(no.AlreadyAsked)


@pytest.mark.parametrize("wish", [GRANT_EXTENSION, REFUSE_EXTENSION], ids=["grant", "refuse"])
def test_where_nothing_was_asked_nothing_is_answered(wish):
    given(*a_case_in_progress()).when(wish).refused(no.NothingAsked)


@pytest.mark.parametrize("wish", [GRANT_EXTENSION, REFUSE_EXTENSION], ids=["grant", "refuse"])
def test_nobody_answers_a_request_of_their_own(wish):
    own = a_case_in_progress() + given(*a_case_in_progress()).when(REQUEST_EXTENSION).facts
    own = (*own[:-1], own[-1].model_copy(update={"requested_by": "chief"}))
    given(*own).when(wish, by="chief").refused(no.ApproverIsRequester)
    assert given(*own).when(wish, by="deputy").refusal is None


def test_a_person_of_the_unit_with_a_post_in_the_office_does_not_grant_it():
    given(*EXTENSION_ASKED).when(GRANT_EXTENSION, by="two-hats").refused(no.HandlerMayNotCheck)


def test_what_was_handed_in_waits_for_no_answer_any_more():
    submitted = given(*EXTENSION_ASKED).when(SUBMIT).case
    assert (submitted.extension, Clock.EXTENSION_DECIDE in submitted.dues) == (None, False)


def test_rework_keeps_the_count_and_a_reopening_begins_it_anew():
    reworked = play(SUBMIT, FAIL, after=granted_twice())
    given(*reworked).when(REQUEST_EXTENSION).refused(no.NoMoreExtensions)
    again = play(DISPATCH, c.SignFor(), after=a_reopened_case())
    given(*again).when(REQUEST_EXTENSION).then(e.ExtensionRequested, nth=1)
