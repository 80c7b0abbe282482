"""Rules, calendars and moments for the tests of time limits."""

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as some

from aiwei.application.calendar_source import shipped_calendar
from aiwei.domain.calendar import LOCAL, WorkCalendar
from aiwei.domain.deadlines import LimitUnit, Rule, Rules, Terms

CALENDAR = shipped_calendar()
DAY, NATURAL = LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY
WORKING, PAUSED, CONTINUOUS = LimitUnit.WORKING_HOUR, LimitUnit.PAUSED_HOUR, LimitUnit.CONTINUOUS_HOUR
steady = settings(max_examples=600, derandomize=True, deadline=None, database=None)
moments = some.timedeltas(timedelta(0), timedelta(days=7_850)).map(
    lambda after: datetime(2005, 1, 1, tzinfo=LOCAL) + after  # to the middle of 2026
)
units = some.sampled_from(LimitUnit)
#: The 2027 notice, as it might read.
NEW_YEAR = tuple(date(2027, 1, day) for day in (1, 2, 3))
WITH_2027 = CALENDAR.with_year(2027, NEW_YEAR, (), f"{CALENDAR.version}+2027.1")


def limit(amount: int, unit: LimitUnit, **more: Any) -> Rule:
    usual = {"id": "TEST", "version": 1, "title": "测试", "basis": "测试", "effective_from": date(2000, 1, 1)}
    return Rule.model_validate(usual | {"amount": amount, "unit": unit} | more)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


def terms(amount: int = 5, unit: LimitUnit = DAY, calendar: WorkCalendar = CALENDAR, **more: Any) -> Terms:
    """Of one rule, TEST."""
    return Terms(Rules((limit(amount, unit, **more),)), calendar)
