"""One case as it stood at a moment: from the book itself, so that no read model has to be believed."""

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from typing import Any

from aiwei.domain.decider import Refused
from aiwei.projections.cases import columns
from aiwei.projections.folding import row_after
from aiwei.projections.moment import AsOfBy
from aiwei.store.envelope import Recorded


class NotThereYet(Refused):
    code = "not-there-yet"
    title = "那时还没有"


def past(history: Sequence[Recorded], as_of: datetime | None, by: AsOfBy) -> Sequence[Recorded]:
    """The events that count at that moment; refused where the case was not there yet.

    By recording, all before the first that was recorded later, so that nothing leaks where two servers'
    clocks differ; by occurrence, all that had happened by then.
    """
    if as_of is None:
        return history
    if by is AsOfBy.OCCURRED:
        then = [r for r in history if r.event.occurred_at <= as_of]
    else:
        then = list(takewhile(lambda r: r.recorded_at <= as_of, history))
    if not then or then[0].version != 1:
        raise NotThereYet("那一刻还没有这个件")
    return then


def row_of(history: Sequence[Recorded]) -> dict[str, Any]:
    """The row of ``read.cases`` that these events lead to."""
    row = row_after(history)
    excerpt = row.case.excerpt
    return {**columns(row), "excerpt": excerpt.text if excerpt else None, "draft_title": None}
