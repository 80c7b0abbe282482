"""Facts about the rules and the calendar: who changed them, when, and on what basis, can be proved."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from aiwei.domain.deadlines import Rule, Warnings
from aiwei.domain.decider import Event
from aiwei.domain.office_hours import OfficeHours


class RulesAdopted(Event):
    """The table that is in force from now on, in place of any other. ``digest``: SHA-256 of its content."""

    kind: Literal["rules-adopted"] = "rules-adopted"
    rules: tuple[Rule, ...]
    hours: OfficeHours
    warning: Warnings
    basis: str
    digest: str


class CalendarYearLoaded(Event):
    """All days off and swapped workdays (调休上班) of one year; replaces what was known of that year."""

    kind: Literal["calendar-year-loaded"] = "calendar-year-loaded"
    year: int
    days_off: tuple[date, ...]
    swapped_workdays: tuple[date, ...]
    basis: str


TimekeepingEvent = Annotated[RulesAdopted | CalendarYearLoaded, Field(discriminator="kind")]
