"""After closure: reopening in its window, re-inspection, the appeal against lateness, and the archive."""

from dataclasses import replace
from datetime import timedelta

import pytest

from aiwei.domain.calendar import end_of
from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case import refusals as no
from aiwei.domain.case.clocks import running
from aiwei.domain.case.grounds import Clock, Retention
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import CaseState, Category, ReopenReason
from tests import given as g
from tests.given import (
    APPEAL,
    ARCHIVE,
    AROUND,
    CLOSE,
    DISPATCH,
    KEPT,
    REBOUND,
    REOPEN,
    SOLVED,
    SUBMIT,
    SUPPORT,
    a_checked_finding,
    a_closed_case,
    a_late_closed_case,
    a_merged_case,
    a_reopened_case,
    a_transferred_case,
    beside,
    given,
    play,
)

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
OPPOSE = SUPPORT.model_copy(update={"supports": False, "opinion": "证据不足"})


def a_closed_finding():
    return play(CLOSE, after=a_checked_finding())


def an_appeal():
    return play(APPEAL, after=a_late_closed_case())


def reviewed(first=SUPPORT):
    return play(first, after=an_appeal())


def test_a_reopened_case_starts_again_with_a_new_promise():
    answer = given(*a_closed_case()).when(REOPEN)
    fact = answer.then(e.CaseReopened, reason=ReopenReason.REBOUND)
    assert fact.case_due.counted_from == fact.occurred_at
    assert (answer.case.state, answer.case.lead_unit, answer.case.check_passed) == (
        CaseState.ACCEPTED,
        None,
        False,
    )


def test_the_new_promise_for_a_finding_waits_for_dispatch():
    answer = given(*a_closed_finding()).when(REOPEN)
    answer.then(e.CaseReopened, case_due=None)
    assert not {Clock.CASE, Clock.TASK, Clock.REINSPECT} & set(answer.case.dues)


def test_a_reopened_case_is_dispatched_checked_and_called_about_anew():
    again = play(DISPATCH, c.SignFor(), SUBMIT, c.PassCheck(opinion="已清"), after=a_reopened_case())
    given(*again).when(CLOSE).refused(no.FollowUpNotDone)
    given(*play(SOLVED, after=again)).when(CLOSE).then(e.CaseClosed)


def test_reopening_is_possible_for_ninety_days():
    closed_on = a_closed_case()[-1].occurred_at.date()
    last = end_of(closed_on + 90 * DAY)  # 2026-05-31 is a Sunday: it runs on to Monday
    given(*a_closed_case()).when(REOPEN, at=last + DAY).then(e.CaseReopened)
    given(*a_closed_case()).when(REOPEN, at=last + DAY + SECOND).refused(no.ReopenTooLate)


def test_whether_the_first_round_was_late_is_not_asked_of_the_second():
    again = play(REOPEN, after=a_late_closed_case())
    second = play(DISPATCH, c.SignFor(), SUBMIT, g.PASS, SOLVED, CLOSE, after=again)
    assert [fact.late for fact in second if isinstance(fact, e.CaseClosed)] == [True, False]
    given(*second).when(APPEAL).refused(no.NotLate)


def test_what_holds_stays_closed_and_is_not_looked_at_again():
    answer = given(*a_closed_finding()).when(KEPT, at=a_closed_finding()[-1].occurred_at + 20 * DAY)
    answer.then(e.ReinspectionRecorded, result=KEPT.result, task_due=None, case_due=None)
    assert (answer.case.state, Clock.REINSPECT in answer.case.dues) == (CaseState.CLOSED, False)


@pytest.mark.parametrize(("category", "days"), [(Category.EXPOSED_WASTE, 30), (Category.WATER_BODY, 90)])
def test_how_soon_it_is_looked_at_again_depends_on_the_problem(category, days):
    accept = g.ACCEPT.model_copy(update={"category": category})
    done = play(g.finding(), accept, DISPATCH, c.SignFor(), SUBMIT, g.PASS)
    fact = given(*done).when(CLOSE).then(e.CaseClosed)
    assert days <= (fact.reinspect_due.at.date() - fact.occurred_at.date()).days <= days + 2


def test_a_rebound_goes_back_to_the_unit_with_a_new_promise():
    answer = given(*a_closed_finding()).when(REBOUND)
    fact = answer.then(e.ReinspectionRecorded, result=REBOUND.result)
    assert fact.task_due == fact.case_due
    assert fact.case_due.counted_from == fact.occurred_at
    assert (answer.case.state, answer.case.lead_unit) == (CaseState.IN_PROGRESS, "CLOUD")
    assert answer.case.handling_units == {"CLOUD", "WATER"}


def test_after_a_rebound_the_work_is_checked_anew_before_it_is_closed_again():
    submitted = play(REBOUND, SUBMIT, after=a_closed_finding())
    given(*submitted).when(CLOSE).refused(no.CheckNotPassed)
    again = given(*play(g.PASS, after=submitted)).when(CLOSE)
    assert again.then(e.CaseClosed).reinspect_due is not None


def test_a_unit_that_was_late_appeals_and_two_have_to_answer():
    answer = given(*a_late_closed_case()).when(APPEAL)
    fact = answer.then(e.LatenessAppealed, reason=APPEAL.reason)
    assert (fact.review_due.rule, answer.case.late) == ("APPEAL-REVIEW@1", True)
    assert Clock.APPEAL_REVIEW in running(answer.case.state, answer.case.dues)


