"""What specimens are made of."""

from datetime import datetime, timedelta
from uuid import UUID

from aiwei.domain.calendar import LOCAL
from aiwei.domain.case.events import Excerpt
from aiwei.domain.deadlines import Due, DueReason, LimitUnit

AT = datetime(2026, 3, 2, 9, 30, tzinfo=LOCAL)
SUBJECT = UUID("00000000-0000-4000-8000-000000000001")
COMMAND = UUID("00000000-0000-4000-8000-000000000002")
ANOTHER = UUID("00000000-0000-4000-8000-000000000003")
EXCERPT = Excerpt(title="垃圾无人清运", text="村东头大坑边\n垃圾堆放多日。😀")
PHOTOS = ("ab" * 32, "cd" * 32)


def due(rule: str, days: int) -> Due:
    """One that replaced another, with every field filled."""
    end = (AT + timedelta(days=days)).replace(hour=23, minute=59, second=59)
    first = Due(at=AT, rule=rule, calendar="chinesecalendar-1.11.0", counted_from=AT, provisional=True)
    return first.model_copy(
        update={
            "at": end,
            "amount": days,
            "unit": LimitUnit.WORKING_DAY,
            "why": DueReason.RESUMED,
            "was": AT,
            "suspended_at": AT,
            "before": first,
        }
    )
