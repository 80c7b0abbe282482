"""Where in the lists limits stand that may want something now: stretches that an index answers at once."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from aiwei.application.sentinel.warnings import RANK, WARNINGS
from aiwei.domain.case.grounds import Clock, Notice
from aiwei.domain.deadlines import Terms

LONG_AGO = datetime.min.replace(tzinfo=UTC)
FAR_OFF = datetime(9999, 1, 1, tzinfo=UTC)
FIRST = UUID(int=0)


class Band(NamedTuple):
    """Limits of one clock, in hours or in days, of which ``told`` was the last that was said (0: nothing);
    due after ``start``, or at it and of a case after ``after``, and before ``until``.
    """

    clock: Clock
    in_hours: bool
    told: int
    start: datetime
    after: UUID
    until: datetime


class Aim(NamedTuple):
    """A band, and what its limits probably want: a notice, or resumption. The book decides."""

    notice: Notice | None
    band: Band

    def past(self, due_at: datetime, case_id: UUID) -> "Aim":
        """What is left of it after this limit."""
        return self._replace(band=self.band._replace(start=due_at, after=case_id))


def aims(now: datetime, terms: Terms) -> list[Aim]:
    """All that may want something now; halts that are over first."""
    over = Band(Clock.RESUME, in_hours=False, told=0, start=LONG_AGO, after=FIRST, until=now)
    return [Aim(None, over), *(aim for clock in WARNINGS for aim in _warnings(clock, now, terms))]


def _warnings(clock: Clock, now: datetime, terms: Terms) -> list[Aim]:
    notices = WARNINGS[clock].notices
    return [
        Aim(notice, Band(clock, in_hours, told, start, FIRST, until))
        for notice in notices
        for in_hours in (False, True)
        for start, until in [_stretch(notice, notices, now, terms, in_hours=in_hours)]
        for told in range(RANK[notice])
    ]


def _stretch(
    notice: Notice, notices: tuple[Notice, ...], now: datetime, terms: Terms, *, in_hours: bool
) -> tuple[datetime, datetime]:
    """From when until when a limit is due that wants this notice; of one in hours only the book knows when it
    turns yellow.
    """
    listed = terms.listed_before(now) if Notice.LISTED in notices else LONG_AGO
    match notice:
        case Notice.LISTED:
            return LONG_AGO, listed
        case Notice.RED:
            return listed, now
        case Notice.YELLOW:
            return now, FAR_OFF if in_hours else terms.yellow_until(now) + timedelta.resolution
