"""Follow-up and closure; contact with whoever complained, and the look at who it was."""

from datetime import timedelta

import pytest

from aiwei.domain.case import events as e
from aiwei.domain.case import refusals as no
from aiwei.domain.case.clocks import running
from aiwei.domain.case.grounds import Clock
from aiwei.domain.case.words import CaseState, FollowUpResult, Outcome, RevealPurpose, Satisfaction
from tests.given import (
    CLOSE,
    CONTACT,
    REVEAL,
    SOLVED,
    SUBMIT,
    UNREACHED,
    UNSOLVED,
    a_case_in_progress,
    a_checked_case,
    a_checked_finding,
    a_closed_case,
    a_declined_case,
    a_registered_case,
    a_submitted_case,
    c,
    finding,
    given,
    play,
)

DAY = timedelta(days=1)


def tried(*days: int):
    """A checked case, and a call in vain on each of these days after the check."""
    history = a_checked_case()
    checked_at = history[-1].occurred_at
    for number, day in enumerate(days):
        moment = checked_at + day * DAY + timedelta(minutes=number)
        history += given(*history).when(UNREACHED, at=moment).facts
    return history


def test_who_says_solved_makes_the_case_ready_to_close():
    answer = given(*a_checked_case()).when(SOLVED)
    answer.then(e.FollowUpRecorded, attempt=1, result=FollowUpResult.SOLVED, task_due=None)
    assert (answer.case.state, answer.case.reached) == (CaseState.AWAITING_FOLLOWUP, True)


def test_who_says_not_solved_sends_the_case_back_to_the_unit():
    answer = given(*a_checked_case()).when(UNSOLVED)
    assert answer.then(e.FollowUpRecorded).task_due is not None
    assert (answer.case.state, answer.case.reworks) == (CaseState.IN_PROGRESS, 1)
    assert not answer.case.check_passed


def test_after_not_solved_the_work_is_done_checked_and_asked_about_again():
    again = play(UNSOLVED, SUBMIT, c.PassCheck(opinion="复核已清"), after=a_checked_case())
    given(*again).when(CLOSE).refused(no.FollowUpNotDone)
    given(*again).when(SOLVED).then(e.FollowUpRecorded, attempt=1)


def test_nobody_reached_has_no_opinion():
    guessed = UNREACHED.model_copy(update={"satisfaction": Satisfaction.SATISFIED})
    given(*a_checked_case()).when(guessed).refused(no.SomethingMissing, field="satisfaction")


def test_dissatisfied_with_something_solved_is_still_solved():
    grudging = SOLVED.model_copy(update={"satisfaction": Satisfaction.DISSATISFIED})
    answer = given(*a_checked_case()).when(grudging)
    answer.then(e.FollowUpRecorded, satisfaction=Satisfaction.DISSATISFIED)
    assert answer.case.state is CaseState.AWAITING_FOLLOWUP


@pytest.mark.parametrize("days", [(), (0,), (0, 1), (0, 0, 0), (0, 0, 0, 0)])
def test_too_few_calls_or_all_on_one_day_do_not_close_a_case(days):
    given(*tried(*days)).when(CLOSE).refused(no.FollowUpNotDone)


@pytest.mark.parametrize("days", [(0, 0, 1), (0, 1, 1), (0, 1, 2)])
def test_three_calls_in_vain_on_two_days_are_enough(days):
    given(*tried(*days)).when(CLOSE).then(e.CaseClosed)


def test_a_case_is_closed_with_its_outcome_and_an_answer():
    answer = given(*play(SOLVED, after=a_checked_case())).when(CLOSE)
    answer.then(e.CaseClosed, reply=CLOSE.reply, late=False)
    assert answer.case.state is CaseState.CLOSED


def test_who_can_be_reached_gets_an_answer():
    silent = CLOSE.model_copy(update={"reply": ""})
    given(*play(SOLVED, after=a_checked_case())).when(silent).refused(no.SomethingMissing, field="reply")
    given(*a_checked_finding()).when(silent).then(e.CaseClosed)


def test_no_check_no_closure():
    given(*a_submitted_case()).when(CLOSE).refused(no.CheckNotPassed)


def test_a_case_closed_after_its_promise_is_late():
    promise = a_closed_case()[1].case_due.at
    ready = play(SOLVED, after=a_checked_case())
    given(*ready).when(CLOSE, at=promise).then(e.CaseClosed, late=False)
    given(*ready).when(CLOSE, at=promise + timedelta(seconds=1)).then(e.CaseClosed, late=True)


def test_each_look_at_who_complained_is_a_fact_with_its_purpose():
    answer = given(*a_case_in_progress()).when(REVEAL)
    answer.then(e.PersonalDataRevealed, purpose=RevealPurpose.CONTACT)
    assert answer.case.state is CaseState.IN_PROGRESS


@pytest.mark.parametrize("history", [a_registered_case(), a_closed_case(), a_declined_case()])
def test_who_complained_may_be_looked_up_at_any_stage(history):
    given(*history).when(REVEAL).then(e.PersonalDataRevealed)


def test_where_nobody_complained_there_is_nobody_to_look_up():
    given(*play(finding())).when(REVEAL).refused(no.NoPersonalData)


@pytest.mark.parametrize("outcome", Outcome)
def test_a_closure_says_how_it_ended(outcome):
    wish = CLOSE.model_copy(update={"outcome": outcome})
    given(*play(SOLVED, after=a_checked_case())).when(wish).then(e.CaseClosed, outcome=outcome)


def test_a_problem_that_was_seen_is_looked_at_again_and_a_complaint_is_not():
    seen = given(*a_checked_finding()).when(CLOSE).then(e.CaseClosed)
    assert seen.reinspect_due.rule == "REVISIT@1"
    told = given(*play(SOLVED, after=a_checked_case())).when(CLOSE)
    told.then(e.CaseClosed, reinspect_due=None)


def test_a_call_that_was_made_waits_for_nobody_and_one_in_vain_still_does():
    in_vain = given(*a_checked_case()).when(UNREACHED).case
    reached = given(*a_checked_case()).when(SOLVED).case
    assert Clock.FOLLOW_UP in running(in_vain.state, in_vain.dues)
    assert Clock.FOLLOW_UP not in reached.dues


def test_what_went_back_to_the_unit_has_no_call_to_make():
    assert Clock.FOLLOW_UP not in given(*a_checked_case()).when(UNSOLVED).case.dues


def test_calls_before_a_rework_do_not_count_after_it():
    again = play(UNREACHED, UNREACHED, UNSOLVED, SUBMIT, c.PassCheck(opinion="已清"), after=a_checked_case())
    given(*again).when(UNREACHED).then(e.FollowUpRecorded, attempt=1)
    given(*again).when(CLOSE).refused(no.FollowUpNotDone)


def test_a_talk_with_the_complainant_is_noted_and_its_limit_is_over():
    answer = given(*a_case_in_progress()).when(CONTACT)
    answer.then(e.ContactRecorded, reached=True)
    assert (answer.case.state, Clock.CONTACT in answer.case.dues) == (CaseState.IN_PROGRESS, False)


def test_a_try_in_vain_leaves_the_limit_running():
    tried_once = CONTACT.model_copy(update={"reached": False})
    case = given(*a_case_in_progress()).when(tried_once).case
    assert Clock.CONTACT in running(case.state, case.dues)
