"""Every state, every command, every capability in the lead unit, an assisting unit and the office."""

from dataclasses import replace
from functools import cache

import pytest

from aiwei.domain.case import commands as c
from aiwei.domain.case.decide import CASE_DECIDER, DECISIONS
from aiwei.domain.case.lifecycle import BY_VERB, STEPS, open_steps
from aiwei.domain.case.refusals import HandlerMayNotCheck, NotOpenNow, NotYourDuty
from aiwei.domain.office import SYSTEM, Office
from aiwei.domain.register.commands import DeclareRegister, PostLine
from aiwei.domain.register.decide import REGISTER_DECIDER
from aiwei.domain.register.words import Capability as Can
from tests.domain.reached import HANDLED, REACHED, around_for, history_for
from tests.domain.steps import WISHES
from tests.domain.table import NUMBERED, OFFERED, TABLE
from tests.given import USUALLY_BY, decided, given
from tests.town import REGISTER, held, office

LEAD, ASSISTING, OFFICE = "CLOUD", "WATER", "PHCO"
#: One post a unit and capability, each with a person who holds nothing else.
PEOPLE = {f"{unit}/{can}": (unit, can) for unit in (LEAD, ASSISTING, OFFICE) for can in Can}
CROWD = REGISTER_DECIDER.fold(
    REGISTER_DECIDER.decide(
        REGISTER,
        DeclareRegister(
            posts=tuple(
                PostLine(code=name, title=name, unit=unit, capabilities=(can,))
                for name, (unit, can) in PEOPLE.items()
            ),
            tenures=tuple(held(name, name) for name in PEOPLE),
        ),
        office("clerk"),
    ),
    REGISTER,
)
BY_THE_OFFICE = c.SignFor(manner="on_behalf_phone", told="村主任")
ASKED = WISHES | {c.SignFor: BY_THE_OFFICE}
every_state = pytest.mark.parametrize("state", REACHED, ids=lambda state: state or "none")
every_line = pytest.mark.parametrize("line", TABLE, ids=lambda line: BY_COMMAND[line.command])
BY_COMMAND = {step.command: step.verb for step in STEPS}


@cache
def answer_of(person: str, state, command) -> object:
    history = given(*history_for(state, command))
    around = replace(around_for(state, command), authors=(person,) * 50)
    actor: Office = replace(office(person, history.later, around=around), register=CROWD)
    return decided(CASE_DECIDER.fold(history.facts), ASKED[command], actor)


def expected(line, state, person: str) -> type | None:
    """The refusal that the table asks for, or none."""
    unit, can = PEOPLE[person]
    if state not in line.states:
        return NotOpenNow
    where = line.whose.get(can)
    if where is None or (where == "lead" and not (unit == LEAD and state in HANDLED)):
        return NotYourDuty
    answering_for_another = line.command is c.RecordFollowUp
    handled = unit != OFFICE and (state in HANDLED or answering_for_another)
    return HandlerMayNotCheck if where == "other" and handled else None


@every_state
@every_line
def test_each_state_command_and_capability_is_answered_as_the_table_says(state, line):
    for person in PEOPLE:
        answer = answer_of(person, state, line.command)
        assert (type(answer.refusal) if answer.refusal else None) is expected(line, state, person), person
        if answer.refusal is None:
            assert answer.case.state in (line.targets or (state,)), person


@every_state
def test_a_command_that_is_not_open_says_where_the_case_is_and_what_is_open_instead(state):
    number = next((name for name, known in NUMBERED.items() if known is state), None)
    now = state.label if state else "未登记"
    for line in TABLE:
        if state not in line.states:
            refusal = answer_of(f"{OFFICE}/{Can.INTAKE}", state, line.command).refusal
            where, _, instead = refusal.detail.partition("；现在可以：")
            assert where == f"此件现在是「{now}」，不能{_step(line).label}"
            assert sorted(instead.split("、")) == sorted(OFFERED[number].split("、"))


@every_line
def test_who_may_not_hears_which_capability_it_takes(line):
    for state in line.states:
        for person in PEOPLE:
            if expected(line, state, person) is NotYourDuty:
                refusal = answer_of(person, state, line.command).refusal
                needed = list(line.whose) or [Can.INTAKE]  # the sentinel's own post
                assert all(f"「{can.label}」" in refusal.detail for can in needed)


@every_line
def test_only_the_sentinel_does_what_is_the_sentinels(line):
    assert ("sentinel" in line.by) == any(may.whom.name == "SENTINEL" for may in _step(line).may)
    if line.by == "sentinel":
        assert not any(_step(line) in open_steps(CASE_DECIDER.fold(facts)) for facts in REACHED.values())


@every_line
def test_each_capability_that_the_table_names_suffices_somewhere(line):
    taken = {
        PEOPLE[person][1]
        for state in line.states
        for person in PEOPLE
        if answer_of(person, state, line.command).refusal is None
    }
    assert taken == set(line.whose)


def test_the_system_takes_in_and_never_decides_about_anyones_work():
    allowed = {
        command for state in REACHED for command in ASKED if answer_of(SYSTEM, state, command).refusal is None
    }
    taking_in = {line.command for line in TABLE if Can.INTAKE in line.whose}
    watching = {c.Resume, c.SendNotice, c.RecomputeDues}
    assert allowed <= taking_in | watching


def test_each_command_has_one_line_one_step_one_decision_and_one_verb():
    lines = [line.command for line in TABLE]
    assert len(lines) == len(set(lines)) == len(BY_VERB) == len(STEPS)
    assert set(lines) == set(DECISIONS) == set(WISHES) == set(USUALLY_BY) == set(BY_COMMAND)


def test_there_is_a_history_for_each_of_the_sixteen_states():
    assert set(REACHED) == {None, *NUMBERED.values()}
    assert all(CASE_DECIDER.fold(facts).state is state for state, facts in REACHED.items())


def _step(line):
    return BY_VERB[BY_COMMAND[line.command]]
