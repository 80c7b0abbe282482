"""A due moment explains itself, day by day, so that a clerk can check it by hand."""

from aiwei.domain.deadlines import LimitUnit, due, explain
from tests.domain.test_deadlines import CALENDAR, limit, local


def explained(start: str, amount: int, unit: LimitUnit) -> list[str]:
    rule = limit(amount, unit)
    first, started, *days, last = explain(due(rule, local(start), CALENDAR), rule, CALENDAR)
    assert first.startswith(f"规则 TEST@1：测试，{amount}{unit.label}，依据：测试")
    assert started.startswith(f"起算 {start.replace('T', ' ')}")
    return [*days, last.removesuffix(f"，日历 {CALENDAR.version}")]


def test_working_days_are_numbered_and_days_off_say_why_they_are_none():
    assert explained("2026-09-18T10:00", 5, LimitUnit.WORKING_DAY) == [
        "2026-09-19 周末 不计",
        "2026-09-20 调休上班 第 1 天",
        "2026-09-21 工作日 第 2 天",
        "2026-09-22 工作日 第 3 天",
        "2026-09-23 工作日 第 4 天",
        "2026-09-24 工作日 第 5 天",
        "到期 2026-09-24 23:59:59",
    ]


def test_calendar_days_count_every_day_and_show_why_the_last_was_put_off():
    assert explained("2024-10-01T08:00", 4, LimitUnit.CALENDAR_DAY) == [
        "2024-10-02 法定节假日放假 第 1 天",
        "2024-10-03 法定节假日放假 第 2 天",
        "2024-10-04 法定节假日放假 第 3 天",
        "2024-10-05 法定节假日放假 第 4 天",
        "2024-10-06 法定节假日放假 末日遇休息日，顺延（民法典第203条）",
        "2024-10-07 法定节假日放假 末日遇休息日，顺延（民法典第203条）",
        "2024-10-08 工作日 末日遇休息日，顺延（民法典第203条）",
        "到期 2024-10-08 23:59:59",
    ]


def test_paused_hours_show_how_much_of_each_day_counts():
    assert explained("2026-03-06T17:00", 24, LimitUnit.PAUSED_HOUR) == [
        "2026-03-06 工作日 计 7:00:00",
        "2026-03-07 周末 不计",
        "2026-03-08 周末 不计",
        "2026-03-09 工作日 计 17:00:00",
        "到期 2026-03-09 17:00:00",
    ]


def test_paused_hours_that_fill_a_day_end_when_the_next_begins():
    assert explained("2026-03-07T10:00", 24, LimitUnit.PAUSED_HOUR) == [
        "2026-03-07 周末 不计",
        "2026-03-08 周末 不计",
        "2026-03-09 工作日 计 24:00:00",
        "到期 2026-03-10 00:00:00",
    ]


def test_continuous_hours_count_on_days_off_too():
    assert explained("2026-03-07T23:00", 2, LimitUnit.CONTINUOUS_HOUR) == [
        "2026-03-07 周末 计 1:00:00",
        "2026-03-08 周末 计 1:00:00",
        "到期 2026-03-08 01:00:00",
    ]


def test_the_same_day_needs_no_counting():
    assert explained("2026-03-07T23:00", 0, LimitUnit.WORKING_DAY) == ["到期 2026-03-07 23:59:59"]


def test_a_provisional_moment_says_so_and_what_it_took_for_granted():
    *_, first_of_2027, last = explained("2026-12-31T10:00", 1, LimitUnit.WORKING_DAY)
    assert first_of_2027 == "2027-01-01 工作日（该年放假安排未公布，暂按平日计） 第 1 天"
    assert last.endswith("（暂定：该年放假安排公布后重算）")
