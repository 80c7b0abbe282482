"""One row of the work list: what a list, a filter or a figure turns on, folded from a case's events."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from aiwei.domain.case import events as e
from aiwei.domain.case.words import CaseState as S
from aiwei.domain.case.words import FollowUpResult
from aiwei.domain.deadlines import Due
from aiwei.store.envelope import Recorded
from aiwei.store.grams import fold, grams

NEVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """Column for column the table ``read.cases``. ``due_at`` is that of the clock that runs now."""

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
    task_due_at: datetime | None = None
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


def registered(recorded: Recorded) -> CaseRow:
    """The first row of a case."""
    event: e.CaseRegistered = recorded.event
    row = CaseRow(
        case_id=UUID(recorded.stream.removeprefix("case-")),
        number=event.number,
        version=recorded.version,
        position=recorded.position,
        state=S.REGISTERED,
        kind=event.case_kind,
        channel=event.channel,
        received_at=event.occurred_at,
        registered_at=recorded.recorded_at,
        due_at=event.accept_due.at,
        due_kind="受理",
        matter=event.matter,
        area=event.area,
        category=event.category,
        village=event.village,
        site=event.site,
        subject_ref=event.subject_ref,
        contactable=event.contactable,
        secrecy=event.secrecy,
        accused_person=event.accused_person,
        accused_unit=event.accused_unit,
        source_system=event.source.system if event.source else None,
        source_number=event.source.number if event.source else None,
        provisional=event.accept_due.provisional,
    )
    return _with_excerpt(row, event.excerpt) if event.excerpt else row


def evolve(row: CaseRow, recorded: Recorded) -> CaseRow:
    """The row after one more event."""
    changes = _changes(row, recorded.event)
    return replace(row, version=recorded.version, position=recorded.position, **changes)


def _changes(row: CaseRow, event: Any) -> dict[str, Any]:  # noqa: PLR0911, C901, PLR0912 (one arm a fact)
    match event:
        case e.ExcerptReleased():
            return _excerpt(event.excerpt)
        case e.CaseAccepted():
            return _accepted(event)
        case e.CaseDeclined():
            return {"state": S.DECLINED, "closed_at": event.occurred_at, **_no_clock()}
        case e.CaseDispatched():
            return _dispatched(event)
        case e.DispatchSignedFor():
            return {"state": S.IN_PROGRESS, "signed_for": True, **_task_clock(row)}
        case e.ReturnRejected():
            return {"state": S.IN_PROGRESS if row.signed_for else S.DISPATCHED, **_task_clock(row)}
        case e.ReturnRequested():
            return {"state": S.RETURN_PENDING, **_clock(event.decide_due, "退单审核")}
        case e.ReturnApproved():
            return _returned(row)
        case e.RectificationSubmitted():
            return {"state": S.AWAITING_CHECK, **_clock(event.check_due, "核查")}
        case e.CheckPassed():
            return _passed(row, event)
        case e.CheckFailed():
            return _rework(row, event.task_due)
        case e.FollowUpRecorded():
            return _followed_up(row, event)
        case e.CaseClosed():
            outcome = {"outcome": event.outcome, "late": event.late, "closed_at": event.occurred_at}
            return {"state": S.CLOSED, **outcome, **_no_clock()}
        case e.CaseReopened():
            return _reopened(row, event)
        case _:
            return {}  # a look at personal data changes nothing that a list shows


def _clock(due: Due, kind: str) -> dict[str, Any]:
    return {"due_at": due.at, "due_kind": kind, "provisional": due.provisional}


def _no_clock() -> dict[str, Any]:
    return {"due_at": NEVER, "due_kind": ""}


def _task_clock(row: CaseRow) -> dict[str, Any]:
    return {"due_at": row.task_due_at or NEVER, "due_kind": "整改"}


def _case_clock(row: CaseRow) -> dict[str, Any]:
    return {"due_at": row.case_due_at or NEVER, "due_kind": "办结" if row.case_due_at else ""}


def _excerpt(excerpt: e.Excerpt) -> dict[str, Any]:
    pairs = grams(fold(f"{excerpt.title}\n{excerpt.text}"))
    return {"title": excerpt.title, "excerpt": excerpt.text, "grams": pairs}


def _with_excerpt(row: CaseRow, excerpt: e.Excerpt) -> CaseRow:
    return replace(row, **_excerpt(excerpt))


def _accepted(event: e.CaseAccepted) -> dict[str, Any]:
    due = event.case_due
    return {
        "state": S.ACCEPTED,
        "matter": event.matter,
        "area": event.area,
        "category": event.category,
        "urgency": event.urgency,
        "village": event.village,
        "site": event.site,
        "case_due_at": due.at if due else None,
        **(_clock(due, "办结") if due else _no_clock()),
    }


def _dispatched(event: e.CaseDispatched) -> dict[str, Any]:
    return {
        "state": S.DISPATCHED,
        "unit": event.lead_unit,
        "assisting": list(event.assisting_units),
        "person": event.responsible_person,
        "case_due_at": event.case_due.at,
        "task_due_at": event.task_due.at,
        "dispatches": event.round,
        "check_passed": False,
        "signed_for": False,
        **_clock(event.sign_for_due, "签收"),
    }


def _returned(row: CaseRow) -> dict[str, Any]:
    nobody: dict[str, Any] = {"unit": None, "assisting": [], "person": None, "task_due_at": None}
    return {"state": S.ACCEPTED, "returns": row.returns + 1, **nobody, **_case_clock(row)}


def _passed(row: CaseRow, event: e.CheckPassed) -> dict[str, Any]:
    if event.follow_up_due:
        clock = _clock(event.follow_up_due, "回访")
        return {"state": S.AWAITING_FOLLOWUP, "check_passed": True, **clock}
    return {"check_passed": True, **_case_clock(row)}


def _rework(row: CaseRow, due: Due) -> dict[str, Any]:
    back = {"state": S.IN_PROGRESS, "reworks": row.reworks + 1, "check_passed": False}
    return {**back, "task_due_at": due.at, **_clock(due, "返工整改")}


def _followed_up(row: CaseRow, event: e.FollowUpRecorded) -> dict[str, Any]:
    said = {"satisfaction": event.satisfaction} if event.result is not FollowUpResult.UNREACHED else {}
    return said | (_rework(row, event.task_due) if event.task_due else {})


def _reopened(row: CaseRow, event: e.CaseReopened) -> dict[str, Any]:
    due = event.case_due
    return {
        "state": S.ACCEPTED,
        "closed_at": None,
        "late": None,
        "outcome": None,
        "check_passed": False,
        "unit": None,
        "assisting": [],
        "person": None,
        "case_due_at": due.at if due else None,
        "task_due_at": None,
        "reopenings": row.reopenings + 1,
        **(_clock(due, "办结") if due else _no_clock()),
    }
