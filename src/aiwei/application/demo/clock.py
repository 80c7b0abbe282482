"""A clock that the demo turns, and the hours at which its people work."""

from datetime import datetime, time, timedelta

from aiwei.domain.calendar import LOCAL, ONE_DAY, WorkCalendar

OPENS, CLOSES = time(8, 30), time(17, 30)
OFFICE_DAY = 9.0  # hours from opening to closing


class SimulatedClock:
    """Stands still until it is set; never goes back."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def __call__(self) -> datetime:
        return self._now

    def set(self, moment: datetime) -> None:
        self._now = max(self._now, moment)


def at_work(moment: datetime, calendar: WorkCalendar) -> datetime:
    """The moment itself, or the next opening of the office when it is closed then."""
    local = moment.astimezone(LOCAL)
    if local.time() >= CLOSES:
        local = datetime.combine(local.date() + ONE_DAY, OPENS, LOCAL)
    elif local.time() < OPENS:
        local = datetime.combine(local.date(), OPENS, LOCAL)
    while not calendar.is_working_day(local.date()):
        local = datetime.combine(local.date() + ONE_DAY, OPENS, LOCAL)
    return local


def after_working(start: datetime, hours: float, calendar: WorkCalendar) -> datetime:
    """The moment when this many office hours (9 a day) have passed."""
    moment, left = at_work(start, calendar), timedelta(hours=hours)
    while True:
        closing = datetime.combine(moment.date(), CLOSES, LOCAL)
        if closing - moment >= left:
            return moment + left
        left -= closing - moment
        moment = at_work(closing, calendar)
