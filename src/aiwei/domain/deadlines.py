"""Limits as data, and the moment they lead to (domain table b)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import assert_never

from pydantic import AwareDatetime, BaseModel, ConfigDict

from aiwei.domain.calendar import LOCAL, ONE_DAY, WorkCalendar, end_of, local_date
from aiwei.domain.decider import Event, Refused
from aiwei.domain.labelled import Labelled


class LimitUnit(Labelled):
    """Always explicit: the same digit means different days in different statutes."""

    WORKING_DAY = "working_day", "个工作日"
    CALENDAR_DAY = "calendar_day", "日（自然日）"
    PAUSED_HOUR = "paused_hour", "小时（非工作日不计）"
    CONTINUOUS_HOUR = "continuous_hour", "小时（连续）"


class Due(Event):
    """When something must be done, and by which rule and calendar that moment was reached."""

    at: AwareDatetime
    rule: str
    calendar: str
    counted_from: AwareDatetime
    provisional: bool = False


class Rule(BaseModel):
    """One limit. ``basis`` names the source; it is in force from ``effective_from`` on.

    ``starts_at`` says which fact starts the clock: ``received``, ``dispatched`` or ``done``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    version: int
    title: str
    amount: int
    unit: LimitUnit
    basis: str
    starts_at: str = "done"
    effective_from: date
    effective_to: date | None = None

    @property
    def name(self) -> str:
        """``id@version``, as it is kept in events."""
        return f"{self.id}@{self.version}"

    def in_force(self, day: date) -> bool:
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


class UnknownRule(Refused):
    code = "unknown-rule"
    title = "没有这条时限规则"


