"""The arithmetic of limits: days and hours, forwards and backwards, over a calendar and office hours."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count

from aiwei.domain.calendar import LOCAL, ONE_DAY, WorkCalendar, end_of, local_date
from aiwei.domain.deadlines.words import DayEnds, LimitUnit
from aiwei.domain.office_hours import OfficeHours

Span = tuple[datetime, datetime]
NO_TIME = timedelta()


@dataclass(frozen=True, slots=True)
class Counter:
    """Counts by this calendar and these hours. Days are dates in Asia/Shanghai, moments carry a zone."""

    calendar: WorkCalendar
    hours: OfficeHours

    def day_on(self, unit: LimitUnit, start: date, amount: int) -> date:
        """The last day of a limit in days; none is the same day. The starting day is not counted (民法典 art.
        201); a last calendar day that is off runs on to the next working day (art. 203).
        """
        if amount == 0:
            return start
        if unit is LimitUnit.CALENDAR_DAY:
            return self.next_working_day(start + timedelta(days=amount))
        return self._nth_working_day(start, amount, ONE_DAY)

    def day_back(self, end: date, amount: int) -> date:
        """The working day that lies this many working days before ``end``."""
        return end if amount == 0 else self._nth_working_day(end, amount, -ONE_DAY)

    def next_working_day(self, day: date) -> date:
        """``day``, or the first working day after it."""
        while not self.calendar.is_working_day(day):
            day += ONE_DAY
        return day

    def _nth_working_day(self, day: date, amount: int, step: timedelta) -> date:
        left = amount
        while left > 0:
            day += step
            left -= self.calendar.is_working_day(day)
        return day

    def days(self, unit: LimitUnit, after: date, until: date) -> list[date]:
        """The days that count, after ``after`` and up to ``until``."""
        all_days = (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
        if unit is LimitUnit.CALENDAR_DAY:
            return list(all_days)
        return [day for day in all_days if self.calendar.is_working_day(day)]

    def end(self, day: date, ends: DayEnds) -> datetime:
        """The last moment of a limit in days."""
        return end_of(day) if ends is DayEnds.MIDNIGHT else self.hours.closes(day)

    def spans(self, unit: LimitUnit, day: date) -> list[Span]:
        """The stretches of this day in which a limit in hours runs."""
        if unit.by_calendar and not self.calendar.is_working_day(day):
            return []
        if unit is LimitUnit.WORKING_HOUR:
            return [window.on(day) for window in self.hours.windows(day)]
        midnight = datetime.combine(day, time(), LOCAL)
        return [(midnight, midnight + ONE_DAY)]

    def moment_on(self, unit: LimitUnit, start: datetime, time_: timedelta) -> datetime:
        """When this much counted time has passed since ``start``."""
        if time_ <= NO_TIME:
            return start
        for began, ended in self._spans_from(unit, start.astimezone(LOCAL)):
            if ended - began >= time_:
                return began + time_
            time_ -= ended - began
        raise AssertionError  # pragma: no cover (days do not end)

    def _spans_from(self, unit: LimitUnit, start: datetime) -> Iterator[Span]:
        for n in count():
            for began, ended in self.spans(unit, start.date() + timedelta(days=n)):
                if ended > start:
                    yield max(began, start), ended

    def time_between(self, unit: LimitUnit, start: datetime, end: datetime) -> timedelta:
        """The counted time from ``start`` to ``end``."""
        passed = NO_TIME
        if end > start:
            for began, ended in self._spans_from(unit, start.astimezone(LOCAL)):
                if began >= end:
                    break
                passed += min(ended, end) - began
        return passed

    def is_provisional(self, unit: LimitUnit, start: datetime, end: datetime) -> bool:
        """Whether a yearly notice that is not out yet may still move ``end``: some day between was
        taken for what it usually is. Hours on end and the same day depend on no notice.
        """
        first, last = sorted((local_date(start), local_date(end)))
        return unit.by_calendar and first != last and not self.calendar.covers_all(first, last)
