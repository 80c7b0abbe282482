"""A case's row folded from its events."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from aiwei.domain.case import events as e
from aiwei.domain.case.words import CaseState as S
from aiwei.domain.case.words import FollowUpResult
from aiwei.domain.deadlines import Due
from aiwei.projections.row import (
    CaseRow,
    case_clock,
    clock,
    no_clock,
    promise,
    sign_for_clock,
    task_clock,
)
from aiwei.store.envelope import Recorded
from aiwei.store.grams import fold, grams


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
    after = replace(row, version=recorded.version, position=recorded.position, **changes)
    if after.closed_at is None and after.case_due_at and after.case_due_at < after.due_at:
        # a step's own clock never hides that the promise to the public comes first, or is broken
        after = replace(after, due_at=after.case_due_at, due_kind="办结", provisional=after.case_provisional)
    return after


def _changes(row: CaseRow, event: Any) -> dict[str, Any]:  # noqa: PLR0911, C901, PLR0912 (one arm a fact)
    match event:
        case e.ExcerptReleased():
            return _excerpt(event.excerpt)
        case e.CaseAccepted():
            return _accepted(event)
        case e.CaseDeclined():
            return {"state": S.DECLINED, "closed_at": event.occurred_at, **no_clock()}
        case e.CaseDispatched():
            return _dispatched(event)
        case e.DispatchSignedFor():
            return {"state": S.IN_PROGRESS, "signed_for": True, **task_clock(row)}
        case e.ReturnRejected():
            return _kept(row)
        case e.ReturnRequested():
            return {"state": S.RETURN_PENDING, **clock(event.decide_due, "退单审核")}
        case e.ReturnApproved():
            return _returned(row)
        case e.RectificationSubmitted():
            return {"state": S.AWAITING_CHECK, **clock(event.check_due, "核查")}
        case e.CheckPassed():
            return _passed(row, event)
        case e.CheckFailed():
            return _rework(row, event.task_due)
        case e.FollowUpRecorded():
            return _followed_up(row, event)
        case e.CaseClosed():
            outcome = {"outcome": event.outcome, "late": event.late, "closed_at": event.occurred_at}
            return {"state": S.CLOSED, **outcome, **no_clock()}
        case e.CaseReopened():
            return _reopened(row, event)
        case _:
            return {}  # a look at personal data changes nothing that a list shows


def _excerpt(excerpt: e.Excerpt) -> dict[str, Any]:
    folded = fold(f"{excerpt.title}\n{excerpt.text}")
    return {"title": excerpt.title, "excerpt": excerpt.text, "folded": folded, "grams": grams(folded)}


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
        **promise(due),
        **(clock(due, "办结") if due else no_clock()),
    }


def _dispatched(event: e.CaseDispatched) -> dict[str, Any]:
    return {
        "state": S.DISPATCHED,
        "unit": event.lead_unit,
        "assisting": list(event.assisting_units),
        "person": event.responsible_person,
        **promise(event.case_due),
        "task_due_at": event.task_due.at,
        "task_provisional": event.task_due.provisional,
        "sign_for_due_at": event.sign_for_due.at,
        "sign_for_provisional": event.sign_for_due.provisional,
        "dispatches": event.round,
        "check_passed": False,
        "signed_for": False,
        **clock(event.sign_for_due, "签收"),
    }


def _kept(row: CaseRow) -> dict[str, Any]:
    """Back to where the unit stood when it asked, and to the clock that ran there."""
    if row.signed_for:
        return {"state": S.IN_PROGRESS, **task_clock(row)}
    return {"state": S.DISPATCHED, **sign_for_clock(row)}


def _returned(row: CaseRow) -> dict[str, Any]:
    nobody: dict[str, Any] = {"unit": None, "assisting": [], "person": None, "task_due_at": None}
    return {"state": S.ACCEPTED, "returns": row.returns + 1, **nobody, **case_clock(row)}


def _passed(row: CaseRow, event: e.CheckPassed) -> dict[str, Any]:
    if event.follow_up_due:
        until = clock(event.follow_up_due, "回访")
        return {"state": S.AWAITING_FOLLOWUP, "check_passed": True, **until}
    return {"check_passed": True, **case_clock(row)}


def _rework(row: CaseRow, due: Due) -> dict[str, Any]:
    back = {"state": S.IN_PROGRESS, "reworks": row.reworks + 1, "check_passed": False}
    limit = {"task_due_at": due.at, "task_provisional": due.provisional}
    return {**back, **limit, **clock(due, "返工整改")}


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
        "satisfaction": None,
        "check_passed": False,
        "unit": None,
        "assisting": [],
        "person": None,
        **promise(due),
        "task_due_at": None,
        "reopenings": row.reopenings + 1,
        **(clock(due, "办结") if due else no_clock()),
    }
