"""One row of the work list: what a list, a filter or a figure turns on, and which of its clocks runs."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from aiwei.domain.deadlines import Due

NEVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """Column for column the table ``read.cases``. ``due_at`` and ``provisional`` are those of the clock that
    runs now; the others wait beside it.
    """

    case_id: UUID
    number: str
    version: int
    position: int
    state: str
    kind: str
    channel: str
    received_at: datetime
    registered_at: datetime
    due_at: datetime
    due_kind: str
    matter: str | None = None
    area: str | None = None
    category: str | None = None
    village: str | None = None
    site: str = ""
    urgency: str | None = None
    title: str | None = None
    excerpt: str | None = None
    folded: str = ""
    grams: list[int] = field(default_factory=list)
    subject_ref: UUID | None = None
    contactable: bool = False
    secrecy: bool = False
    accused_person: str | None = None
    accused_unit: str | None = None
    source_system: str | None = None
    source_number: str | None = None
    unit: str | None = None
    assisting: list[str] = field(default_factory=list)
    person: str | None = None
    case_due_at: datetime | None = None
    case_provisional: bool = False
    task_due_at: datetime | None = None
    task_provisional: bool = False
    sign_for_due_at: datetime | None = None
    sign_for_provisional: bool = False
    provisional: bool = False
    signed_for: bool = False
    check_passed: bool = False
    closed_at: datetime | None = None
    late: bool | None = None
    dispatches: int = 0
    returns: int = 0
    reworks: int = 0
    reopenings: int = 0
    outcome: str | None = None
    satisfaction: str | None = None


def clock(due: Due, kind: str) -> dict[str, Any]:
    """The columns that say which clock runs now, and until when."""
    return {"due_at": due.at, "due_kind": kind, "provisional": due.provisional}


def no_clock() -> dict[str, Any]:
    """Nothing has to be done by a certain moment."""
    return {"due_at": NEVER, "due_kind": "", "provisional": False}


def task_clock(row: CaseRow) -> dict[str, Any]:
    """The unit's own limit runs."""
    return {"due_at": row.task_due_at or NEVER, "due_kind": "整改", "provisional": row.task_provisional}


def case_clock(row: CaseRow) -> dict[str, Any]:
    """The promise to the public runs, where one was made."""
    if row.case_due_at is None:
        return no_clock()
    return {"due_at": row.case_due_at, "due_kind": "办结", "provisional": row.case_provisional}


def sign_for_clock(row: CaseRow) -> dict[str, Any]:
    """The unit has yet to sign."""
    until = {"due_at": row.sign_for_due_at or NEVER, "provisional": row.sign_for_provisional}
    return {"due_kind": "签收", **until}


def promise(due: Due | None) -> dict[str, Any]:
    """The columns of the promise to the public."""
    return {
        "case_due_at": due.at if due else None,
        "case_provisional": due is not None and due.provisional,
    }
