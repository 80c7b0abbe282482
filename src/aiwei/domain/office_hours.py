"""When the office is open: a dated table of seasons, since hours change in summer and by notice."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Annotated, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict

from aiwei.domain.calendar import LOCAL, ONE_DAY

DATA = ConfigDict(frozen=True, strict=True, extra="forbid")
#: After four years each day of the year, 29 February too, has come up in a table that stays as it is.
LEAP_CYCLE = timedelta(days=4 * 365 + 1)


class Window(NamedTuple):
    """A stretch of one day in which the office works; ``closes`` is not in it."""

    opens: time
    closes: time

    def on(self, day: date) -> tuple[datetime, datetime]:
        """The window's first moment and its end on this day, Asia/Shanghai."""
        return datetime.combine(day, self.opens, LOCAL), datetime.combine(day, self.closes, LOCAL)

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}–{self.closes:%H:%M}"


def _month_day(text: str) -> str:
    if not re.fullmatch(r"\d\d-\d\d", text):
        raise ValueError("应为月-日，如 05-01")
    try:
        date.fromisoformat(f"2024-{text}")  # a leap year: 02-29 is a day
    except ValueError:
        raise ValueError(f"没有 {text} 这一天") from None
    return text


def _window(text: str) -> str:
    try:
        opens, closes = (time.fromisoformat(part) for part in text.split("-"))
    except ValueError:
        raise ValueError("应为起止时刻，如 08:30-12:00") from None
    if opens >= closes:
        raise ValueError(f"{text} 的起止颠倒")
    return text


MonthDay = Annotated[str, AfterValidator(_month_day)]
WindowText = Annotated[str, AfterValidator(_window)]


class Season(BaseModel):
    """The hours of one part of the year, from ``first`` to ``last`` ("05-01" to "09-30", both included; over
    the new year too), in the years from ``effective_from`` to ``effective_to``.
    """

    model_config = DATA

    effective_from: date
    effective_to: date | None = None
    first: MonthDay
    last: MonthDay
    windows: tuple[WindowText, ...]
    basis: str = ""

    @property
    def opening(self) -> tuple[Window, ...]:
        """The windows of a day, in the order given."""
        return tuple(Window(*map(time.fromisoformat, text.split("-"))) for text in self.windows)

    def applies(self, day: date) -> bool:
        begun = self.effective_from <= day
        return begun and (self.effective_to is None or day <= self.effective_to) and self._in_season(day)

    def _in_season(self, day: date) -> bool:
        now = f"{day:%m-%d}"
        if self.first <= self.last:
            return self.first <= now <= self.last
        return now >= self.first or now <= self.last

    @property
    def named(self) -> str:
        return f"办公时间 {self.first} 至 {self.last}（{self.effective_from} 起）"


class OfficeHours(BaseModel):
    """The whole table. Which days are worked at all is the calendar's to say."""

    model_config = DATA

    seasons: tuple[Season, ...]

    def windows(self, day: date) -> tuple[Window, ...]:
        """The hours of a working day; before the table begins, those with which it begins."""
        day = _in_the_table(day, min(s.effective_from for s in self.seasons))
        return next((season.opening for season in self.seasons if season.applies(day)), ())

    def closes(self, day: date) -> datetime:
        """The end of business on this day."""
        return max(window.on(day)[1] for window in self.windows(day))


def _in_the_table(day: date, first: date) -> date:
    """The day, or the same day of a year that the table has."""
    while day < first:
        day += LEAP_CYCLE
    return day


def hours_faults(hours: OfficeHours) -> list[str]:
    """All that keeps the table from giving every day its hours, one sentence a fault."""
    if not hours.seasons:
        return ["办公时间表是空的"]
    own = [fault for season in hours.seasons for fault in _season_faults(season)]
    return own or list(_fit(hours.seasons))


def _season_faults(season: Season) -> Iterator[str]:
    if season.effective_to is not None and season.effective_to < season.effective_from:
        yield f"{season.named}：失效日期 {season.effective_to} 早于生效日期"
    if not season.windows:
        yield f"{season.named}：没有写上下班时刻"
    for before, after in zip(season.opening, season.opening[1:], strict=False):
        if after.opens < before.closes:
            yield f"{season.named}：时段 {before} 与 {after} 重叠或次序颠倒"


def _fit(seasons: tuple[Season, ...]) -> Iterator[str]:
    """Days with no season, or more than one, told by their ranges: what comes again each year, once."""
    told: set[str] = set()
    for count, days in groupby(_days(seasons), lambda day: sum(s.applies(day) for s in seasons)):
        run = list(days)
        part = f"{run[0]:%m-%d}"
        if count != 1 and part not in told:
            told.add(part)
            yield f"办公时间表里 {run[0]} 至 {run[-1]} {'有季节重叠' if count else '没有季节可用'}"


def _days(seasons: tuple[Season, ...]) -> Iterator[date]:
    """Every day until the table has stayed as it is for a leap cycle."""
    changes = [s.effective_from for s in seasons]
    changes += [s.effective_to + ONE_DAY for s in seasons if s.effective_to is not None]
    day, last = min(changes), max(changes) + LEAP_CYCLE
    while day < last:
        yield day
        day += ONE_DAY


def _default() -> OfficeHours:
    basis = "示例时间（据他市作息，来源薄弱）[S]；各镇以自己的作息通知为准"
    since, morning = date(2000, 1, 1), "08:30-12:00"
    summer = Season(
        effective_from=since, first="05-01", last="09-30", windows=(morning, "14:30-17:30"), basis=basis
    )
    winter = Season(
        effective_from=since, first="10-01", last="04-30", windows=(morning, "14:00-17:00"), basis=basis
    )
    return OfficeHours(seasons=(summer, winter))


#: Where the town has not set its own (domain 5.3: weak source, and plainly marked as such).
DEFAULT_HOURS = _default()
