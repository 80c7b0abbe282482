"""Limits and the moments they lead to: the domain page's vectors, the edges, and an independent count."""

import json
import random
from datetime import date, datetime, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as some

from aiwei.domain.calendar import end_of
from aiwei.domain.deadlines import DayEnds, Due, LimitUnit, Rules, UnknownRule, due
from tests.domain.limits import CALENDAR, limit, local, moments, steady


def due_at(start: str, amount: int, unit: LimitUnit, **more) -> datetime:
    return due(limit(amount, unit, **more), local(start), CALENDAR).at


@pytest.mark.parametrize(
    ("received", "last"),
    [
        ("2024-02-08", "2024-02-21"),
        ("2024-04-26", "2024-05-07"),
        ("2025-01-24", "2025-02-07"),
        ("2025-09-26", "2025-10-10"),
        ("2026-09-18", "2026-09-24"),
    ],
)
def test_five_working_days(received, last):
    assert due_at(f"{received}T10:00", 5, LimitUnit.WORKING_DAY) == end_of(date.fromisoformat(last))


@pytest.mark.parametrize(
    ("received", "days", "last"),
    [
        ("2024-09-20", 15, "2024-10-08"),  # the fifteenth lies in the holiday
        ("2024-09-27", 15, "2024-10-12"),  # a worked Saturday: nothing is put off
        ("2024-05-17", 15, "2024-06-03"),  # a plain weekend
        ("2024-08-02", 60, "2024-10-08"),  # 信访 60 日
    ],
)
def test_calendar_days_whose_last_is_off_run_on_to_the_next_working_day(received, days, last):
    assert due_at(f"{received}T10:00", days, LimitUnit.CALENDAR_DAY) == end_of(date.fromisoformat(last))


@pytest.mark.parametrize(
    ("received", "until"),
    [
        ("2026-03-06T17:00", "2026-03-09T17:00"),  # Friday to Monday, at the same time
        ("2026-03-07T10:00", "2026-03-10T00:00"),  # Saturday: all of Monday, so the end of Monday
        ("2026-03-04T09:30", "2026-03-05T09:30"),
        ("2026-02-13T17:00", "2026-02-14T17:00"),  # into a worked Saturday before the long holiday
        ("2026-02-14T18:00", "2026-02-24T18:00"),  # nine days off do not count
        ("2026-09-30T23:59", "2026-10-08T23:59"),
    ],
)
def test_twenty_four_hours_pause_on_days_off(received, until):
    assert due_at(received, 24, LimitUnit.PAUSED_HOUR) == local(until)


def test_hours_that_end_with_the_day_before_a_holiday_do_not_jump_over_it():
    assert due_at("2026-02-14T00:00", 24, LimitUnit.PAUSED_HOUR) == local("2026-02-15T00:00")


def test_continuous_hours_know_no_holidays():
    assert due_at("2026-02-14T23:00", 2, LimitUnit.CONTINUOUS_HOUR) == local("2026-02-15T01:00")


@pytest.mark.parametrize("unit", [LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY])
@pytest.mark.parametrize("start", ["2026-03-06T00:00", "2026-03-06T23:59:59", "2026-03-07T12:00"])
def test_no_days_are_the_same_day_to_its_end_even_on_a_day_off(start, unit):
    assert due_at(start, 0, unit) == end_of(local(start).date())


@pytest.mark.parametrize(
    ("start", "amount", "unit", "last"),
    [
        ("2024-02-28T09:00", 1, LimitUnit.WORKING_DAY, "2024-02-29"),
        ("2024-02-29T09:00", 1, LimitUnit.WORKING_DAY, "2024-03-01"),
        ("2024-02-29T09:00", 365, LimitUnit.CALENDAR_DAY, "2025-02-28"),
        ("2024-01-30T09:00", 30, LimitUnit.CALENDAR_DAY, "2024-02-29"),
        ("2023-02-28T09:00", 1, LimitUnit.WORKING_DAY, "2023-03-01"),
    ],
)
def test_the_29th_of_february_is_a_day_like_any_other(start, amount, unit, last):
    assert due_at(start, amount, unit) == end_of(date.fromisoformat(last))


def test_the_last_second_of_a_day_still_belongs_to_it():
    assert due_at("2026-03-02T23:59:59", 1, LimitUnit.WORKING_DAY) == local("2026-03-03T23:59:59")
    assert due_at("2026-03-03T00:00:00", 1, LimitUnit.WORKING_DAY) == local("2026-03-04T23:59:59")


@pytest.mark.parametrize(
    ("start", "closing"), [("2026-03-02T09:00", "2026-03-03T17:00"), ("2026-06-01T09:00", "2026-06-02T17:30")]
)
def test_a_day_may_end_with_the_close_of_the_office(start, closing):
    assert due_at(start, 1, LimitUnit.WORKING_DAY, day_ends=DayEnds.OFFICE_CLOSE) == local(closing)


def test_the_hour_of_receipt_does_not_move_a_limit_in_days():
    early, late = (due_at(f"2026-03-02T{h}", 3, LimitUnit.WORKING_DAY) for h in ("00:00", "23:59:59"))
    assert early == late == end_of(date(2026, 3, 5))


