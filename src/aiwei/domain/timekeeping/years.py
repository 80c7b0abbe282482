"""The calendar as a stream of loaded years, over the one that ships with the program."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from aiwei.domain.calendar import SATURDAY, WorkCalendar
from aiwei.domain.decider import Refused
from aiwei.domain.timekeeping.commands import LoadCalendarYear
from aiwei.domain.timekeeping.events import CalendarYearLoaded

YEARS = range(2000, 2200)


class DayOffAndWorking(Refused):
    code = "day-off-and-working"
    title = "同一天既放假又上班"


class DayOfAnotherYear(Refused):
    code = "day-of-another-year"
    title = "有别的年份的日期"


class SwappedWeekday(Refused):
    """Only a Saturday or Sunday can become a workday: the others are workdays already."""

    code = "swapped-weekday"
    title = "调休上班日不是周末"


class NoDaysOff(Refused):
    code = "no-days-off"
    title = "没有放假日"


class StrangeYear(Refused):
    code = "strange-year"
    title = "年份不对"


@dataclass(frozen=True, slots=True)
class LoadedYear:
    """A year as it was last loaded; ``edition`` counts how often its content was stated anew, from 1."""

    days_off: tuple[date, ...]
    swapped_workdays: tuple[date, ...]
    basis: str
    edition: int


@dataclass(frozen=True, slots=True)
class LoadedYears:
    years: dict[int, LoadedYear] = field(default_factory=dict)

    def over(self, shipped: WorkCalendar) -> WorkCalendar:
        """The shipped calendar with these years in their place; the version names each ("…+2027.1")."""
        calendar, version = shipped, shipped.version
        for number, year in sorted(self.years.items()):
            version = f"{version}+{number}.{year.edition}"
            calendar = calendar.with_year(number, year.days_off, year.swapped_workdays, version)
        return calendar


def decide(loaded: LoadedYears, command: LoadCalendarYear) -> Sequence[CalendarYearLoaded]:
    """The year, unless it was loaded with the same content already; refuses days that cannot be."""
    _refuse_impossible(command)
    days_off, swapped = _ordered(command.days_off), _ordered(command.swapped_workdays)
    known = loaded.years.get(command.year)
    if known is not None and (known.days_off, known.swapped_workdays) == (days_off, swapped):
        return []
    return [
        CalendarYearLoaded(
            year=command.year, days_off=days_off, swapped_workdays=swapped, basis=command.basis
        )
    ]


def evolve(loaded: LoadedYears, event: CalendarYearLoaded) -> LoadedYears:
    """The years after one more was loaded, or loaded anew."""
    known = loaded.years.get(event.year)
    edition = known.edition + 1 if known else 1
    year = LoadedYear(event.days_off, event.swapped_workdays, event.basis, edition)
    return LoadedYears({**loaded.years, event.year: year})


def _refuse_impossible(command: LoadCalendarYear) -> None:
    if command.year not in YEARS:
        raise StrangeYear(f"{command.year} 不是要装入的年份", field="year")
    if not command.days_off:
        raise NoDaysOff(f"{command.year} 年没有写任何放假日，请核对通知", field="days_off")
    off, working = set(command.days_off), set(command.swapped_workdays)
    _refuse(sorted(off & working), DayOffAndWorking, "既写了放假又写了上班", "swapped_workdays")
    foreign = sorted(day for day in off | working if day.year != command.year)
    _refuse(foreign, DayOfAnotherYear, f"不在 {command.year} 年", "days_off")
    weekdays = sorted(day for day in working if day.weekday() < SATURDAY)
    _refuse(weekdays, SwappedWeekday, "本来就是星期一至星期五，不用写成调休上班", "swapped_workdays")


def _refuse(days: Sequence[date], kind: Callable[..., Refused], what: str, field_: str) -> None:
    if days:
        raise kind(f"{'、'.join(map(str, days))} {what}", field=field_)


def _ordered(days: Iterable[date]) -> tuple[date, ...]:
    return tuple(sorted(set(days)))
