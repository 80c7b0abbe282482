"""The working-day calendar from the ``chinesecalendar`` package (the State Council's yearly notices)."""

from functools import lru_cache
from importlib import metadata

from chinese_calendar import constants

from aiwei.domain.calendar import WorkCalendar


@lru_cache(maxsize=1)
def shipped_calendar() -> WorkCalendar:
    """All years that the package covers; its version names the data."""
    years = {day.year for day in (*constants.holidays, *constants.workdays)}
    return WorkCalendar(
        version=f"chinesecalendar-{metadata.version('chinesecalendar')}",
        days_off=frozenset(constants.holidays),
        swapped_workdays=frozenset(constants.workdays),
        first_year=min(years),
        last_year=max(years),
    )
