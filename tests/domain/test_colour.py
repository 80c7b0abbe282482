"""Yellow when little is left, red past due; derived at each look, never stored."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from aiwei.domain.deadlines import Colour, Rules, Terms, Warnings, colour, colour_of
from tests.domain.limits import (
    CALENDAR,
    CONTINUOUS,
    DAY,
    NATURAL,
    PAUSED,
    WORKING,
    limit,
    local,
    moments,
    steady,
    terms,
)

FRIDAY_NIGHT = local("2026-03-13T23:59:59")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-09T09:00", Colour.NONE),
        ("2026-03-11T23:59:59", Colour.NONE),
        ("2026-03-12T00:00", Colour.YELLOW),
        ("2026-03-13T23:59:59", Colour.YELLOW),
        ("2026-03-14T00:00", Colour.RED),
    ],
)
def test_the_colour_follows_the_working_days_that_are_left(now, expected):
    due = terms(5, DAY).due("TEST", local("2026-03-06T09:00"))
    assert due.at == FRIDAY_NIGHT
    assert colour(FRIDAY_NIGHT, local(now), CALENDAR) is expected
    assert colour_of(due, local(now), terms(5, DAY)) is expected


def test_days_off_are_no_days_left():
    after_the_holiday = local("2026-02-24T23:59:59")
    assert colour(after_the_holiday, local("2026-02-15T09:00"), CALENDAR) is Colour.YELLOW
    assert colour(after_the_holiday, local("2026-02-13T09:00"), CALENDAR) is Colour.NONE


def test_an_office_may_want_to_be_warned_earlier():
    early = Terms(Rules((limit(5, DAY),), warning=Warnings(working_days=3)), CALENDAR)
    due = early.due("TEST", local("2026-03-06T09:00"))
    assert early.yellow_from(due) == local("2026-03-10T00:00")
    assert colour(due.at, local("2026-03-10T00:00"), CALENDAR, working_days=3) is Colour.YELLOW


@pytest.mark.parametrize(
    ("unit", "hours", "start", "yellow"),
    [
        (CONTINUOUS, 10, "2026-03-07T10:00", "2026-03-07T18:00"),
        (WORKING, 5, "2026-03-02T09:00", "2026-03-02T15:00"),
        (PAUSED, 24, "2026-03-06T17:00", "2026-03-09T12:12"),  # 4 h 48 min of the 24 that count
    ],
)
def test_a_limit_in_hours_turns_yellow_in_the_last_fifth_of_what_counts(unit, hours, start, yellow):
    within = terms(hours, unit)
    due = within.due("TEST", local(start))
    assert within.yellow_from(due) == local(yellow)
    assert colour_of(due, local(yellow) - timedelta(seconds=1), within) is Colour.NONE
    assert colour_of(due, local(yellow), within) is Colour.YELLOW
    assert colour_of(due, due.at + timedelta(seconds=1), within) is Colour.RED


@steady
@given(
    moments,
    some.integers(0, 20),
    some.timedeltas(timedelta(0), timedelta(days=30)),
    some.sampled_from([DAY, NATURAL]),
)
def test_the_cut_off_for_a_query_draws_the_same_line_as_the_colour(start, amount, later, unit):
    within, now = terms(amount, unit), start + later
    due = within.due("TEST", start)
    by_query = now <= due.at <= within.yellow_until(now)
    assert (colour_of(due, now, within) is Colour.YELLOW) == by_query
    assert colour(due.at, now, CALENDAR) is colour_of(due, now, within)


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("2026-03-16T09:00", "2026-03-09T00:00"),  # due on Friday the 6th: five full working days by Friday
        ("2026-03-13T23:59:59", "2026-03-06T00:00"),
        ("2026-10-09T09:00", "2026-09-24T00:00"),  # holidays are no days overdue
    ],
)
def test_a_case_is_listed_after_five_full_working_days_overdue(now, before):
    assert terms().listed_before(local(now)) == local(before)