class Rules:
    """The rules of the office, by id and day."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._by_id: dict[str, list[Rule]] = {}
        for rule in rules:
            self._by_id.setdefault(rule.id, []).append(rule)

    def all(self) -> tuple[Rule, ...]:
        """Every version of every rule."""
        return tuple(rule for versions in self._by_id.values() for rule in versions)

    def ids(self) -> tuple[str, ...]:
        return tuple(self._by_id)

    def find(self, rule_id: str, day: date) -> Rule:
        """The version in force on ``day``; refused when there is none."""
        for rule in self._by_id.get(rule_id, ()):
            if rule.in_force(day):
                return rule
        raise UnknownRule(f"时限规则「{rule_id}」在 {day} 没有有效版本，请在规则表中补上", field="rule_id")

    def named(self, name: str) -> Rule:
        """The rule that an event names as ``id@version``."""
        rule_id, _, version = name.partition("@")
        for rule in self._by_id.get(rule_id, ()):
            if str(rule.version) == version:
                return rule
        raise UnknownRule(f"没有时限规则「{name}」")

    def due(self, rule_id: str, start: datetime, calendar: WorkCalendar) -> Due:
        """The due moment of a limit that starts at ``start``."""
        return due(self.find(rule_id, local_date(start)), start, calendar)


def due(rule: Rule, start: datetime, calendar: WorkCalendar) -> Due:
    """The last moment to keep ``rule`` when its clock starts at ``start``."""
    match rule.unit:
        case LimitUnit.WORKING_DAY:
            at = end_of(_working_days_on(local_date(start), rule.amount, calendar))
        case LimitUnit.CALENDAR_DAY:
            at = end_of(_next_working_day(local_date(start) + timedelta(days=rule.amount), calendar))
        case LimitUnit.PAUSED_HOUR:
            at = _paused_hours_on(start, rule.amount, calendar)
        case LimitUnit.CONTINUOUS_HOUR:
            at = start + timedelta(hours=rule.amount)
        case _:
            assert_never(rule.unit)
    return Due(
        at=at.astimezone(LOCAL),
        rule=rule.name,
        calendar=calendar.version,
        counted_from=start.astimezone(LOCAL),
        provisional=not calendar.covers(local_date(at)),
    )


def _working_days_on(start: date, amount: int, calendar: WorkCalendar) -> date:
    """The day on which ``amount`` working days after ``start`` have been counted."""
    if amount == 0:
        return start
    remaining = amount
    current = start
    for current in calendar.days_after(start):
        remaining -= calendar.is_working_day(current)
        if remaining <= 0:
            break
    return current


def _next_working_day(day: date, calendar: WorkCalendar) -> date:
    """``day``, or the first working day after it when it is off (民法典 art. 203)."""
    while not calendar.is_working_day(day):
        day += ONE_DAY
    return day


def _paused_hours_on(start: datetime, hours: int, calendar: WorkCalendar) -> datetime:
    """``hours`` of clock time in which days off do not count (the "pause" reading of 可顺延)."""
    moment = start.astimezone(LOCAL)
    left = timedelta(hours=hours)
    while True:
        midnight = datetime.combine(moment.date() + ONE_DAY, datetime.min.time(), LOCAL)
        if calendar.is_working_day(moment.date()):
            if midnight - moment >= left:
                return moment + left
            left -= midnight - moment
        moment = midnight


class Colour(Labelled):
    """Derived from due, now and calendar at each reading; never stored (domain 5.4)."""

    NONE = "none", ""
    YELLOW = "yellow", "将到期"
    RED = "red", "已逾期"


def colour(due_at: datetime, now: datetime, calendar: WorkCalendar) -> Colour:
    """Red past due; yellow when at most one working day is left."""
    if now > due_at:
        return Colour.RED
    last = local_date(due_at)
    left = 0
    for day in calendar.days_after(local_date(now)):
        if day > last or left > 1:
            break
        left += calendar.is_working_day(day)
    return Colour.YELLOW if left <= 1 else Colour.NONE


def explain(due_: Due, rule: Rule, calendar: WorkCalendar) -> list[str]:
    """Line by line how the moment was reached, so that a clerk can check it by hand."""
    in_days = rule.unit in {LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY}
    not_counted = "，当日不计（民法典第201条）" if in_days else ""
    mark = "（暂定：该年放假安排公布后重算）" if due_.provisional else ""
    return [
        f"规则 {rule.name}：{rule.title}，{rule.amount}{rule.unit.label}，依据：{rule.basis}",
        f"起算 {due_.counted_from.astimezone(LOCAL):%Y-%m-%d %H:%M}{not_counted}",
        *(_days_counted(due_, rule, calendar) if in_days else _hours_counted(due_, rule, calendar)),
        f"到期 {due_.at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S}{mark}，日历 {due_.calendar}",
    ]


def _days_counted(due_: Due, rule: Rule, calendar: WorkCalendar) -> Iterator[str]:
    """Each day after the start: the how manieth it is, or that it does not count or only puts off the end."""
    counted = 0
    for day in calendar.days_after(local_date(due_.counted_from)):
        if day > local_date(due_.at):
            return
        if counted == rule.amount:
            said = "末日遇休息日，顺延（民法典第203条）"
        elif rule.unit is LimitUnit.CALENDAR_DAY or calendar.is_working_day(day):
            counted += 1
            said = f"第 {counted} 天"
        else:
            said = "不计"
        yield f"{day:%Y-%m-%d} {calendar.why(day)} {said}"


def _hours_counted(due_: Due, rule: Rule, calendar: WorkCalendar) -> Iterator[str]:
    """Each day from the start on: how much of it counts."""
    moment, end = due_.counted_from.astimezone(LOCAL), due_.at.astimezone(LOCAL)
    while moment < end:
        midnight = datetime.combine(moment.date() + ONE_DAY, datetime.min.time(), LOCAL)
        counts = rule.unit is LimitUnit.CONTINUOUS_HOUR or calendar.is_working_day(moment.date())
        minutes, seconds = divmod(int((min(midnight, end) - moment).total_seconds()), 60)
        said = f"计 {minutes // 60}:{minutes % 60:02}:{seconds:02}" if counts else "不计"
        yield f"{moment:%Y-%m-%d} {calendar.why(moment.date())} {said}"
        moment = midnight
