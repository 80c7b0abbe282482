"""What holds of every limit, whatever its unit, start and fate."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as some

from aiwei.domain.calendar import local_date
from tests.domain.limits import NATURAL, WITH_2027, local, moments, steady, terms, units

amounts = some.integers(1, 30)
spells = some.timedeltas(timedelta(0), timedelta(days=60))


@steady
@given(moments, amounts, units, some.integers(1, 10))
def test_an_extension_never_ends_before_the_old_due(start, amount, unit, more):
    within = terms(amount, unit)
    due = within.due("TEST", start)
    assert within.extended(due, more).at >= due.at


@steady
@given(moments, spells, amounts, units)
def test_a_later_start_never_has_an_earlier_due(start, later, amount, unit):
    within = terms(amount, unit)
    assert within.due("TEST", start).at <= within.due("TEST", start + later).at


@steady
@given(moments, spells, spells, amounts, units)
def test_suspended_time_is_excluded_exactly_once(start, until_halt, halt, amount, unit):
    within = terms(amount, unit)
    due = within.due("TEST", start)
    suspended, resumed = start + until_halt, start + until_halt + halt
    again = within.resumed(due, suspended, resumed)
    if due.at < suspended:
        assert again is due
    elif unit.in_hours:
        left = within.counter.time_between(unit, suspended, due.at)
        assert within.counter.time_between(unit, resumed, again.at) == left
    else:
        left = within.counter.days(unit, local_date(suspended), local_date(due.at))
        counted = within.counter.days(unit, local_date(resumed), local_date(again.at))
        assert len(counted) == len(left) or unit is NATURAL
        assert len(counted) >= len(left)


@steady
@given(moments, spells, spells, amounts, units)
def test_two_suspensions_come_to_the_same_as_one_of_both_together(start, first, second, amount, unit):
    within = terms(amount, unit)
    due = within.due("TEST", start)
    once = within.resumed(due, start, start + first + second)
    twice = within.resumed(within.resumed(due, start, start + first), start + first, start + first + second)
    assert once.at == twice.at or unit is NATURAL  # a roll-over in between is kept


@steady
@given(some.timedeltas(timedelta(0), timedelta(days=180)), amounts, units, spells, some.booleans())
def test_counting_again_twice_is_counting_again_once(after, amount, unit, halt, extended):
    start = local("2026-09-01T00:00") + after
    within, known = terms(amount, unit), terms(amount, unit, WITH_2027)
    due = within.resumed(
        within.due("TEST", start), start + timedelta(days=1), start + timedelta(days=1) + halt
    )
    due = within.extended(due) if extended else due
    once = known.recounted(due)
    assert known.recounted(once) == once
    assert within.recounted(due) == due
