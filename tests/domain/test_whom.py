"""For whom a step is open: by capability, by unit, and never for a handler or the accused."""

import pytest

from aiwei.domain.case import commands as c
from aiwei.domain.case import refusals as no
from aiwei.domain.case.lifecycle import STEPS, Whom
from tests import given as g
from tests.domain.steps import BEFORE, WISHES
from tests.given import USUALLY_BY, given, play

every_step = pytest.mark.parametrize("step", STEPS, ids=lambda step: step.verb)
not_for_handlers = pytest.mark.parametrize(
    "step",
    [s for s in STEPS if any(whom is Whom.NOT_HANDLER for _, whom in s.may)],
    ids=lambda step: step.verb,
)
for_the_lead_alone = pytest.mark.parametrize(
    "step",
    [s for s in STEPS if all(whom is Whom.LEAD for _, whom in s.may)],
    ids=lambda step: step.verb,
)


def asked(step, by):
    return given(*BEFORE[step.command]).when(WISHES[step.command], by=by)


@every_step
def test_whoever_has_the_capability_may(step):
    assert asked(step, USUALLY_BY[step.command]).refusal is None


@every_step
def test_a_post_without_the_capability_may_not_and_hears_which_it_takes(step):
    needed = step.may[0][0].label
    asked(step, "neighbour").refused(no.NotYourDuty, saying=f"「{needed}」")


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
    to_bamboo = c.Dispatch(lead_unit="BAMBOO", responsible_person="bamboo")
    again = play(to_bamboo, after=g.a_reopened_case())
    signed = again + given(*again).when(c.SignFor(), by="bamboo").facts
    submitted = signed + given(*signed).when(g.SUBMIT, by="bamboo").facts
    given(*submitted).when(g.PASS, by="two-hats").refused(no.HandlerMayNotCheck)


def test_a_unit_whose_return_was_approved_did_not_rectify_and_may_check():
    to_bamboo = c.Dispatch(lead_unit="BAMBOO", responsible_person="bamboo")
    moved = play(c.ApproveReturn(opinion="同意"), to_bamboo, after=g.a_return_asked())
    signed = moved + given(*moved).when(c.SignFor(), by="bamboo").facts
    submitted = signed + given(*signed).when(g.SUBMIT, by="bamboo").facts
    assert given(*submitted).when(g.PASS, by="two-hats").refusal is None


@pytest.mark.parametrize("step", [s for s in STEPS if s.open_in], ids=lambda step: step.verb)
def test_the_person_accused_takes_no_step_on_the_case_about_them(step):
    registered, *rest = BEFORE[step.command]
    about = registered.model_copy(update={"accused_person": USUALLY_BY[step.command]})
    given(about, *rest).when(WISHES[step.command]).refused(no.AccusedWouldReceive, saying="您本人")


def test_signing_on_behalf_is_the_dispatchers_and_not_everybodys():
    on_behalf = c.SignFor(manner="on_behalf_paper", told="云主任")
    assert given(*g.a_dispatched_case()).when(on_behalf, by="clerk").refusal is None
    given(*g.a_dispatched_case()).when(on_behalf, by="checker").refused(no.NotYourDuty)
