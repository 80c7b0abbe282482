"""History under other rules; and under its own, where it is the record again."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case.dues import DUES
from aiwei.domain.case.lifecycle import BY_COMMAND, is_open
from aiwei.domain.case.replay import replay
from aiwei.domain.deadlines import Terms
from tests.domain.limits import WITH_2027
from tests.domain.tales import LOADED, SHIPPED, TALES, Tale, amounts, over_new_year, until
from tests.domain.walks import LATER, _usual

steady = settings(max_examples=150, derandomize=True, deadline=None, database=None)
every_tale = pytest.mark.parametrize("tale", TALES, ids=lambda tale: tale.__name__)


@every_tale
def test_under_its_own_terms_the_replay_is_the_record_event_by_event(tale):
    told = tale()
    again = replay(told.told, told.terms_at)
    assert [step.replayed for step in again.steps] == told.facts
    assert again.was == again.would == told.case
    assert again.notes == ()


def test_the_tales_set_every_limit_that_there_is():
    assert {type(fact) for tale in TALES for fact in tale().facts} >= {*DUES, e.DuesRecomputed}


OTHER = Terms(amounts(R_12345_COMPLAINT=7, FIND_B=9, SIGN_FOR=5, CHECK=1), WITH_2027)
#: What only the sentinel asks for, and what a clerk corrects.
BESIDES = (
    c.RecomputeDues(),
    c.CorrectRecord(field="received_at", value="2026-12-10T08:00:00+08:00", reason="记错"),
    c.DecideConsultation(
        decision="designate", minutes="纪要", signers="己召集", lead_unit="CLOUD", deadline="2027-02-01"
    ),
)
#: Where a life ends, or nothing comes of it: taken now and then.
ASIDE = (
    *(c.Archive, c.Decline, c.LinkRepeat, c.MergeInto, c.TransferOut, c.Withdraw),
    *(c.CorrectRecord, c.ListForSupervision, c.RecordContact, c.ReleaseExcerpt, c.Reveal, c.Urge),
)
RARELY = 55
steps = some.tuples(some.integers(0, 60), some.integers(0, 90))
lives = some.tuples(
    some.sampled_from((*TALES, over_new_year, over_new_year)),
    some.integers(1, 12),
    some.integers(1, 300),
    some.lists(steps, min_size=10, max_size=40),
)


def lived(tale, told, days, taken) -> Tale:
    """As the tale begins; then what may be done is done, in whatever order. One day there are other rules
    and the next year's calendar, as the last days of the year come nearer.
    """
    begun = [first for first in tale().told[:told] if first.recorded_at < LOADED]
    life = Tale(until(begun[-1].recorded_at + timedelta(days=days), SHIPPED, OTHER), begun[-1].recorded_at)
    for fact, life.now in begun:
        life.hears(fact)
    for number, hours in taken:
        life.now += timedelta(hours=hours * 3)
        open_now = [w for w in (*LATER, *BESIDES) if is_open(BY_COMMAND[type(w)], life.case)]
        onward = [w for w in open_now if not isinstance(w, ASIDE)]
        if wishes := onward if onward and number < RARELY else open_now:
            wish = wishes[number % len(wishes)]
            life.tried(wish, _usual(wish, life.case.lead_unit))
    return life


@steady
@given(lives)
def test_whatever_happened_its_own_terms_lead_to_the_same_again(life):
    told = lived(*life)
    again = replay(told.told, told.terms_at)
    assert [step.replayed for step in again.steps] == told.facts
    assert again.would == told.case
