"""The unit hands in its work; somebody else looks whether it is done."""

from datetime import timedelta

import pytest

from aiwei.domain.case import events as e
from aiwei.domain.case import refusals as no
from aiwei.domain.case.words import CaseState, Category, CheckMethod, Urgency
from tests.given import (
    ACCEPT,
    DISPATCH,
    FAIL,
    PASS,
    PHOTO,
    SUBMIT,
    a_case_in_progress,
    a_checked_case,
    a_submitted_case,
    c,
    finding,
    given,
    play,
    registration,
)
from tests.town import MONDAY


def test_work_is_handed_in_with_its_measure_and_its_photos_and_then_waits_for_a_check():
    answer = given(*a_case_in_progress()).when(SUBMIT.model_copy(update={"photos": (PHOTO,)}))
    answer.then(e.RectificationSubmitted, measure="已清运三车", photos=(PHOTO,), late=False)
    assert answer.case.state is CaseState.AWAITING_CHECK
    assert answer.case.worked


def test_work_without_a_photo_says_why():
    bare = c.SubmitRectification(measure="已清运")
    excused = SUBMIT.model_copy(update={"no_photo_reason": "制度类整改"})
    given(*a_case_in_progress()).when(bare).refused(no.SomethingMissing, field="no_photo_reason")
    given(*a_case_in_progress()).when(excused).then(e.RectificationSubmitted, photos=())


def test_what_the_assisting_units_did_is_said_or_why_they_were_not_needed():
    silent = SUBMIT.model_copy(update={"assistance": ""})
    given(*a_case_in_progress()).when(silent).refused(
        no.SomethingMissing, field="assistance", saying="水利站"
    )
    alone = DISPATCH.model_copy(update={"assisting_units": ()})
    history = play(registration(), ACCEPT, alone, c.SignFor())
    given(*history).when(silent).then(e.RectificationSubmitted, assistance="")


def test_work_after_the_units_limit_is_late():
    due = a_case_in_progress()[2].task_due.at
    given(*a_case_in_progress()).when(SUBMIT, at=due).then(e.RectificationSubmitted, late=False)
    after = due + timedelta(seconds=1)
    given(*a_case_in_progress()).when(SUBMIT, at=after).then(e.RectificationSubmitted, late=True)


@pytest.mark.parametrize(
    ("urgency", "rule"), [(Urgency.NORMAL, "CHECK@1"), (Urgency.URGENT, "CHECK-URGENT@1")]
)
def test_an_urgent_case_is_checked_sooner(urgency, rule):
    accepted = ACCEPT.model_copy(update={"urgency": urgency})
    history = play(registration(), accepted, DISPATCH, c.SignFor())
    assert given(*history).when(SUBMIT).then(e.RectificationSubmitted).check_due.rule == rule


def test_a_passed_check_leads_to_a_call_where_there_is_somebody_to_call():
    answer = given(*a_submitted_case()).when(PASS)
    fact = answer.then(e.CheckPassed, opinion="现场已清", method=CheckMethod.ON_SITE)
    assert fact.follow_up_due.rule == "FOLLOWUP@1"
    assert (answer.case.state, answer.case.check_passed) == (CaseState.AWAITING_FOLLOWUP, True)


@pytest.mark.parametrize("history", [(finding(),), (registration(contactable=False),)])
def test_a_passed_check_without_anybody_to_call_waits_to_be_closed(history):
    submitted = play(*history, ACCEPT, DISPATCH, c.SignFor(), SUBMIT)
    answer = given(*submitted).when(PASS)
    answer.then(e.CheckPassed, follow_up_due=None)
    assert (answer.case.state, answer.case.check_passed) == (CaseState.AWAITING_CHECK, True)


@pytest.mark.parametrize("category", [Category.EXPOSED_WASTE, Category.DIRTY_ROAD])
def test_a_finding_of_the_first_class_is_checked_on_the_spot(category):
    seen = play(finding(), ACCEPT.model_copy(update={"category": category}), DISPATCH, c.SignFor(), SUBMIT)
    by_papers = PASS.model_copy(update={"method": CheckMethod.DOCUMENTS})
    given(*seen).when(by_papers).refused(no.SomethingMissing, field="method")
    given(*seen).when(PASS).then(e.CheckPassed, method=CheckMethod.ON_SITE)


@pytest.mark.parametrize(
    "begin", [(registration(), ACCEPT), (finding(), ACCEPT.model_copy(update={"category": Category.RECORDS}))]
)
def test_others_may_be_checked_by_their_papers(begin):
    submitted = play(*begin, DISPATCH, c.SignFor(), SUBMIT)
    by_papers = PASS.model_copy(update={"method": CheckMethod.DOCUMENTS})
    given(*submitted).when(by_papers).then(e.CheckPassed, method=CheckMethod.DOCUMENTS)


def test_a_failed_check_may_come_from_papers_alone():
    seen = play(finding(), ACCEPT, DISPATCH, c.SignFor(), SUBMIT)
    by_papers = FAIL.model_copy(update={"method": CheckMethod.DOCUMENTS})
    given(*seen).when(by_papers).then(e.CheckFailed, method=CheckMethod.DOCUMENTS)


def test_what_passed_is_not_checked_again():
    passed = play(finding(), ACCEPT, DISPATCH, c.SignFor(), SUBMIT, PASS)
    given(*passed).when(PASS).refused(no.NotOpenNow, saying="办结")
    given(*passed).when(FAIL).refused(no.NotOpenNow)
    given(*a_checked_case()).when(FAIL).refused(no.NotOpenNow)


def test_a_failed_check_sends_the_case_back_with_a_new_limit_and_the_old_promise():
    promise = a_submitted_case()[1].case_due
    answer = given(*a_submitted_case()).when(FAIL)
    fact = answer.then(e.CheckFailed, missing="坑底仍有积存", rework=1)
    assert fact.task_due.at <= promise.at
    assert (answer.case.state, answer.case.case_due) == (CaseState.IN_PROGRESS, promise)


def test_reworks_are_counted():
    twice = play(FAIL, SUBMIT, after=a_submitted_case())
    given(*twice).when(FAIL).then(e.CheckFailed, rework=2)


def test_rework_after_the_promise_gets_the_rules_own_time():
    long_after = MONDAY + timedelta(days=40)
    fact = given(*a_submitted_case()).when(FAIL, at=long_after).then(e.CheckFailed)
    assert fact.task_due.at > long_after
