"""Yellow when at most one working day is left, red past due; derived at each look, never stored."""

import pytest

from aiwei.domain.deadlines import Colour, colour
from tests.domain.test_deadlines import CALENDAR, local

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
    assert colour(FRIDAY_NIGHT, local(now), CALENDAR) is expected


def test_days_off_are_no_days_left():
    after_the_holiday = local("2026-02-24T23:59:59")
    assert colour(after_the_holiday, local("2026-02-15T09:00"), CALENDAR) is Colour.YELLOW
    assert colour(after_the_holiday, local("2026-02-13T09:00"), CALENDAR) is Colour.NONE
