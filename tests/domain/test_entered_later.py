"""What is entered afterwards: in order, by a unit itself within a day, and without losing what is known."""

from datetime import timedelta

import pytest

from aiwei.domain.case import events as e
from aiwei.domain.case import refusals as no
from tests import given as g
from tests.given import given


def test_a_step_is_never_dated_before_the_case_came_to_where_it_stands():
    history = g.a_case_in_progress()
    signed = history[-1].occurred_at
    early = g.SUBMIT.model_copy(update={"occurred_at": signed - timedelta(minutes=1)})
    given(*history).when(early).refused(no.WrongTime, field="occurred_at")


@pytest.mark.parametrize(("hours", "ok"), [(23, True), (25, False)])
def test_a_unit_dates_its_own_work_back_by_a_day_at_most(hours, ok):
    history = g.a_case_in_progress()
    moment = history[-1].occurred_at + timedelta(hours=1)
    later = g.SUBMIT.model_copy(update={"occurred_at": moment})
    answer = given(*history).when(later, at=moment + timedelta(hours=hours))
    if ok:
        answer.then(e.RectificationSubmitted, occurred_at=moment)
    else:
        answer.refused(no.WrongTime, field="occurred_at")


def test_acceptance_keeps_the_place_of_the_registration_unless_it_names_another():
    registered = g.a_registered_case(site="大坑边")
    given(*registered).when(g.ACCEPT.model_copy(update={"site": ""})).then(e.CaseAccepted, site="大坑边")
    given(*registered).when(g.ACCEPT.model_copy(update={"site": "村口"})).then(e.CaseAccepted, site="村口")
