"""What can be asked of the rules and the calendar."""

from datetime import date

from aiwei.domain.deadlines import Rule, Warnings
from aiwei.domain.decider import Command
from aiwei.domain.office_hours import DEFAULT_HOURS, OfficeHours


class AdoptRules(Command):
    """Puts a whole table of rules in force. The table that is in force already leads to no event."""

    rules: tuple[Rule, ...]
    hours: OfficeHours = DEFAULT_HOURS
    warning: Warnings = Warnings()
    basis: str = ""


class LoadCalendarYear(Command):
    """States a year's days off and swapped workdays, as the State Council's notice has them."""

    year: int
    days_off: tuple[date, ...]
    swapped_workdays: tuple[date, ...] = ()
    basis: str = ""
