"""When it happened: now, or earlier when entered afterwards; never in the future or before receipt."""

from datetime import timedelta

import pytest

from aiwei.domain.case.decide import CLOCK_SKEW
from aiwei.domain.case.refusals import WrongTime
from tests.domain.steps import BEFORE, WISHES
from tests.given import given, registration
from tests.town import MONDAY

LATER = [w for w in WISHES.values() if hasattr(w, "occurred_at")]
every_later_command = pytest.mark.parametrize("wish", LATER, ids=lambda w: type(w).__name__)
SECOND = timedelta(seconds=1)


def at(wish, moment):
    return wish.model_copy(update={"occurred_at": moment})


@every_later_command
def test_what_is_entered_at_once_happened_now(wish):
    history = given(*BEFORE[type(wish)])
    assert history.when(wish).facts[0].occurred_at == history.later


@every_later_command
def test_what_is_entered_afterwards_keeps_the_time_when_it_happened(wish):
    history = given(*BEFORE[type(wish)])
    moment = history.facts[-1].occurred_at + timedelta(minutes=20)
    assert history.when(at(wish, moment)).facts[0].occurred_at == moment


@every_later_command
def test_nothing_happens_in_the_future(wish):
    history = given(*BEFORE[type(wish)])
    history.when(at(wish, history.later + CLOCK_SKEW + SECOND)).refused(WrongTime, field="occurred_at")
    assert history.when(at(wish, history.later + CLOCK_SKEW)).refusal is None


@every_later_command
def test_nothing_happens_before_the_receipt(wish):
    history = given(*BEFORE[type(wish)])
    too_early = history.facts[0].occurred_at - SECOND
    history.when(at(wish, too_early)).refused(WrongTime, saying="早于收到")


def test_a_receipt_in_the_future_is_refused_and_its_field_named():
    tomorrow = registration(received_at=MONDAY + timedelta(days=1))
    given().when(tomorrow).refused(WrongTime, field="received_at")
