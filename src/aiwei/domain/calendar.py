"""Working days. The calendar is data: which weekdays are off, which weekend days are worked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")
ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Days off and swapped workdays (调休上班) of the years covered.

    ``version`` names the data, so that a due moment can be explained years later.
    """

    version: str
    days_off: frozenset[date]
    swapped_workdays: frozenset[date]
    first_year: int
    last_year: int

    def covers(self, day: date) -> bool:
        """Whether the State Council's notice for this year is in the data."""
        return self.first_year <= day.year <= self.last_year

    def is_working_day(self, day: date) -> bool:
        """A working day; in a year without a notice, Monday to Friday (a provisional answer)."""
        if day in self.swapped_workdays:
            return True
        return day not in self.days_off and day.weekday() < SATURDAY

    def why(self, day: date) -> str:
        """Why the day counts or does not, in a clerk's words."""
        if day in self.swapped_workdays:
            return "调休上班"
        if day in self.days_off:
            return "法定节假日放假"
        if day.weekday() >= SATURDAY:
            return "周末"
        return "工作日" if self.covers(day) else "工作日（该年放假安排未公布，暂按平日计）"

    def days_after(self, day: date) -> Iterator[date]:
        """Each day after ``day``: the starting day is not counted (民法典 art. 201)."""
        current = day
        while True:
            current += ONE_DAY
            yield current


def local_date(moment: datetime) -> date:
    """The date on the office's wall at this moment (Asia/Shanghai)."""
    return moment.astimezone(LOCAL).date()


def end_of(day: date) -> datetime:
    """The day's last second, 23:59:59 Asia/Shanghai (民法典 art. 203)."""
    return datetime.combine(day, time(23, 59, 59), LOCAL)
