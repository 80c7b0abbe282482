"""Follow-up, closure, reopening; and the look at who complained."""

from collections.abc import Sequence
from datetime import datetime

from aiwei.domain.calendar import local_date
from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case import limits
from aiwei.domain.case.refusals import (
    CheckNotPassed,
    FollowUpNotDone,
    NoPersonalData,
    ReopenTooLate,
    SomethingMissing,
)
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import CaseState, FollowUpResult, Satisfaction
from aiwei.domain.office import Office

ATTEMPTS = 3
ATTEMPT_DAYS = 2


def record_follow_up(
    case: Case, command: c.RecordFollowUp, office: Office, when: datetime
) -> Sequence[e.CaseFact]:
    """What the person says. "Not solved" sends the case back to the unit: closed is not fixed."""
    reached = command.result is not FollowUpResult.UNREACHED
    if not reached and command.satisfaction is not Satisfaction.NOT_STATED:
        raise SomethingMissing("未联系上时不能填满意度", field="satisfaction")
    unsolved = command.result is FollowUpResult.UNSOLVED
    return [
        e.FollowUpRecorded(
            occurred_at=when,
            attempt=case.attempts + 1,
            result=command.result,
            satisfaction=command.satisfaction,
            remark=command.remark,
            task_due=limits.task_due(case, when, office) if unsolved else None,
        )
    ]


def close(case: Case, command: c.Close, _: Office, when: datetime) -> Sequence[e.CaseFact]:
    """Only after a passed check, and after the person was reached or tried often enough."""
    refuse_unchecked(case)
    if case.state is CaseState.AWAITING_FOLLOWUP and not case.reached and not _tried_enough(case):
        raise FollowUpNotDone(f"请先回访诉求人：联系上，或在不同的 {ATTEMPT_DAYS} 天里试过 {ATTEMPTS} 次")
    if case.contactable and not command.reply:
        raise SomethingMissing("请写答复内容", field="reply")
    late = case.case_due is not None and when > case.case_due.at
    return [e.CaseClosed(occurred_at=when, outcome=command.outcome, reply=command.reply, late=late)]


def refuse_unchecked(case: Case) -> None:
    """No path to closed without a passed check."""
    if not case.check_passed:
        raise CheckNotPassed("核查通过后才能办结")


def _tried_enough(case: Case) -> bool:
    return case.attempts >= ATTEMPTS and len(case.attempt_days) >= ATTEMPT_DAYS


def reopen(case: Case, command: c.Reopen, office: Office, when: datetime) -> Sequence[e.CaseFact]:
    """New facts or a rebound within the window: a new round with a new promise."""
    last = office.due(limits.REOPEN, case.closed_at or when)
    if when > last.at:
        raise ReopenTooLate(f"重开须在 {last.at:%Y-%m-%d} 前，请另行登记新件")
    rule = office.rules.find(case.handle_rule, local_date(when))
    due = office.due(case.handle_rule, when) if rule.starts_at == "received" else None
    return [
        e.CaseReopened(occurred_at=when, reason=command.reason, explanation=command.explanation, case_due=due)
    ]


def reveal(case: Case, command: c.Reveal, _: Office, when: datetime) -> Sequence[e.CaseFact]:
    """Each look at a complainant's data has a purpose and is itself a fact (PIPL art. 51)."""
    if not case.has_subject:
        raise NoPersonalData("此件没有登记诉求人信息")
    return [e.PersonalDataRevealed(occurred_at=when, purpose=command.purpose, note=command.note)]
