"""The whole matrix of state and command: each pair is open, or refused with what is open instead."""

from dataclasses import replace

import pytest

from aiwei.domain.case import commands as c
from aiwei.domain.case.decide import DECISIONS
from aiwei.domain.case.lifecycle import BY_VERB, STEPS, open_steps
from aiwei.domain.case.refusals import NotOpenNow
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import CaseState as S
from tests import given as g
from tests.domain.steps import WISHES
from tests.given import USUALLY_BY, given, play

#: A history that leads to each state that events can lead to; two where a state has two pasts.
REACHED = [
    (None, ()),
    (S.REGISTERED, g.a_registered_case()),
    (S.ACCEPTED, g.an_accepted_case()),
    (S.DISPATCHED, g.a_dispatched_case()),
    (S.RETURN_PENDING, g.a_return_asked()),
    (S.IN_PROGRESS, g.a_case_in_progress()),
    (S.AWAITING_CHECK, g.a_submitted_case()),
    (S.AWAITING_FOLLOWUP, play(g.SOLVED, after=g.a_checked_case())),
    (S.CLOSED, g.a_closed_case()),
    (S.DECLINED, g.a_declined_case()),
    (S.ACCEPTED, g.a_reopened_case()),
]
#: Reached with the next issue's events; no step begins there yet.
UNREACHED = [s for s in S if s not in {state for state, _ in REACHED}]


def pairs():
    return [
        pytest.param(state, history, step, id=f"{state}-{number}-{step.verb}")
        for number, (state, history) in enumerate(REACHED)
        for step in STEPS
    ]


def _open(step, state):
    return state in step.open_in if state else not step.open_in


@pytest.mark.parametrize(("state", "history", "step"), pairs())
def test_each_pair_of_state_and_command_is_open_or_says_what_is_open_instead(state, history, step):
    answer = given(*history).when(WISHES[step.command])
    if not _open(step, state):
        instead = "、".join(s.label for s in STEPS if _open(s, state))
        now = state.label if state else "未登记"
        answer.refused(NotOpenNow, saying=f"「{now}」，不能{step.label}；现在可以：{instead}")
    elif (state, step.verb) == (S.AWAITING_CHECK, "close"):
        assert answer.refusal.code == "check-not-passed"
    else:
        assert answer.refusal is None
        assert answer.case.state in (step.to or (state,))


@pytest.mark.parametrize("state", UNREACHED)
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.verb)
def test_no_step_begins_in_a_state_that_nothing_leads_to_yet(state, step):
    answer = given()
    with pytest.raises(NotOpenNow, match="现在可以：无"):
        _decide(Case(state=state), WISHES[step.command], answer.later)


def _decide(case, wish, at):
    return g.CASE_DECIDER.decide(case, wish, g.office("allrounder", at))


@pytest.mark.parametrize("state", S)
def test_a_step_is_offered_exactly_where_it_is_open(state):
    offered = {s.verb for s in open_steps(replace(Case(), state=state))}
    assert offered == {s.verb for s in STEPS if state in s.open_in}


def test_what_passed_the_check_is_not_offered_another():
    case = Case(state=S.AWAITING_CHECK, check_passed=True)
    assert [s.verb for s in open_steps(case)] == ["close", "reveal"]


def test_each_command_has_one_step_one_decision_and_one_verb():
    commands = set(c.CaseWish.__args__)
    assert {step.command for step in STEPS} == commands == set(DECISIONS) == set(WISHES) == set(USUALLY_BY)
    assert len(BY_VERB) == len(STEPS) == len(commands)


def test_every_arrow_leads_to_a_state_where_something_may_be_done_or_that_ends_the_case():
    ends = {S.DECLINED}
    targets = {state for step in STEPS for state in step.to} - ends
    assert targets <= {state for step in STEPS for state in step.open_in}


def test_no_way_leads_to_closed_without_a_passed_check():
    assert [step.verb for step in STEPS if S.CLOSED in step.to] == ["close"]
    for state in S:
        with pytest.raises(Exception, match=r"核查通过后才能办结|不能办结"):
            _decide(Case(state=state, reached=True), g.CLOSE, g.MONDAY)
