"""A due moment explains itself, day by day, so that a clerk can check it by hand."""

from aiwei.domain.deadlines import DayEnds, Due, LimitUnit, Terms, due, explain
from tests.domain.limits import CALENDAR, WITH_2027, limit, local, terms


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


def told(due: Due, within: Terms) -> list[str]:
    """The lines without the head."""
    return explain(due, within.rules.named(due.rule), within.calendar)[1:]


def test_working_hours_show_each_window():
    assert explained("2026-03-06T16:00", 5, LimitUnit.WORKING_HOUR) == [
        "2026-03-06 工作日 16:00–17:00 计 1:00:00",
        "2026-03-07 周末 不计",
        "2026-03-08 周末 不计",
        "2026-03-09 工作日 08:30–12:00 计 3:30:00",
        "2026-03-09 工作日 14:00–14:30 计 0:30:00",
        "到期 2026-03-09 14:30:00",
    ]


def test_a_working_day_outside_office_hours_says_that_nothing_of_it_counts():
    first, *_ = explained("2026-03-06T18:00", 1, LimitUnit.WORKING_HOUR)
    assert first == "2026-03-06 工作日 非上班时间，不计"


def test_a_day_that_ends_with_the_office_says_so():
    within = terms(1, LimitUnit.WORKING_DAY, day_ends=DayEnds.OFFICE_CLOSE)
    *_, closing, last = told(within.due("TEST", local("2026-03-02T09:00")), within)
    assert closing == "末日算到下班（民法典第203条）"
    assert last.startswith("到期 2026-03-03 17:00:00")


WITHIN = terms(2, LimitUnit.WORKING_DAY)
DUE = WITHIN.due("TEST", local("2026-03-05T09:00"))


def test_an_extension_says_what_it_adds_to_and_how_that_was_reached():
    assert told(WITHIN.extended(DUE), WITHIN) == [
        "起算 2026-03-05 09:00，当日不计（民法典第201条）",
        "2026-03-06 工作日 第 1 天",
        "2026-03-07 周末 不计",
        "2026-03-08 周末 不计",
        "2026-03-09 工作日 第 2 天",
        f"到期 2026-03-09 23:59:59，日历 {CALENDAR.version}",
        "延期 2个工作日，从原到期 2026-03-09 23:59:59 起加算",
        "2026-03-10 工作日 第 1 天",
        "2026-03-11 工作日 第 2 天",
        f"到期 2026-03-11 23:59:59，日历 {CALENDAR.version}",
    ]


def test_a_resumption_says_what_was_left_and_counts_it_again():
    again = WITHIN.resumed(DUE, local("2026-03-06T10:00"), local("2026-04-03T09:00"))
    assert told(again, WITHIN)[6:] == [
        "挂账 2026-03-06 10:00，其间不计时；当时距原到期 2026-03-09 23:59:59 还剩：",
        "剩余 1个工作日（03-09）",
        "恢复 2026-04-03 09:00，当日不计（民法典第201条）",
        "2026-04-04 法定节假日放假 不计",
        "2026-04-05 法定节假日放假 不计",
        "2026-04-06 法定节假日放假 不计",
        "2026-04-07 工作日 第 1 天",
        f"到期 2026-04-07 23:59:59，日历 {CALENDAR.version}",
    ]


def test_a_resumption_in_hours_says_how_many_were_left():
    within = terms(5, LimitUnit.WORKING_HOUR)
    due = within.due("TEST", local("2026-03-02T09:00"))
    *_, left, resumed, counted, last = told(
        within.resumed(due, local("2026-03-02T14:20"), local("2026-03-05T09:00")), within
    )
    assert (left, resumed) == ("剩余 1:40:00", "恢复 2026-03-05 09:00")
    assert counted == "2026-03-05 工作日 09:00–10:40 计 1:40:00"
    assert last.startswith("到期 2026-03-05 10:40:00")


def test_a_promise_upstream_is_counted_backwards():
    within = terms(1, LimitUnit.WORKING_DAY, id="UPSTREAM")
    assert told(within.upstream(local("2026-03-09T17:00")), within) == [
        "上级承诺时限 2026-03-09 17:00，提前 1个工作日为本镇到期",
        "2026-03-08 周末 不计",
        "2026-03-07 周末 不计",
        "2026-03-06 工作日 往前第 1 天",
        f"到期 2026-03-06 23:59:59，日历 {CALENDAR.version}",
    ]


def test_a_decided_moment_says_that_nothing_was_counted():
    first, last = told(WITHIN.decided(local("2026-03-20T12:00"), "TEST"), WITHIN)
    assert first == "到期时间由会商或审批确定，不另计算"
    assert last.startswith("到期 2026-03-20 12:00:00")


def test_a_moment_that_was_counted_again_says_which_it_replaces():
    guessed = WITHIN.due("TEST", local("2026-12-31T09:00"))
    known = terms(2, LimitUnit.WORKING_DAY, WITH_2027)
    *_, was, last = told(known.recounted(guessed), known)
    assert was == "替代原到期 2027-01-04 23:59:59"
    assert last == f"到期 2027-01-05 23:59:59，日历 {WITH_2027.version}"
