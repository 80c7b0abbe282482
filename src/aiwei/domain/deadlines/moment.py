"""A due moment, with all that it takes to explain it and to count it again."""

from pydantic import AwareDatetime

from aiwei.domain.deadlines.words import DueReason, LimitUnit
from aiwei.domain.decider import Event


class Due(Event):
    """When something must be done, and by which rule and calendar that moment was reached.

    ``amount`` and ``unit`` say what was counted from ``counted_from`` on: None where nothing was, and in dues
    older than these fields; of a resumed limit in hours, the whole hours. ``was`` is the moment that this one
    replaces, ``before`` the due that was extended or suspended, ``suspended_at`` when its clock stopped.
    """

    at: AwareDatetime
    rule: str
    calendar: str
    counted_from: AwareDatetime
    provisional: bool = False
    amount: int | None = None
    unit: LimitUnit | None = None
    why: DueReason = DueReason.COUNTED
    was: AwareDatetime | None = None
    suspended_at: AwareDatetime | None = None
    before: "Due | None" = None

    @property
    def in_hours(self) -> bool:
        """Whether hours were counted: then warnings go by the share of time that is left."""
        return self.unit is not None and self.unit.in_hours
