"""Urge, supervise, list: a ladder that only goes up; and what the sentinel says once and counts again."""

from datetime import datetime, timedelta

import pytest

from aiwei.domain.calendar import LOCAL, end_of
from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case import refusals as no
from aiwei.domain.case.clocks import running
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.grounds import Clock, Notice, SupervisionLevel
from aiwei.domain.case.words import CaseState
from tests.domain.reached import REACHED
from tests.given import (
    ANSWER_SUPERVISION,
    CLOSE,
    CONTACT,
    LIST_IT,
    RECOUNT,
    SOLVED,
    SUPERVISE,
    TELL,
    URGE,
    a_case_in_progress,
    a_case_promised_for_now,
    a_checked_case,
    a_registered_case,
    an_accepted_case,
    given,
    play,
    registration,
)
from tests.town import MONDAY

SECOND = timedelta(seconds=1)
LADDER = [(URGE, e.CaseUrged), (SUPERVISE, e.CaseSupervised), (LIST_IT, e.CaseListed)]
PROMISE = a_case_in_progress()[1].case_due.at


def tell(**changes):
    return TELL.model_copy(update=changes)


@pytest.mark.parametrize(("wish", "kind"), LADDER, ids=["urge", "supervise", "list"])
def test_each_rung_is_a_fact_with_its_reason_and_leaves_the_case_where_it_stands(wish, kind):
    answer = given(*a_case_in_progress()).when(wish)
    answer.then(kind, reason=wish.reason)
    assert answer.case.state is CaseState.IN_PROGRESS


def test_a_demand_is_answered_in_two_working_days_and_a_listed_one_in_five():
    demanded = given(*a_case_in_progress()).when(SUPERVISE).then(e.CaseSupervised)
    listed = given(*a_case_in_progress()).when(LIST_IT).then(e.CaseListed)
    assert demanded.reply_due.at == end_of(MONDAY.date() + timedelta(days=2))
    assert listed.reply_due.at == end_of(MONDAY.date() + timedelta(days=7))


@pytest.mark.parametrize("low", [0, 1, 2])
@pytest.mark.parametrize("high", [0, 1, 2])
def test_the_ladder_never_goes_down(low, high):
    both = play(LADDER[high][0], LADDER[low][0], after=a_case_in_progress())
    levels = [SupervisionLevel.URGED, SupervisionLevel.SUPERVISED, SupervisionLevel.LISTED]
    assert CASE_DECIDER.fold(both).supervision is levels[max(low, high)]


def test_a_case_that_is_closed_is_supervised_no_more():
    closed = given(*play(SUPERVISE, SOLVED, after=a_checked_case())).when(CLOSE).case
    assert (closed.supervision, Clock.SUPERVISION in closed.dues) == (SupervisionLevel.NONE, False)


def test_the_unit_answers_in_time_or_late_and_the_level_stays():
    supervised = play(SUPERVISE, after=a_case_in_progress())
    due = supervised[-1].reply_due.at
    in_time = given(*supervised).when(ANSWER_SUPERVISION, at=due)
    in_time.then(e.SupervisionAnswered, late=False)
    given(*supervised).when(ANSWER_SUPERVISION, at=due + SECOND).then(e.SupervisionAnswered, late=True)
    assert in_time.case.supervision is SupervisionLevel.SUPERVISED
    assert Clock.SUPERVISION not in in_time.case.dues


@pytest.mark.parametrize(
    "history",
    [
        a_case_in_progress(),
        play(URGE, after=a_case_in_progress()),
        play(SUPERVISE, ANSWER_SUPERVISION, after=a_case_in_progress()),
    ],
    ids=["nothing", "urged only", "answered already"],
)
def test_where_no_demand_waits_there_is_nothing_to_answer(history):
    given(*history).when(ANSWER_SUPERVISION).refused(no.NothingAsked)


def test_a_notice_goes_to_the_unit_whose_turn_it_is():
    answer = given(*a_case_in_progress()).when(TELL)
    answer.then(e.NoticeSent, notice=Notice.YELLOW, clock=Clock.CASE, unit="CLOUD", person="cloud")
    assert answer.case.dues == given(*a_case_in_progress()).when(c.Reveal(purpose="contact")).case.dues


def test_what_is_the_offices_turn_names_no_unit():
    due = a_registered_case()[0].accept_due.at
    given(*a_registered_case()).when(tell(clock=Clock.ACCEPT, due_at=due)).then(
        e.NoticeSent, unit=None, person=None
    )


def test_a_notice_is_sent_once_a_clock_due_moment_and_colour():
    told = play(TELL, after=a_case_in_progress())
    given(*told).when(TELL).refused(no.AlreadyTold)
    given(*told).when(tell(notice=Notice.RED)).then(e.NoticeSent)


@pytest.mark.parametrize(
    "wish",
    [tell(clock=Clock.CHECK), tell(due_at=PROMISE + SECOND), tell(clock=Clock.ACCEPT, due_at=PROMISE)],
    ids=["another clock", "another moment", "a clock that has stopped"],
)
def test_no_notice_is_sent_of_a_limit_that_does_not_run(wish):
    given(*a_case_in_progress()).when(wish).refused(no.NothingAsked)


def test_when_the_promise_has_run_out_whoever_complained_is_to_be_told():
    called = play(CONTACT, after=a_case_in_progress())
    red = given(*called).when(tell(notice=Notice.RED), at=PROMISE + SECOND)
    assert red.then(e.NoticeSent).contact_due.rule == "FOLLOWUP@1"
    assert Clock.CONTACT in running(red.case.state, red.case.dues)
    yellow = given(*called).when(TELL)
    yellow.then(e.NoticeSent, contact_due=None)


def test_nobody_is_told_where_nobody_can_be_reached():
    anonymous = a_case_in_progress(contactable=False)
    given(*anonymous).when(tell(notice=Notice.RED)).then(e.NoticeSent, contact_due=None)


@pytest.mark.parametrize("state", [s for s, facts in REACHED.items() if s], ids=str)
def test_the_sentinel_may_speak_of_each_limit_that_runs_wherever_one_does(state):
    case = CASE_DECIDER.fold(REACHED[state])
    for clock, due in running(case.state, case.dues).items():
        wish = tell(clock=clock, due_at=due.at)
        given(*REACHED[state]).when(wish).then(e.NoticeSent, clock=clock)


def test_a_provisional_limit_is_counted_again_once_the_calendar_is_there():
    answer = given(*a_case_promised_for_now()).when(RECOUNT)
    (named,) = answer.then(e.DuesRecomputed).dues
    assert (named.clock, named.due.provisional, named.due.at) == (Clock.CASE, False, PROMISE)
    assert answer.case.case_due == named.due


def test_where_nothing_is_provisional_nothing_is_counted_again():
    given(*an_accepted_case()).when(RECOUNT).refused(no.NothingProvisional)
    last_day = datetime(2026, 12, 31, 9, tzinfo=LOCAL)
    registered = given().when(registration(), at=last_day).facts
    assert registered[0].accept_due.provisional
    not_out_yet = given(*registered).when(RECOUNT, at=last_day)
    not_out_yet.refused(no.NothingProvisional)
