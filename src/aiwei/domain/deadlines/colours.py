"""Warning colours, derived from due, now and calendar at each reading; never stored (domain 5.4)."""

from datetime import datetime

from aiwei.domain.calendar import ONE_DAY, WorkCalendar, local_date
from aiwei.domain.deadlines.moment import Due
from aiwei.domain.deadlines.terms import Terms
from aiwei.domain.labelled import Labelled


class Colour(Labelled):
    """What a list shows beside a due moment."""

    NONE = "none", ""
    YELLOW = "yellow", "将到期"
    RED = "red", "已逾期"


def colour(due_at: datetime, now: datetime, calendar: WorkCalendar, working_days: int = 1) -> Colour:
    """Of a bare moment: red past due; yellow when at most so many working days are left."""
    if now > due_at:
        return Colour.RED
    last = local_date(due_at)
    left, day = 0, local_date(now)
    while day < last and left <= working_days:
        day += ONE_DAY
        left += calendar.is_working_day(day)
    return Colour.YELLOW if left <= working_days else Colour.NONE


def colour_of(due: Due, now: datetime, terms: Terms) -> Colour:
    """Of a due: a limit in days as ``colour``, one in hours yellow in the last share of its counted time."""
    if now > due.at:
        return Colour.RED
    return Colour.YELLOW if now >= terms.yellow_from(due) else Colour.NONE