def test_who_was_in_time_has_nothing_to_appeal():
    given(*a_closed_case()).when(APPEAL).refused(no.NotLate)


def test_an_appeal_is_made_within_ten_working_days_of_closure():
    last = end_of(a_late_closed_case()[-1].occurred_at.date().replace(day=16))  # Qingming lies between
    given(*a_late_closed_case()).when(APPEAL, at=last).then(e.LatenessAppealed)
    given(*a_late_closed_case()).when(APPEAL, at=last + SECOND).refused(no.AskedTooLate)


@pytest.mark.parametrize("end", [(SUPPORT,), (OPPOSE,)], ids=["upheld", "dismissed"])
def test_an_appeal_is_made_once_whatever_comes_of_it(end):
    given(*an_appeal()).when(APPEAL).refused(no.AppealOnce)
    ended = reviewed() + given(*reviewed()).when(*end, by="reviewer-2").facts
    given(*ended).when(APPEAL).refused(no.AppealOnce)


def test_both_reviewers_support_it_and_the_lateness_stays_a_fact():
    first = given(*an_appeal()).when(SUPPORT)
    first.then(e.LatenessAppealReviewed, reviewer="reviewer", supports=True)
    second = given(*reviewed()).when(SUPPORT, by="reviewer-2")
    second.then(e.LatenessAppealUpheld, reviewer="reviewer-2")
    assert (second.case.appeal.upheld, second.case.late) == (True, True)
    assert Clock.APPEAL_REVIEW not in second.case.dues


@pytest.mark.parametrize(("one", "other"), [(SUPPORT, OPPOSE), (OPPOSE, SUPPORT), (OPPOSE, OPPOSE)])
def test_where_one_of_them_does_not_it_is_dismissed(one, other):
    answer = given(*reviewed(one)).when(other, by="reviewer-2")
    answer.then(e.LatenessAppealDismissed, supports=other.supports)
    assert (answer.case.appeal.upheld, answer.case.late) == (False, True)


def test_two_reviews_are_by_two_people():
    given(*reviewed()).when(SUPPORT).refused(no.TwoReviewers)


def test_where_nothing_waits_there_is_nothing_to_review():
    given(*a_late_closed_case()).when(SUPPORT).refused(no.NoAppeal)
    ended = reviewed() + given(*reviewed()).when(SUPPORT, by="reviewer-2").facts
    given(*ended).when(OPPOSE).refused(no.NoAppeal)


@pytest.mark.parametrize("again", [REOPEN, REBOUND], ids=["reopened", "rebound"])
def test_an_appeal_about_a_closure_that_no_longer_stands_waits_for_nobody(again):
    case = given(*an_appeal()).when(again).case
    assert (case.appeal, Clock.APPEAL_REVIEW in case.dues) == (None, False)


@pytest.mark.parametrize("retention", Retention)
def test_a_file_that_is_whole_is_archived_for_as_long_as_is_chosen(retention):
    wish = ARCHIVE.model_copy(update={"retention": retention})
    answer = given(*a_closed_case()).when(wish)
    fact = answer.then(e.CaseArchived, retention=retention)
    assert (answer.case.state, len(fact.checked)) == (CaseState.ARCHIVED, 4)


@pytest.mark.parametrize(
    ("history", "fault"),
    [
        (a_closed_finding(), "还没有回头看"),
        (an_appeal(), "逾期申诉还没有复核完"),
        (reviewed(), "逾期申诉还没有复核完"),
        (a_transferred_case(), "还没有收到转出回执"),
        (a_merged_case(), "2026-00007 还没有办结归档"),
    ],
    ids=["re-inspection", "appeal", "half an appeal", "receipt", "the case it joined"],
)
def test_what_still_waits_for_somebody_is_not_archived(history, fault):
    around = beside(Case(state=CaseState.CLOSED, number="2026-00007"))
    given(*history).when(ARCHIVE, around=around).refused(no.SelfCheckFailed, saying=fault)


def test_a_complainant_who_still_waits_for_an_answer_keeps_the_file_open():
    due = given(*a_merged_case()[:1]).when(g.MERGE, around=beside(replace(g.BUSY, check_passed=True))).facts
    around = beside(Case(state=CaseState.ARCHIVED))
    given(*a_merged_case()[:1], *due).when(ARCHIVE, around=around).refused(
        no.SelfCheckFailed, saying="诉求人还没有答复"
    )


def test_every_fault_of_the_record_is_named():
    faulty = replace(AROUND, faults=("第3条经过读不出来", "编号有空缺"))
    given(*a_closed_case()).when(ARCHIVE, around=faulty).refused(
        no.SelfCheckFailed, saying="第3条经过读不出来；编号有空缺"
    )


def test_once_it_is_put_right_the_file_is_archived():
    ready = [
        play(KEPT, after=a_closed_finding()),
        reviewed() + given(*reviewed()).when(OPPOSE, by="reviewer-2").facts,
        play(g.ACKNOWLEDGE, after=a_transferred_case()),
        a_merged_case(),
        g.a_declined_case(),
        play(g.WITHDRAW, after=g.a_registered_case()),
    ]
    around = beside(Case(state=CaseState.ARCHIVED))
    for history in ready:
        given(*history).when(ARCHIVE, around=around).then(e.CaseArchived)
