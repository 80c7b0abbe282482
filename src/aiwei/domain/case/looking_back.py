"""What may still happen to a closed case: reopening, re-inspection, the appeal against lateness, archive."""

from collections.abc import Sequence
from datetime import datetime

from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case.dues import filled
from aiwei.domain.case.grounds import Clock, ReinspectionResult
from aiwei.domain.case.refusals import (
    AppealOnce,
    AskedTooLate,
    NoAppeal,
    NotLate,
    ReopenTooLate,
    SelfCheckFailed,
    TwoReviewers,
)
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import CaseState
from aiwei.domain.office import Office

#: What the self-check looks at before a file is closed for good (DA/T 70-2018, 四性).
CHECKED = (
    "真实：事件可读、时间有序",
    "完整：编号连续、没有待办事项",
    "可用：原文密文与登记摘要一致",
    "安全：流转文字不含诉求人信息",
)


def reopen(case: Case, command: c.Reopen, office: Office, when: datetime) -> Sequence[e.CaseFact]:
    """New facts or a rebound within the window: a new round with a new promise."""
    last = office.due("REOPEN", case.closed_at or when)
    if when > last.at:
        raise ReopenTooLate(f"重开须在 {last.at:%Y-%m-%d} 前，请另行登记新件")
    said = {"reason": command.reason, "explanation": command.explanation}
    return [filled(e.CaseReopened, case, office.terms, occurred_at=when, **said)]


def record_reinspection(
    case: Case, command: c.RecordReinspection, office: Office, when: datetime
) -> Sequence[e.CaseFact]:
    """回头看: does it hold? A rebound goes back to the unit that had it in hand."""
    said = {"method": command.method, "result": command.result, "note": command.note}
    looked = filled(e.ReinspectionRecorded, case, office.terms, occurred_at=when, **said)
    if command.result is ReinspectionResult.REBOUND and case.lead_unit is None:  # pragma: no cover
        raise LookupError("a closed case has the unit that closed it")
    return [looked]


def appeal_lateness(
    case: Case, command: c.AppealLateness, office: Office, when: datetime
) -> Sequence[e.CaseFact]:
    """Only after closure, once. The fact of lateness is kept whatever comes of it."""
    if case.appeal is not None:
        raise AppealOnce("此件已经申诉过一次")
    if not case.late:
        raise NotLate("此件按期办结，无须申诉")
    last = office.due("APPEAL", case.closed_at or when)
    if when > last.at:
        raise AskedTooLate(f"逾期申诉须在办结后、{last.at:%Y-%m-%d} 前提出")
    said = {"reason": command.reason, "explanation": command.explanation}
    return [filled(e.LatenessAppealed, case, office.terms, occurred_at=when, **said)]


def review_lateness_appeal(
    case: Case, command: c.ReviewLatenessAppeal, office: Office, when: datetime
) -> Sequence[e.CaseFact]:
    """Two people, one after the other; only if both support it do the figures exempt the case."""
    appeal = case.appeal
    if appeal is None or appeal.upheld is not None:
        raise NoAppeal("没有待复核的逾期申诉")
    who, said = office.person, command.opinion
    if appeal.first is None:
        return [
            e.LatenessAppealReviewed(occurred_at=when, reviewer=who, supports=command.supports, opinion=said)
        ]
    if appeal.first == who:
        raise TwoReviewers("您已经复核过，须由另一人复核")
    if appeal.supported and command.supports:
        return [e.LatenessAppealUpheld(occurred_at=when, reviewer=who, opinion=said)]
    return [
        e.LatenessAppealDismissed(occurred_at=when, reviewer=who, supports=command.supports, opinion=said)
    ]


def archive(case: Case, command: c.Archive, office: Office, when: datetime) -> Sequence[e.CaseFact]:
    """Only a file that is whole; its retention period is chosen now."""
    target: Case | None = office.around.cases.get(case.merged_into) if case.merged_into else None
    faults = [*_unfinished(case, target), *office.around.faults]
    if faults:
        raise SelfCheckFailed("；".join(faults))
    return [e.CaseArchived(occurred_at=when, retention=command.retention, checked=CHECKED)]


def _unfinished(case: Case, target: Case | None) -> list[str]:
    """What still waits for somebody, here or in the case that this one joined."""
    faults = []
    if target is not None and target.state is not CaseState.ARCHIVED:  # closed, it may still be reopened
        faults.append(f"并入的 {target.number} 还没有办结归档")
    if case.appeal is not None and case.appeal.upheld is None:
        faults.append("逾期申诉还没有复核完")
    if case.state is CaseState.MERGED and case.reply_due:
        faults.append("诉求人还没有答复")
    if case.state is CaseState.TRANSFERRED_OUT and not case.acknowledged:
        faults.append("还没有收到转出回执")
    if case.state is CaseState.CLOSED and Clock.REINSPECT in case.dues:
        faults.append("还没有回头看")
    return faults
