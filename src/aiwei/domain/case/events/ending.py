"""Follow-up, closure, and what may still happen to a closed case."""

from typing import Literal

from aiwei.domain.case.events.base import CaseEvent
from aiwei.domain.case.grounds import AppealReason, Correctable, ReinspectionResult, Retention
from aiwei.domain.case.words import CheckMethod, FollowUpResult, Outcome, ReopenReason, Satisfaction
from aiwei.domain.deadlines import Due


class FollowUpRecorded(CaseEvent):
    """``task_due`` is set when the person says that it is not solved: the unit has to rework.

    ``settled``: whoever joined another case has been answered, or was tried often enough.
    """

    kind: Literal["follow-up-recorded"] = "follow-up-recorded"
    attempt: int
    result: FollowUpResult
    satisfaction: Satisfaction
    remark: str
    task_due: Due | None
    settled: bool = False


class CaseClosed(CaseEvent):
    kind: Literal["case-closed"] = "case-closed"
    outcome: Outcome
    reply: str
    late: bool
    reinspect_due: Due | None = None


class CaseReopened(CaseEvent):
    kind: Literal["case-reopened"] = "case-reopened"
    reason: ReopenReason
    explanation: str
    case_due: Due | None


class ReinspectionRecorded(CaseEvent):
    """回头看. A rebound sends the case back to the unit that had closed it: then both dues stand here."""

    kind: Literal["reinspection-recorded"] = "reinspection-recorded"
    method: CheckMethod
    result: ReinspectionResult
    note: str
    task_due: Due | None
    case_due: Due | None


class LatenessAppealed(CaseEvent):
    kind: Literal["lateness-appealed"] = "lateness-appealed"
    reason: AppealReason
    explanation: str
    review_due: Due


class LatenessAppealReviewed(CaseEvent):
    """The first of two opinions."""

    kind: Literal["lateness-appeal-reviewed"] = "lateness-appeal-reviewed"
    reviewer: str
    supports: bool
    opinion: str


class LatenessAppealUpheld(CaseEvent):
    """Both reviewers support it. The lateness stays a fact; only figures exempt it."""

    kind: Literal["lateness-appeal-upheld"] = "lateness-appeal-upheld"
    reviewer: str
    opinion: str


class LatenessAppealDismissed(CaseEvent):
    kind: Literal["lateness-appeal-dismissed"] = "lateness-appeal-dismissed"
    reviewer: str
    supports: bool
    opinion: str


class RecordCorrected(CaseEvent):
    """A compensating event: what was recorded stays, and this says what it should have been.

    ``of_version`` is the event whose words are corrected; none where a fact of the case is.
    """

    kind: Literal["record-corrected"] = "record-corrected"
    field: Correctable
    old: str
    new: str
    reason: str
    of_version: int | None
    case_due: Due | None


class CaseArchived(CaseEvent):
    """``checked`` names what the four-properties self-check looked at (DA/T 70-2018)."""

    kind: Literal["case-archived"] = "case-archived"
    retention: Retention
    checked: tuple[str, ...]
