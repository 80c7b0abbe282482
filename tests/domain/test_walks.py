"""Whatever is asked in whatever order, what must never happen does not."""

from hypothesis import given, settings

from aiwei.domain.case import events as e
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.lifecycle import BY_COMMAND
from aiwei.domain.case.words import CaseState as S
from tests.domain.walks import facts_of, walk, walks
from tests.town import MONDAY, REGISTER

steady = settings(max_examples=100, derandomize=True, deadline=None, database=None)


@steady
@given(walks)
def test_no_way_leads_to_closed_without_a_check_passed_in_that_round(way):
    passed = False
    for fact in facts_of(walk(*way)):
        if isinstance(fact, e.CaseDispatched | e.CheckFailed | e.CaseReopened):
            passed = False
        passed = passed or isinstance(fact, e.CheckPassed)
        assert passed or not isinstance(fact, e.CaseClosed)


@steady
@given(walks)
def test_nobody_with_a_post_in_a_handling_unit_checks_closes_or_reopens(way):
    handlers = set()
    for _, person, answer in walk(*way):
        for fact in answer.facts:
            if isinstance(
                fact, e.CheckPassed | e.CheckFailed | e.FollowUpRecorded | e.CaseClosed | e.CaseReopened
            ):
                assert not REGISTER.units_of(person, MONDAY) & handlers
        handlers = answer.case.handling_units


@steady
@given(walks)
def test_the_accused_takes_part_in_nothing(way):
    begin, *rest = walk(*way)
    accused_unit, accused = begin[2].case.accused_unit, begin[2].case.accused_person
    for _, person, answer in rest:
        if answer.facts:
            assert person != accused
            assert accused_unit not in answer.case.handling_units


@steady
@given(walks)
def test_the_promise_moves_only_when_it_is_made_or_the_case_reopened(way):
    promise = None
    for fact in facts_of(walk(*way)):
        made = isinstance(fact, e.CaseAccepted | e.CaseReopened)
        if isinstance(fact, e.CaseDispatched):
            assert promise in (None, fact.case_due)
        if made or isinstance(fact, e.CaseDispatched):
            promise = fact.case_due


@steady
@given(walks)
def test_each_step_leads_where_the_state_machine_says(way):
    before = S.REGISTERED
    for wish, _, answer in walk(*way)[1:]:
        step = BY_COMMAND[type(wish)]
        if answer.facts:
            assert before in step.open_in
            assert answer.case.state in (step.to or (before,))
        else:
            assert answer.case.state is before
        before = answer.case.state


@steady
@given(walks)
def test_the_state_is_the_fold_of_the_facts_wherever_one_begins(way):
    facts = facts_of(walk(*way))
    half = len(facts) // 2
    later = CASE_DECIDER.fold(facts[half:], CASE_DECIDER.fold(facts[:half]))
    assert later == CASE_DECIDER.fold(facts)
