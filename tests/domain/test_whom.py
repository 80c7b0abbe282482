"""Who may: by capability, by unit, and never a handler or the accused. (The whole matrix: test_matrix.)"""

import pytest

from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case import refusals as no
from aiwei.domain.case.lifecycle import STEPS, Whom
from tests import given as g
from tests.domain.steps import BEFORE, EXTENSION_ASKED, WISHES
from tests.given import USUALLY_BY, given, play

every_step = pytest.mark.parametrize("step", STEPS, ids=lambda step: step.verb)
not_for_handlers = pytest.mark.parametrize(
    "step",
    [s for s in STEPS if all(may.whom is Whom.NOT_HANDLER for may in s.may)],
    ids=lambda step: step.verb,
)
for_the_lead_alone = pytest.mark.parametrize(
    "step",
    [s for s in STEPS if all(may.whom is Whom.LEAD for may in s.may)],
    ids=lambda step: step.verb,
)
TO_BAMBOO = c.Dispatch(lead_unit="BAMBOO", responsible_person="bamboo")


def asked(step, by):
    return given(*BEFORE[step.command]).when(WISHES[step.command], by=by)


def in_bamboos_hands(dispatched):
    signed = dispatched + given(*dispatched).when(c.SignFor(), by="bamboo").facts
    return signed + given(*signed).when(g.SUBMIT, by="bamboo").facts


@every_step
def test_whoever_has_the_capability_may(step):
    assert asked(step, USUALLY_BY[step.command]).refusal is None


@every_step
def test_a_post_without_the_capability_may_not_and_hears_which_it_takes(step):
    asked(step, "neighbour").refused(no.NotYourDuty, saying=f"「{step.may[0].can.label}」")


@every_step
def test_who_holds_no_post_may_do_nothing(step):
    asked(step, "stranger").refused(no.NotYourDuty)


@every_step
def test_a_post_that_was_given_up_gives_no_right(step):
    asked(step, "former").refused(no.NotYourDuty)


@for_the_lead_alone
def test_what_belongs_to_the_lead_unit_is_not_for_another_that_rectifies(step):
    asked(step, "bamboo").refused(no.NotYourDuty, saying="主办单位（云栖村）")
    asked(step, "water").refused(no.NotYourDuty, saying="主办单位（云栖村）")


@not_for_handlers
@pytest.mark.parametrize("person", ["two-hats", "helper"], ids=["post in the lead", "post in an assistant"])
def test_who_holds_any_post_in_a_handling_unit_neither_checks_nor_ends(step, person):
    asked(step, person).refused(no.HandlerMayNotCheck, saying="云栖村")


@not_for_handlers
def test_the_same_rights_without_a_post_in_a_handling_unit_suffice(step):
    assert asked(step, "allrounder").refusal is None


def test_a_unit_that_reworked_before_a_reopening_does_not_check_what_another_did_after():
    again = play(TO_BAMBOO, after=g.a_reopened_case())
    given(*in_bamboos_hands(again)).when(g.PASS, by="two-hats").refused(no.HandlerMayNotCheck)


def test_a_unit_whose_return_was_approved_did_not_rectify_and_may_check():
    moved = play(c.ApproveReturn(opinion="同意"), TO_BAMBOO, after=g.a_return_asked())
    given(*in_bamboos_hands(moved)).when(g.PASS, by="two-hats").then(e.CheckPassed)


@pytest.mark.parametrize("step", [s for s in STEPS if s.open_in and s.by_people], ids=lambda step: step.verb)
def test_the_person_accused_takes_no_step_on_the_case_about_them(step):
    registered, *rest = BEFORE[step.command]
    about = registered.model_copy(update={"accused_person": USUALLY_BY[step.command]})
    given(about, *rest).when(WISHES[step.command]).refused(no.AccusedWouldReceive, saying="您本人")


def test_signing_on_behalf_is_the_dispatchers_and_not_everybodys():
    on_behalf = c.SignFor(manner="on_behalf_paper", told="云主任")
    given(*g.a_dispatched_case()).when(on_behalf, by="clerk").then(e.DispatchSignedFor)
    given(*g.a_dispatched_case()).when(on_behalf, by="checker").refused(no.NotYourDuty)


@pytest.mark.parametrize("answer", [g.GRANT_EXTENSION, g.REFUSE_EXTENSION], ids=["grant", "refuse"])
def test_the_first_extension_is_the_offices_and_the_second_the_leaders(answer):
    second = play(g.GRANT_EXTENSION, g.REQUEST_EXTENSION, after=EXTENSION_ASKED)
    assert [given(*EXTENSION_ASKED).when(answer, by=one).refusal for one in ("chief", "leader")] == [None] * 2
    given(*second).when(answer, by="chief").refused(no.NotYourDuty, saying="「分管领导审批」")
    assert given(*second).when(answer, by="leader").refusal is None
