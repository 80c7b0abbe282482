"""Which moment is asked for: now, or one that is past."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends, Query
from pydantic import AwareDatetime

from aiwei.api.access import Housed
from aiwei.domain.decider import Refused
from aiwei.projections.moment import AsOfBy
from aiwei.projections.past import past
from aiwei.store.envelope import Recorded as Happened


class NotYetThatMoment(Refused):
    """A record can be looked at as it was, not as it will be."""

    code = "not-yet-that-moment"
    title = "还没有到那一刻"


@dataclass(frozen=True, slots=True)
class Moment:
    """Which of a case's pasts is asked for; its present without ``as_of``. ``now`` is that moment."""

    as_of: datetime | None
    by: AsOfBy
    now: datetime

    def of(self, history: Sequence[Happened]) -> Sequence[Happened]:
        """The events that count at that moment."""
        return past(history, self.as_of, self.by)


async def moment(
    house: Housed,
    as_of: Annotated[AwareDatetime | None, Query(description="那一刻的样子；不填即现在")] = None,
    as_of_by: Annotated[AsOfBy, Query(description="按录入时间还是按发生时间回看")] = AsOfBy.RECORDED,
) -> Moment:
    """The moment of the query; refused where it is still to come."""
    return Moment(as_of, as_of_by, moment_asked(as_of, house.clock()))


def moment_asked(as_of: datetime | None, now: datetime) -> datetime:
    """The moment itself, or now."""
    if as_of is not None and as_of > now:
        raise NotYetThatMoment("回看的时刻还没有到，请填现在以前的时刻", field="as_of")
    return as_of or now


At = Annotated[Moment, Depends(moment)]
