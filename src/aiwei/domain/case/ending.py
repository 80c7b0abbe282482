"""Follow-up, closure, and the look at who complained."""

from collections.abc import Sequence
from datetime import datetime

from aiwei.domain.calendar import local_date
from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case.dues import filled
from aiwei.domain.case.joining import replies_put_off
from aiwei.domain.case.lifecycle import refuse_handlers
from aiwei.domain.case.refusals import (
    CheckNotPassed,
    FollowUpNotDone,
    NoPersonalData,
    NoReplyDue,
    ReplyOwed,
    SomethingMissing,
)
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import CaseState, FollowUpResult, Satisfaction
from aiwei.domain.decider import Elsewhere
from aiwei.domain.office import Office

Told = Sequence[e.CaseFact | Elsewhere]
ATTEMPTS = 3
ATTEMPT_DAYS = 2


def record_follow_up(case: Case, command: c.RecordFollowUp, office: Office, when: datetime) -> Told:
    """What the person says. "Not solved" sends the case back to the unit: closed is not fixed."""
    if command.result is FollowUpResult.UNREACHED and command.satisfaction is not Satisfaction.NOT_STATED:
        raise SomethingMissing("未联系上时不能填满意度", field="satisfaction")
    if case.merged_into is not None:
        return _answer_member(case, command, office, when)
    own = _said(case, command, office, when)
    again = own.task_due is not None
    return [own, *(replies_put_off(case, office, when) if again else ())]


def _said(
    case: Case, command: c.RecordFollowUp, office: Office, when: datetime, *, settled: bool = False
) -> e.FollowUpRecorded:
    return filled(
        e.FollowUpRecorded,
        case,
        office.terms,
        occurred_at=when,
        attempt=case.attempts + 1,
        result=command.result,
        satisfaction=command.satisfaction,
        remark=command.remark,
        settled=settled,
    )


def _answer_member(case: Case, command: c.RecordFollowUp, office: Office, when: datetime) -> Told:
    """A complainant who joined another case: what they say counts there."""
    target, own_id = case.merged_into, office.around.case_id
    if not case.reply_due or target is None or own_id is None:
        raise NoReplyDue(f"并入的 {_joined_number(case, office)} 还没有核查通过，核查后再回访")
    refuse_handlers(office.around.cases[target], office, "记录回访")
    tried = _tried(case.attempts + 1, case.attempt_days | {local_date(when)})
    settled = command.result is not FollowUpResult.UNREACHED or tried
    own = _said(case, command, office, when, settled=settled)
    told = filled(
        e.ComplainantAnswered,
        office.around.cases[target],
        office.terms,
        occurred_at=when,
        complaint=own_id,
        number=case.number,
        result=command.result,
        done=settled,
    )
    facts: Told = [own, Elsewhere(target, (told,))]
    if told.task_due is None:
        return facts
    return [*facts, *replies_put_off(office.around.cases[target], office, when, but=own_id)]


def _joined_number(case: Case, office: Office) -> str:
    target: Case | None = office.around.cases.get(case.merged_into) if case.merged_into else None
    return target.number if target else "主件"


def close(case: Case, command: c.Close, office: Office, when: datetime) -> Sequence[e.CaseFact]:
    """Only after a passed check, and after everybody was reached or tried often enough."""
    refuse_unchecked(case)
    if case.state is CaseState.AWAITING_FOLLOWUP and not case.reached and not _tried_enough(case):
        raise FollowUpNotDone(f"请先回访诉求人：联系上，或在不同的 {ATTEMPT_DAYS} 天里试过 {ATTEMPTS} 次")
    owed = [m.number for m in case.members.values() if m.contactable and not m.answered]
    if owed:
        raise ReplyOwed(f"并入的 {'、'.join(owed)} 的诉求人还没有答复，请先逐一回访")
    if case.contactable and not command.reply:
        raise SomethingMissing("请写答复内容", field="reply")
    late = case.case_due is not None and when > case.case_due.at
    facts = {"outcome": command.outcome, "reply": command.reply, "late": late}
    return [filled(e.CaseClosed, case, office.terms, occurred_at=when, **facts)]


def refuse_unchecked(case: Case) -> None:
    """No path to closed without a passed check."""
    if not case.check_passed:
        raise CheckNotPassed("核查通过后才能办结")


def _tried_enough(case: Case) -> bool:
    return _tried(case.attempts, case.attempt_days)


def _tried(attempts: int, days: frozenset[object]) -> bool:
    return attempts >= ATTEMPTS and len(days) >= ATTEMPT_DAYS


def record_contact(_: Case, command: c.RecordContact, __: Office, when: datetime) -> Sequence[e.CaseFact]:
    """Somebody spoke with the complainant outside the follow-up, or tried to."""
    return [
        e.ContactRecorded(
            occurred_at=when, purpose=command.purpose, reached=command.reached, remark=command.remark
        )
    ]


def reveal(case: Case, command: c.Reveal, _: Office, when: datetime) -> Sequence[e.CaseFact]:
    """Each look at a complainant's data has a purpose and is itself a fact (PIPL art. 51)."""
    if not case.has_subject:
        raise NoPersonalData("此件没有登记诉求人信息")
    return [e.PersonalDataRevealed(occurred_at=when, purpose=command.purpose, note=command.note)]