@pytest.mark.parametrize(("start", "provisional"), [("2026-12-28T09:00", True), ("2026-12-18T09:00", False)])
def test_a_limit_that_ends_in_a_year_without_a_notice_is_provisional(start, provisional):
    found = due(limit(5, LimitUnit.WORKING_DAY), local(start), CALENDAR)
    assert found.provisional is provisional


@pytest.mark.parametrize(("amount", "unit"), [(2, LimitUnit.CONTINUOUS_HOUR), (0, LimitUnit.CALENDAR_DAY)])
def test_what_depends_on_no_notice_is_not_provisional(amount, unit):
    assert not due(limit(amount, unit), local("2027-03-01T23:00"), CALENDAR).provisional


def test_an_uncovered_year_on_the_way_makes_a_moment_provisional_too():
    gap = CALENDAR.with_year(2028, (), (), "with a gap")
    assert due(limit(400, LimitUnit.CALENDAR_DAY), local("2026-12-31T09:00"), gap).provisional


def test_a_due_moment_keeps_its_rule_its_calendar_and_what_was_counted():
    found = due(limit(1, LimitUnit.WORKING_DAY, version=7), local("2026-03-02T09:00"), CALENDAR)
    assert (found.rule, found.calendar) == ("TEST@7", CALENDAR.version)
    assert (found.counted_from, found.was) == (local("2026-03-02T09:00"), None)
    assert (found.amount, found.unit, found.in_hours) == (1, LimitUnit.WORKING_DAY, False)


def test_a_due_from_before_amounts_were_kept_still_loads():
    old = due(limit(1, LimitUnit.WORKING_DAY), local("2026-03-02T09:00"), CALENDAR).model_dump(mode="json")
    kept = {name: old[name] for name in ("at", "rule", "calendar", "counted_from", "provisional")}
    assert Due.model_validate_json(json.dumps(kept)).amount is None


def test_seven_hundred_intervals_agree_with_the_packages_own_count():
    seeded = random.Random(20240419)  # noqa: S311 (the same intervals each time)
    first = date(2004, 1, 1).toordinal()
    for _ in range(700):
        start = date.fromordinal(first + seeded.randrange(8_300))
        days = [start + timedelta(days=n) for n in range(1, seeded.randrange(2, 60))]
        while not chinese_calendar.is_workday(days[-1]):
            days.append(days[-1] + timedelta(days=1))
        amount = sum(map(chinese_calendar.is_workday, days))
        assert due_at(f"{start}T12:00", amount, LimitUnit.WORKING_DAY) == end_of(days[-1])


@steady
@given(moments, some.integers(1, 40))
def test_working_days_agree_with_an_independent_count(start, amount):
    last = due(limit(amount, LimitUnit.WORKING_DAY), start, CALENDAR).at.date()
    days = (start.date() + timedelta(days=n) for n in range(1, (last - start.date()).days + 1))
    assert sum(map(chinese_calendar.is_workday, days)) == amount
    assert chinese_calendar.is_workday(last)


@steady
@given(moments, some.integers(1, 90))
def test_calendar_days_end_on_the_first_working_day_from_the_last_on(start, amount):
    last = due(limit(amount, LimitUnit.CALENDAR_DAY), start, CALENDAR).at.date()
    raw = start.date() + timedelta(days=amount)
    skipped = [raw + timedelta(days=n) for n in range((last - raw).days)]
    assert last >= raw
    assert not any(map(chinese_calendar.is_workday, skipped))


@steady
@given(moments, some.integers(1, 100))
def test_paused_hours_agree_with_a_count_hour_by_hour(start, hours):
    start = start.replace(minute=0, second=0, microsecond=0)
    end = due(limit(hours, LimitUnit.PAUSED_HOUR), start, CALENDAR).at
    all_hours = (start + timedelta(hours=n) for n in range(int((end - start).total_seconds()) // 3600))
    assert sum(CALENDAR.is_working_day(hour.date()) for hour in all_hours) == hours


OLD = limit(3, LimitUnit.WORKING_DAY, effective_to=date(2025, 12, 31))
NEW = limit(5, LimitUnit.WORKING_DAY, version=2, effective_from=date(2026, 1, 1))
RULES = Rules((OLD, NEW))


def test_a_rule_has_the_version_of_the_day():
    assert RULES.find("TEST", date(2025, 12, 31)) is OLD
    assert RULES.find("TEST", date(2026, 1, 1)) is NEW
    assert RULES.due("TEST", local("2025-12-31T23:00"), CALENDAR).rule == "TEST@1"


def test_a_rule_unknown_or_not_yet_in_force_is_refused_by_name():
    with pytest.raises(UnknownRule, match="NEVER"):
        RULES.find("NEVER", date(2026, 1, 1))
    with pytest.raises(UnknownRule, match="1999-12-31"):
        RULES.find("TEST", date(1999, 12, 31))


def test_the_rule_that_an_event_names_is_found_even_when_it_is_no_longer_in_force():
    assert RULES.named("TEST@1") is OLD
    assert RULES.named("TEST@2") is NEW


@pytest.mark.parametrize("name", ["TEST@3", "TEST", "NEVER@1", ""])
def test_a_name_that_no_rule_has_is_refused(name):
    with pytest.raises(UnknownRule):
        RULES.named(name)


def test_the_office_sees_which_rules_there_are():
    assert RULES.ids() == ("TEST",)
