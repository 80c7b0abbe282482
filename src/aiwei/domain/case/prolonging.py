"""More time: extension (延期), and a halt (挂账) with its reviews and its end."""

from collections.abc import Sequence
from datetime import date, datetime

from aiwei.domain.calendar import end_of, local_date
from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case.dues import filled, rule_of
from aiwei.domain.case.grounds import Clock
from aiwei.domain.case.intake import needs_telling
from aiwei.domain.case.refusals import (
    AlreadyAsked,
    ApproverIsRequester,
    AskedTooLate,
    DueInThePast,
    NoMoreExtensions,
    NothingAsked,
    NothingToResume,
    SomethingMissing,
    TooLong,
)
from aiwei.domain.case.state import Asked, Case
from aiwei.domain.office import SYSTEM, Office

MOST_EXTENSIONS = 2


def request_extension(
    case: Case, command: c.RequestExtension, office: Office, when: datetime
) -> Sequence[e.CaseFact]:
    """Before the due moment, and no oftener than the rule allows (domain 1.5)."""
    if case.extension is not None:
        raise AlreadyAsked("已有一份延期申请在等审批")
    rule = rule_of(case, office.terms, when)
    allowed = min(rule.extensions, MOST_EXTENSIONS)
    if case.extensions >= allowed:
        raise NoMoreExtensions(
            f"「{rule.title}」最多延期 {allowed} 次，已延 {case.extensions} 次；可申请挂账"
        )
    if case.task_due is not None and max(when, office.now) > case.task_due.at:
        raise AskedTooLate(f"整改时限 {case.task_due.at:%m月%d日 %H:%M} 已过，逾期后不能再申请延期")
    most = rule.granted
    if command.amount is not None and command.amount > most:
        raise TooLong(f"一次最多延长 {most}{rule.unit.label}", field="amount")
    return [
        filled(
            e.ExtensionRequested,
            case,
            office.terms,
            occurred_at=when,
            nth=case.extensions + 1,
            reason=command.reason,
            explanation=command.explanation,
            amount=command.amount,
            requested_by=office.person,
        )
    ]


def grant_extension(
    case: Case, command: c.GrantExtension, office: Office, when: datetime
) -> Sequence[e.CaseFact]:
    """By somebody else: the office the first time, the leader in charge the second."""
    asked = _asked_by_another(case.extension, office, "延期")
    if case.promised_at is not None and not command.consent:
        raise SomethingMissing("上级已承诺时限：延期须先经上级同意，请填文号或方式", field="consent")
    if rule_of(case, office.terms, when).tell_of_extension:
        needs_telling(case, command.told_how)
    return [
        filled(
            e.ExtensionGranted,
            case,
            office.terms,
            occurred_at=when,
            nth=case.extensions + 1,
            amount=asked.amount,
            opinion=command.opinion,
            told_how=command.told_how,
            consent=command.consent,
        )
    ]


def refuse_extension(
    case: Case, command: c.RefuseExtension, office: Office, when: datetime
) -> Sequence[e.CaseFact]:
    """The limit stays; the request does not count."""
    _asked_by_another(case.extension, office, "延期")
    return [e.ExtensionRefused(occurred_at=when, opinion=command.opinion)]


def request_suspension(
    case: Case, command: c.RequestSuspension, office: Office, when: datetime
) -> Sequence[e.CaseFact]:
    """A long halt for a coded reason, with an end and with what is done meanwhile."""
    if case.suspension is not None:
        raise AlreadyAsked("已有一份挂账申请在等审批")
    refuse_long_halt(command.until, when, office, field="until")
    return [
        filled(
            e.SuspensionRequested,
            case,
            office.terms,
            occurred_at=when,
            reason=command.reason,
            explanation=command.explanation,
            until=command.until,
            interim_measure=command.interim_measure,
            requested_by=office.person,
        )
    ]


def refuse_long_halt(until: date, when: datetime, office: Office, *, field: str) -> None:
    """An end in the future, and within a year (SUSP-MAX)."""
    if until <= local_date(office.now):
        raise DueInThePast("挂账的截止日须在今天以后", field=field)
    longest = office.due("SUSP-MAX", when)
    if end_of(until) > longest.at:
        raise TooLong(f"挂账最长到 {longest.at:%Y-%m-%d}", field=field)


def grant_suspension(
    case: Case, command: c.GrantSuspension, office: Office, when: datetime
) -> Sequence[e.CaseFact]:
    """By the leader in charge; whoever complained is told."""
    asked = _asked_by_another(case.suspension, office, "挂账")
    needs_telling(case, command.told_how)
    if asked.until is None or asked.until < local_date(when):
        raise DueInThePast("申请的挂账截止日已过，请单位重新申请")
    return [
        filled(
            e.SuspensionGranted,
            case,
            office.terms,
            occurred_at=when,
            reason=asked.reason,
            until=asked.until,
            interim_measure=asked.interim_measure,
            opinion=command.opinion,
            told_how=command.told_how,
        )
    ]


def refuse_suspension(
    case: Case, command: c.RefuseSuspension, office: Office, when: datetime
) -> Sequence[e.CaseFact]:
    """The unit goes on, and so do its clocks."""
    _asked_by_another(case.suspension, office, "挂账")
    return [e.SuspensionRefused(occurred_at=when, opinion=command.opinion)]


def _asked_by_another(asked: Asked | None, office: Office, what: str) -> Asked:
    if asked is None:
        raise NothingAsked(f"没有待审批的{what}申请")
    if asked.by == office.person:
        raise ApproverIsRequester(f"这份{what}申请是您提出的，须由他人审批")
    return asked


def review_suspension(
    case: Case, command: c.ReviewSuspension, office: Office, when: datetime
) -> Sequence[e.CaseFact]:
    """Every 30 days: does the reason still stand? The next review starts with this one."""
    return [filled(e.SuspensionReviewed, case, office.terms, occurred_at=when, finding=command.finding)]


def resume(case: Case, command: c.Resume, office: Office, when: datetime) -> Sequence[e.CaseFact]:
    """By the office, or by the sentinel when the last day is over. Once it is over it counts from that
    moment, however late it is recorded and by whom: nobody approved a longer halt.
    """
    automatic = office.person == SYSTEM
    end = case.dues.get(Clock.RESUME)
    if automatic and (end is None or end.at >= office.now):
        raise NothingToResume("挂账还没有到期")
    when = when if end is None else min(when, end.at)
    return [
        filled(e.CaseResumed, case, office.terms, occurred_at=when, automatic=automatic, note=command.note)
    ]
