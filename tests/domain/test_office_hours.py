"""Working hours: only while the office is open, over lunch, nights, seasons and holidays."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from pydantic import ValidationError

from aiwei.domain.office_hours import DEFAULT_HOURS, OfficeHours, Season, Window, hours_faults
from tests.domain.limits import CALENDAR, WORKING, local, moments, steady, terms

LONG_AGO = date(2000, 1, 1)


def season(first: str = "01-01", last: str = "12-31", *windows: str, **more) -> Season:
    usual = {"effective_from": LONG_AGO, "windows": windows or ("08:00-12:00",)}
    return Season.model_validate({"first": first, "last": last} | usual | more)


def table(*seasons: Season) -> OfficeHours:
    return OfficeHours(seasons=seasons)


def due_at(start: str, hours: int):
    return terms(hours, WORKING).due("TEST", local(start)).at


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-03-02T09:00", 3, "2026-03-02T12:00"),  # ends with the morning, does not jump over lunch
        ("2026-03-02T09:00", 5, "2026-03-02T16:00"),  # two hours of winter lunch do not count
        ("2026-06-01T09:00", 5, "2026-06-01T16:30"),  # two and a half of summer
        ("2026-03-02T12:30", 1, "2026-03-02T15:00"),  # received over lunch
        ("2026-03-02T16:30", 1, "2026-03-03T09:00"),  # over night
        ("2026-03-06T16:00", 5, "2026-03-09T14:30"),  # over a weekend
        ("2026-03-07T10:00", 5, "2026-03-09T15:30"),  # received on a day off
        ("2026-02-14T16:30", 1, "2026-02-24T09:00"),  # from a worked Saturday over the long holiday
        ("2026-04-30T16:00", 3, "2026-05-06T10:30"),  # from winter hours into summer's, over a holiday
        ("2026-09-30T17:00", 1, "2026-10-08T09:00"),  # from summer hours into winter's
        ("2026-03-02T03:00", 1, "2026-03-02T09:30"),  # received at night
    ],
)
def test_working_hours_run_only_while_the_office_is_open(start, hours, due):
    assert due_at(start, hours) == local(due)


@steady
@given(moments, some.integers(1, 60))
def test_working_hours_agree_with_a_count_quarter_by_quarter(start, hours):
    start = start.replace(minute=0, second=0, microsecond=0)
    end = terms(hours, WORKING).due("TEST", start).at
    quarter = timedelta(minutes=15)
    all_quarters = (start + quarter * n for n in range((end - start) // quarter))
    assert sum(is_open(moment) for moment in all_quarters) == hours * 4


def is_open(moment) -> bool:
    """Said once more, in other words."""
    summer = 5 <= moment.month <= 9
    afternoon = (time(14, 30), time(17, 30)) if summer else (time(14), time(17))
    clock = moment.time()
    within = time(8, 30) <= clock < time(12) or afternoon[0] <= clock < afternoon[1]
    return within and CALENDAR.is_working_day(moment.date())


def test_the_default_hours_change_with_the_season_and_say_that_they_are_weak():
    assert list(map(str, DEFAULT_HOURS.windows(date(2026, 4, 30)))) == ["08:30–12:00", "14:00–17:00"]
    assert list(map(str, DEFAULT_HOURS.windows(date(2026, 5, 1)))) == ["08:30–12:00", "14:30–17:30"]
    assert all("薄弱" in season.basis for season in DEFAULT_HOURS.seasons)


def test_hours_may_change_from_a_day_on():
    old = season(effective_to=date(2026, 6, 30))
    new = season("01-01", "12-31", "09:00-13:00", effective_from=date(2026, 7, 1))
    assert table(old, new).windows(date(2026, 6, 30)) == (Window(time(8), time(12)),)
    assert table(old, new).windows(date(2026, 7, 1)) == (Window(time(9), time(13)),)


def test_before_the_table_begins_its_first_hours_hold():
    begun = table(season(effective_from=date(2026, 1, 1)))
    assert begun.windows(date(2003, 2, 28)) == (Window(time(8), time(12)),)


@pytest.mark.parametrize(
    "seasons",
    [
        DEFAULT_HOURS.seasons,
        (season(),),
        (season("03-01", "02-29"),),
        (season(effective_to=date(2025, 3, 3)), season(effective_from=date(2025, 3, 4))),
    ],
)
def test_a_table_that_gives_every_day_its_hours_has_no_faults(seasons):
    assert hours_faults(table(*seasons)) == []


@pytest.mark.parametrize(
    ("seasons", "says"),
    [
        ((), ["办公时间表是空的"]),
        ((season("05-01", "09-30"), season("10-02", "04-30")), ["10-01 至", "没有季节可用"]),
        ((season("05-01", "10-01"), season("10-01", "04-30")), ["10-01 至", "有季节重叠"]),
        ((season(effective_to=date(2026, 12, 31)),), ["2027-01-01 至", "没有季节可用"]),
        ((season("03-01", "02-28"),), ["02-29 至", "没有季节可用"]),
        ((season(effective_to=date(1999, 1, 1)),), ["早于生效日期"]),
        ((season("01-01", "12-31", "13:00-15:00", "08:00-12:00"),), ["重叠或次序颠倒"]),
        ((season("01-01", "12-31", "08:00-12:00", "11:00-13:00"),), ["重叠或次序颠倒"]),
        ((season(windows=()),), ["没有写上下班时刻"]),
    ],
)
def test_a_table_that_cannot_serve_says_where(seasons, says):
    faults = hours_faults(table(*seasons))
    assert all(any(word in fault for fault in faults) for word in says)


def test_what_comes_again_every_year_is_told_once():
    assert len(hours_faults(table(season("05-01", "09-30")))) == 2  # what the year begins with, and a winter


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"first": "5-1"}, "应为月-日"),
        ({"last": "02-30"}, "没有 02-30 这一天"),
        ({"windows": ("12:00-08:00",)}, "起止颠倒"),
        ({"windows": ("8点到12点",)}, "应为起止时刻"),
    ],
)
def test_a_season_that_is_none_says_why(wrong, says):
    with pytest.raises(ValidationError, match=says):
        season(**wrong)
