"""Working days, and why a day is one or not."""

from datetime import UTC, date, datetime

import pytest

from aiwei.application.calendar_source import shipped_calendar
from aiwei.domain.calendar import LOCAL, end_of, local_date

CALENDAR = shipped_calendar()
WORKED_WEEKENDS = {
    2024: ["02-04", "02-18", "04-07", "04-28", "05-11", "09-14", "09-29", "10-12"],
    2025: ["01-26", "02-08", "04-27", "09-28", "10-11"],
    2026: ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"],
}


@pytest.mark.parametrize("day", [f"{year}-{day}" for year, days in WORKED_WEEKENDS.items() for day in days])
def test_a_swapped_weekend_is_worked(day):
    assert CALENDAR.is_working_day(date.fromisoformat(day))
    assert CALENDAR.why(date.fromisoformat(day)) == "调休上班"


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2024-02-09", "工作日"),  # 除夕 of that year was no holiday
        ("2024-02-10", "法定节假日放假"),
        ("2025-10-08", "法定节假日放假"),
        ("2026-03-07", "周末"),
        ("2026-03-09", "工作日"),
        ("2027-03-08", "工作日（该年放假安排未公布，暂按平日计）"),
        ("2027-03-06", "周末"),
    ],
)
def test_each_day_says_why_it_counts_or_does_not(day, why):
    assert CALENDAR.why(date.fromisoformat(day)) == why


@pytest.mark.parametrize(("year", "days"), [(2024, 251), (2025, 248), (2026, 248)])
def test_a_year_has_as_many_working_days_as_the_notices_give_it(year, days):
    new_year = date(year, 1, 1).toordinal()
    whole_year = (date.fromordinal(n) for n in range(new_year, date(year + 1, 1, 1).toordinal()))
    assert sum(map(CALENDAR.is_working_day, whole_year)) == days


@pytest.mark.parametrize(("year", "covered"), [(2003, False), (2004, True), (2026, True), (2027, False)])
def test_a_year_without_a_notice_is_not_covered(year, covered):
    assert CALENDAR.covers(date(year, 6, 1)) is covered


def test_the_calendars_version_names_its_data():
    assert CALENDAR.version.startswith("chinesecalendar-")


def test_the_starting_day_is_not_among_the_days_after_it():
    days = CALENDAR.days_after(date(2026, 12, 31))
    assert [next(days), next(days)] == [date(2027, 1, 1), date(2027, 1, 2)]


def test_the_date_is_the_one_on_the_offices_wall():
    assert local_date(datetime(2026, 3, 1, 16, 0, tzinfo=UTC)) == date(2026, 3, 2)


def test_a_day_ends_with_its_last_second():
    assert end_of(date(2026, 3, 2)) == datetime(2026, 3, 2, 23, 59, 59, tzinfo=LOCAL)


def test_a_year_may_be_taken_from_elsewhere_and_the_others_stay():
    other = CALENDAR.with_year(2026, [date(2026, 3, 3)], [date(2026, 3, 7)], "with a file")
    assert not other.is_working_day(date(2026, 3, 3))
    assert other.is_working_day(date(2026, 3, 7))
    assert other.is_working_day(date(2026, 10, 1)), "the package's 2026 is gone"
    assert not other.is_working_day(date(2025, 10, 1))
    assert (other.version, other.last_year) == ("with a file", 2026)


def test_a_stretch_is_covered_when_each_of_its_years_is():
    assert CALENDAR.covers_all(date(2026, 1, 1), date(2026, 12, 31))
    assert not CALENDAR.covers_all(date(2026, 12, 31), date(2027, 1, 1))
