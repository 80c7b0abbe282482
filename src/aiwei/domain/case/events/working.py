"""The work: progress, results, checks; more time, and a halt."""

from datetime import date
from typing import Literal

from aiwei.domain.case.events.base import CaseEvent
from aiwei.domain.case.grounds import ContactPurpose, ExtensionReason, ProgressKind, SuspensionReason
from aiwei.domain.case.words import CheckMethod
from aiwei.domain.deadlines import Due


class ProgressRecorded(CaseEvent):
    kind: Literal["progress-recorded"] = "progress-recorded"
    progress: ProgressKind
    text: str


class ContactRecorded(CaseEvent):
    """Somebody spoke with the complainant, or tried to."""

    kind: Literal["contact-recorded"] = "contact-recorded"
    purpose: ContactPurpose
    reached: bool
    remark: str


class RectificationSubmitted(CaseEvent):
    kind: Literal["rectification-submitted"] = "rectification-submitted"
    measure: str
    photos: tuple[str, ...]
    no_photo_reason: str
    assistance: str
    late: bool
    check_due: Due


class CheckPassed(CaseEvent):
    kind: Literal["check-passed"] = "check-passed"
    method: CheckMethod
    opinion: str
    follow_up_due: Due | None


class CheckFailed(CaseEvent):
    kind: Literal["check-failed"] = "check-failed"
    method: CheckMethod
    missing: str
    rework: int
    task_due: Due


class ExtensionRequested(CaseEvent):
    """``amount`` in the rule's unit; the rule's own amount where none is given."""

    kind: Literal["extension-requested"] = "extension-requested"
    nth: int
    reason: ExtensionReason
    explanation: str
    amount: int | None
    requested_by: str
    decide_due: Due


class ExtensionGranted(CaseEvent):
    kind: Literal["extension-granted"] = "extension-granted"
    nth: int
    amount: int | None
    opinion: str
    told_how: str
    consent: str
    task_due: Due
    case_due: Due


class ExtensionRefused(CaseEvent):
    kind: Literal["extension-refused"] = "extension-refused"
    opinion: str


class SuspensionRequested(CaseEvent):
    """``until`` is the last day of the halt that is asked for."""

    kind: Literal["suspension-requested"] = "suspension-requested"
    reason: SuspensionReason
    explanation: str
    until: date
    interim_measure: str
    requested_by: str
    decide_due: Due


class SuspensionGranted(CaseEvent):
    kind: Literal["suspension-granted"] = "suspension-granted"
    reason: SuspensionReason
    until: date
    interim_measure: str
    opinion: str
    told_how: str
    resume_due: Due
    review_due: Due


class SuspensionRefused(CaseEvent):
    kind: Literal["suspension-refused"] = "suspension-refused"
    opinion: str


class SuspensionReviewed(CaseEvent):
    kind: Literal["suspension-reviewed"] = "suspension-reviewed"
    finding: str
    review_due: Due


class CaseResumed(CaseEvent):
    """The clocks go on with what was left of them; ``automatic`` where the last day of the halt was over."""

    kind: Literal["case-resumed"] = "case-resumed"
    automatic: bool
    note: str
    task_due: Due | None
    case_due: Due | None
