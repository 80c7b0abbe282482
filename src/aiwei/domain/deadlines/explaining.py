"""A due moment told line by line, so that a clerk can check it by hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from aiwei.domain.calendar import LOCAL, ONE_DAY, WorkCalendar, local_date
from aiwei.domain.deadlines.counting import NO_TIME, Counter
from aiwei.domain.deadlines.moment import Due
from aiwei.domain.deadlines.rule import Rule
from aiwei.domain.deadlines.words import DayEnds, DueReason, LimitUnit
from aiwei.domain.office_hours import DEFAULT_HOURS, OfficeHours

NOT_COUNTED = "，当日不计（民法典第201条）"
PUT_OFF = "末日遇休息日，顺延（民法典第203条）"


def explain(due: Due, rule: Rule, calendar: WorkCalendar, hours: OfficeHours = DEFAULT_HOURS) -> list[str]:
    """The rule, the start, each day or stretch of hours and whether it counts, the end. Of a due that
    replaced another: first how that one was reached.
    """
    head = f"规则 {rule.name}：{rule.title}，{rule.amount}{rule.unit.label}，依据：{rule.basis}"
    return [head, *_Telling(rule, calendar, Counter(calendar, hours)).story(due)]


@dataclass(frozen=True, slots=True)
class _Telling:
    """What the lines are told from."""

    rule: Rule
    calendar: WorkCalendar
    counter: Counter

    def story(self, due: Due) -> Iterator[str]:
        if due.before is not None:
            yield from self.story(due.before)
        yield from self._reason(due)
        if due.was is not None and (due.before is None or due.was != due.before.at):
            yield f"替代原到期 {_second(due.was)}"
        mark = "（暂定：该年放假安排公布后重算）" if due.provisional else ""
        yield f"到期 {_second(due.at)}{mark}，日历 {due.calendar}"

    def _reason(self, due: Due) -> Iterator[str]:
        """From what, and how it was counted."""
        unit = due.unit or self.rule.unit
        amount = self.rule.amount if due.amount is None else due.amount
        match due.why:
            case DueReason.DECIDED:
                yield "到期时间由会商或审批确定，不另计算"
                return
            case DueReason.UPSTREAM:
                yield f"上级承诺时限 {_minute(due.counted_from)}，提前 {amount}{unit.label}为本镇到期"
                yield from self._days_back(due, amount)
                return
            case DueReason.EXTENDED:
                yield f"延期 {amount}{unit.label}，从原到期 {_second(due.counted_from)} 起加算"
            case DueReason.RESUMED:
                yield from self._left(due, unit)
                yield f"恢复 {_minute(due.counted_from)}{'' if unit.in_hours else NOT_COUNTED}"
            case DueReason.COUNTED:
                yield f"起算 {_minute(due.counted_from)}{'' if unit.in_hours else NOT_COUNTED}"
        yield from self._hours(due, unit) if unit.in_hours else self._days(due, unit, amount)

    def _left(self, due: Due, unit: LimitUnit) -> Iterator[str]:
        """What was left when the clock was stopped."""
        if due.suspended_at is None or due.before is None:
            return
        since, until = due.suspended_at, due.before.at
        yield f"挂账 {_minute(since)}，其间不计时；当时距原到期 {_second(until)} 还剩："
        if unit.in_hours:
            yield f"剩余 {_clock(self.counter.time_between(unit, since, until))}"
            return
        days = self.counter.days(unit, local_date(since), local_date(until))
        yield f"剩余 {len(days)}{unit.label}{_listed(days)}"

    def _days(self, due: Due, unit: LimitUnit, amount: int) -> Iterator[str]:
        """Each day after the start: the how manieth it is, or that it does not count, or puts off the end."""
        counted = 0
        for day in _each(due.counted_from, due.at):
            if counted == amount:
                said = PUT_OFF
            elif unit is LimitUnit.CALENDAR_DAY or self.calendar.is_working_day(day):
                counted += 1
                said = f"第 {counted} 天"
            else:
                said = "不计"
            yield f"{day} {self.calendar.why(day)} {said}"
        if self.rule.day_ends is DayEnds.OFFICE_CLOSE:
            yield "末日算到下班（民法典第203条）"

    def _days_back(self, due: Due, amount: int) -> Iterator[str]:
        counted = 0
        day = local_date(due.counted_from)
        while counted < amount:
            day -= ONE_DAY
            working = self.calendar.is_working_day(day)
            counted += working
            yield f"{day} {self.calendar.why(day)} {f'往前第 {counted} 天' if working else '不计'}"

    def _hours(self, due: Due, unit: LimitUnit) -> Iterator[str]:
        """Each day from the start on: how much of it counts, by windows where office hours count."""
        start, end = due.counted_from.astimezone(LOCAL), due.at.astimezone(LOCAL)
        first = start.date()
        for day in [first, *_each(start, end - timedelta(microseconds=1))]:
            spans = [(max(a, start), min(b, end)) for a, b in self.counter.spans(unit, day)]
            spans = [(a, b) for a, b in spans if b > a]
            for began, ended in spans:
                where = f" {began:%H:%M}–{ended:%H:%M}" if unit is LimitUnit.WORKING_HOUR else ""
                yield f"{day} {self.calendar.why(day)}{where} 计 {_clock(ended - began)}"
            if not spans and start < end:
                working = unit is LimitUnit.WORKING_HOUR and self.calendar.is_working_day(day)
                yield f"{day} {self.calendar.why(day)} {'非上班时间，' if working else ''}不计"


def _each(start: datetime, end: datetime) -> Iterator[date]:
    """The days after the start's, up to the end's."""
    day, last = local_date(start), local_date(end)
    while day < last:
        day += ONE_DAY
        yield day


def _minute(moment: datetime) -> str:
    return f"{moment.astimezone(LOCAL):%Y-%m-%d %H:%M}"


def _second(moment: datetime) -> str:
    return f"{moment.astimezone(LOCAL):%Y-%m-%d %H:%M:%S}"


def _clock(time: timedelta) -> str:
    minutes, seconds = divmod(int(max(time, NO_TIME).total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _listed(days: list[date]) -> str:
    return f"（{'、'.join(f'{day:%m-%d}' for day in days)}）" if days else ""
