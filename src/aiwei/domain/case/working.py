"""The unit hands in its work; somebody else looks whether it is done."""

from collections.abc import Sequence
from datetime import datetime

from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case import limits
from aiwei.domain.case.refusals import SomethingMissing
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import CaseKind
from aiwei.domain.office import Office


def submit_rectification(
    case: Case, command: c.SubmitRectification, office: Office, when: datetime
) -> Sequence[e.CaseFact]:
    """Measure and result, with a photo or the reason for none: the second of two compulsory points."""
    if not command.photos and not command.no_photo_reason:
        raise SomethingMissing("请附整改后照片，或写明没有照片的原因", field="no_photo_reason")
    return [
        e.RectificationSubmitted(
            occurred_at=when,
            measure=command.measure,
            photos=command.photos,
            no_photo_reason=command.no_photo_reason,
            assistance=command.assistance,
            late=case.task_due is not None and when > case.task_due.at,
            check_due=office.due(limits.check_rule(case.urgency), when),
        )
    ]


def pass_check(case: Case, command: c.PassCheck, office: Office, when: datetime) -> Sequence[e.CaseFact]:
    """Done. Who complained and can be reached is called next; otherwise the case may be closed."""
    calls = case.kind is CaseKind.GRIEVANCE and case.contactable
    follow_up = office.due(limits.FOLLOW_UP, when) if calls else None
    return [
        e.CheckPassed(
            occurred_at=when, method=command.method, opinion=command.opinion, follow_up_due=follow_up
        )
    ]


def fail_check(case: Case, command: c.FailCheck, office: Office, when: datetime) -> Sequence[e.CaseFact]:
    """Rework with a new inner limit; the promise to the public stays as it was."""
    return [
        e.CheckFailed(
            occurred_at=when,
            method=command.method,
            missing=command.missing,
            rework=case.reworks + 1,
            task_due=limits.task_due(case, when, office),
        )
    ]
