"""The unit hands in its work; somebody else looks whether it is done."""

from collections.abc import Sequence
from datetime import datetime

from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case.dues import filled, rule_of
from aiwei.domain.case.joining import replies_fall_due
from aiwei.domain.case.refusals import SomethingMissing
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import CaseKind, CheckMethod
from aiwei.domain.decider import Elsewhere
from aiwei.domain.office import Office


def record_progress(_: Case, command: c.RecordProgress, __: Office, when: datetime) -> Sequence[e.CaseFact]:
    """How far it is; for an emergency the preliminary opinion that is owed within hours."""
    return [e.ProgressRecorded(occurred_at=when, progress=command.progress, text=command.text)]


def submit_rectification(
    case: Case, command: c.SubmitRectification, office: Office, when: datetime
) -> Sequence[e.CaseFact]:
    """Measure and result, with a photo or the reason for none: the second of two compulsory points."""
    if not command.photos and not command.no_photo_reason:
        raise SomethingMissing("请附整改后照片，或写明没有照片的原因", field="no_photo_reason")
    if case.assisting_units and not command.assistance:
        names = "、".join(office.register.unit_name(u) for u in case.assisting_units)
        raise SomethingMissing(f"请写明协办单位（{names}）做了什么，或为何不需要", field="assistance")
    return [
        filled(
            e.RectificationSubmitted,
            case,
            office.terms,
            occurred_at=when,
            measure=command.measure,
            photos=command.photos,
            no_photo_reason=command.no_photo_reason,
            assistance=command.assistance,
            late=case.task_due is not None and when > case.task_due.at,
        )
    ]


def pass_check(
    case: Case, command: c.PassCheck, office: Office, when: datetime
) -> Sequence[e.CaseFact | Elsewhere]:
    """Done. Who complained and can be reached is called next, and so is whoever joined."""
    on_site = rule_of(case, office.terms, case.received_at or when).on_site
    if on_site and case.kind is not CaseKind.GRIEVANCE and command.method is not CheckMethod.ON_SITE:
        raise SomethingMissing("这一类督查问题须现场核查", field="method")
    said = {"method": command.method, "opinion": command.opinion}
    passed = filled(e.CheckPassed, case, office.terms, occurred_at=when, **said)
    return [passed, *replies_fall_due(case, office, when)]


def fail_check(case: Case, command: c.FailCheck, office: Office, when: datetime) -> Sequence[e.CaseFact]:
    """Rework with a new inner limit; the promise to the public stays as it was."""
    said = {"method": command.method, "missing": command.missing, "rework": case.reworks + 1}
    return [filled(e.CheckFailed, case, office.terms, occurred_at=when, **said)]
