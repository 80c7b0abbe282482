"""From a rule and a start to a due moment."""

from datetime import datetime, timedelta

from aiwei.domain.calendar import LOCAL, WorkCalendar, local_date
from aiwei.domain.deadlines.counting import Counter
from aiwei.domain.deadlines.moment import Due
from aiwei.domain.deadlines.rule import Rule
from aiwei.domain.deadlines.words import LimitUnit
from aiwei.domain.office_hours import DEFAULT_HOURS, OfficeHours

HOUR = timedelta(hours=1)


def due(rule: Rule, start: datetime, calendar: WorkCalendar, hours: OfficeHours = DEFAULT_HOURS) -> Due:
    """The last moment to keep ``rule`` when its clock starts at ``start``."""
    return counted(rule, rule.amount, rule.unit, start, Counter(calendar, hours))


def counted(rule: Rule, amount: int, unit: LimitUnit, start: datetime, counter: Counter) -> Due:
    """So much from ``start`` on, in the name of ``rule``."""
    if unit.in_hours:
        at = counter.moment_on(unit, start, amount * HOUR)
    else:
        at = counter.end(counter.day_on(unit, local_date(start), amount), rule.day_ends)
    return due_at(at, rule, amount, unit, start=start, counter=counter)


def due_at(
    at: datetime, rule: Rule, amount: int, unit: LimitUnit, *, start: datetime, counter: Counter
) -> Due:
    """The due moment ``at``, with what led to it."""
    return Due(
        at=at.astimezone(LOCAL),
        rule=rule.name,
        calendar=counter.calendar.version,
        counted_from=start.astimezone(LOCAL),
        provisional=counter.is_provisional(unit, start, at),
        amount=amount,
        unit=unit,
    )
