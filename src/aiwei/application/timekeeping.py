"""The rules and the calendar of the book: what is in force, what was when, and how they are changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

from aiwei.application.calendar_source import read_calendar, shipped_calendar
from aiwei.application.folded_view import FoldedView
from aiwei.application.rules_source import read_rules, shipped_rules
from aiwei.domain.calendar import WorkCalendar
from aiwei.domain.deadlines import Rules, Terms
from aiwei.domain.office import SYSTEM_POST, By, Via
from aiwei.domain.timekeeping import rule_book, years
from aiwei.domain.timekeeping.events import RulesAdopted, TimekeepingEvent
from aiwei.domain.timekeeping.rule_book import RuleBook
from aiwei.domain.timekeeping.years import LoadedYear, LoadedYears
from aiwei.store.append import Clash
from aiwei.store.book import Book, Entry, Signature
from aiwei.store.envelope import Recorded

S = TypeVar("S")
RULES_STREAM, CALENDAR_STREAM = "rules", "calendar"
TRIES = 4
BY_SYSTEM = By(person=SYSTEM_POST.person, post=SYSTEM_POST.post.code, unit=SYSTEM_POST.post.unit)


@dataclass(frozen=True, slots=True)
class RulesNow:
    """The book of adoptions, and the rules that are in force by it."""

    book: RuleBook
    rules: Rules


@dataclass(frozen=True, slots=True)
class CalendarNow:
    """The loaded years and the calendar with them; ``history``: from which moment on it was which."""

    years: LoadedYears
    calendar: WorkCalendar
    history: tuple[tuple[datetime, WorkCalendar], ...] = ()


class Loaded(NamedTuple):
    """What became of a year's file. ``changed`` is False where it says what was loaded before."""

    year: int
    edition: int
    changed: bool


class Timekeeping:
    """One instance a process: what limits are counted by, kept up with the book. Shipped rules and calendar
    apply where the book has none.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        shipped = shipped_rules()
        self._rules = FoldedView(book, RULES_STREAM, RulesNow(rule_book.begun(shipped), shipped), _adopted)
        without = CalendarNow(LoadedYears(), shipped_calendar())
        self._calendar = FoldedView(book, CALENDAR_STREAM, without, _loaded)

    @property
    def is_stale(self) -> bool:
        """Whether asking would ask the database."""
        return self._rules.is_stale or self._calendar.is_stale

    def terms(self, *, fresh: bool = False) -> Terms:
        """What limits are counted by now."""
        return Terms(self.rules(fresh=fresh), self.calendar(fresh=fresh))

    def rules(self, *, fresh: bool = False) -> Rules:
        return self._rules.now(fresh=fresh).rules

    def adopted(self) -> RulesAdopted | None:
        """The adoption in force; None where the shipped rules apply."""
        return self._rules.now().book.adopted

    def calendar(self, *, fresh: bool = False) -> WorkCalendar:
        return self._calendar.now(fresh=fresh).calendar

    def calendar_at(self, moment: datetime) -> WorkCalendar:
        """The calendar as it was recorded by that moment."""
        known = [calendar for since, calendar in self._calendar.now().history if since <= moment]
        return known[-1] if known else shipped_calendar()

    def calendar_named(self, version: str) -> WorkCalendar:
        """The calendar by which a due moment was counted, to explain it; the present one where that version
        came with a program that is no longer installed.
        """
        now = self._calendar.now()
        known = (shipped_calendar(), *(calendar for _, calendar in now.history))
        return next((calendar for calendar in known if calendar.version == version), now.calendar)

    def loaded_years(self) -> dict[int, LoadedYear]:
        """The years that the office loaded itself."""
        return self._calendar.now().years.years

    def adopt_rules(self, file: Path, via: Via = Via.CLI) -> bool:
        """Puts the file's table in force, unless it is already; whether it was not. Faults are refused."""
        table = read_rules(file)
        command = table.model_copy(update={"basis": table.basis or file.name})
        return self._record(self._rules, RULES_STREAM, lambda now: rule_book.decide(now.book, command), via)

    def load_calendar(self, file: Path, basis: str = "", via: Via = Via.CLI) -> Loaded:
        """Takes in a year's days off and swapped workdays; the same again leads to nothing."""
        year = read_calendar(file)
        command = year.model_copy(update={"basis": basis or year.basis or file.name})
        changed = self._record(
            self._calendar, CALENDAR_STREAM, lambda now: years.decide(now.years, command), via
        )
        return Loaded(year.year, self.loaded_years()[year.year].edition, changed)

    def _record(
        self, view: FoldedView[S], stream: str, decide: Callable[[S], Sequence[TimekeepingEvent]], via: Via
    ) -> bool:
        """Decides and records; once more where another process was faster. Whether there was anything new."""
        for attempt in range(1, TRIES + 1):
            state, version = view.fresh()
            facts = decide(state)
            if not facts:
                return False
            try:
                self._book.record([Entry(stream, version, facts)], Signature(BY_SYSTEM, via))
            except Clash:
                if attempt == TRIES:
                    raise
            else:
                view.now(fresh=True)
                return True
        raise AssertionError  # pragma: no cover (the loop returns or raises)


def _adopted(now: RulesNow, recorded: Recorded) -> RulesNow:
    book = rule_book.evolve(now.book, recorded.event)
    return RulesNow(book, book.in_force(shipped_rules()))


def _loaded(now: CalendarNow, recorded: Recorded) -> CalendarNow:
    loaded = years.evolve(now.years, recorded.event)
    calendar = loaded.over(shipped_calendar())
    return CalendarNow(loaded, calendar, (*now.history, (recorded.recorded_at, calendar)))
