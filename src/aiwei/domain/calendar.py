"""Working days. The calendar is data: which weekdays are off, which weekend days are worked."""

from collections.abc import Iterable, Iterator
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
    years: frozenset[int]

    @property
    def last_year(self) -> int:
        return max(self.years)

    def covers(self, day: date) -> bool:
        """Whether the State Council's notice for this year is in the data."""
        return day.year in self.years

    def covers_all(self, first: date, last: date) -> bool:
        """Whether no day from ``first`` to ``last`` had to be taken for what it usually is."""
        return all(year in self.years for year in range(first.year, last.year + 1))

    def with_year(
        self, year: int, days_off: Iterable[date], swapped_workdays: Iterable[date], version: str
    ) -> "WorkCalendar":
        """The same calendar with all of one year's days taken from elsewhere."""
        return WorkCalendar(
            version=version,
            days_off=frozenset(d for d in self.days_off if d.year != year).union(days_off),
            swapped_workdays=frozenset(d for d in self.swapped_workdays if d.year != year).union(
                swapped_workdays
            ),
            years=self.years | {year},
        )

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


def start_of(day: date) -> datetime:
    """The day's first moment, 00:00 Asia/Shanghai."""
    return datetime.combine(day, time(), LOCAL)


def end_of(day: date) -> datetime:
    """The day's last second, 23:59:59 Asia/Shanghai (民法典 art. 203)."""
    return datetime.combine(day, time(23, 59, 59), LOCAL)
