"""Consultation (会商): who handles what two units gave back, or what nobody can do alone."""

from collections.abc import Sequence
from datetime import datetime

from aiwei.domain.calendar import local_date
from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case.assigning import may_receive, refuse_the_accused
from aiwei.domain.case.dues import filled
from aiwei.domain.case.grounds import ConsultationDecision
from aiwei.domain.case.intake import needs_telling, refuse_members, refuse_other_roads
from aiwei.domain.case.prolonging import refuse_long_halt
from aiwei.domain.case.refusals import DueInThePast, SomethingMissing, UnknownPlace
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import Triage
from aiwei.domain.office import Office


def open_consultation(
    case: Case, command: c.OpenConsultation, office: Office, when: datetime
) -> Sequence[e.CaseFact]:
    """Names the question and who sits at the table: never the accused."""
    refuse_other_roads(case)
    for unit in command.invited:
        if unit not in office.register.units:
            raise UnknownPlace(f"登记册里没有单位「{unit}」", field="invited")
    refuse_the_accused(case, set(command.invited), office, field="invited")
    said = {"question": command.question, "invited": command.invited}
    return [filled(e.ConsultationOpened, case, office.terms, occurred_at=when, **said)]


def decide_consultation(
    case: Case, command: c.DecideConsultation, office: Office, when: datetime
) -> Sequence[e.CaseFact]:
    """What the minutes say happens at once: designation, suspension, or transfer."""
    match command.decision:
        case ConsultationDecision.DESIGNATE:
            return [_designated(case, command, office, when)]
        case ConsultationDecision.SUSPEND:
            return [_decided(case, command, office, when), _halted(case, command, office, when)]
        case ConsultationDecision.TRANSFER_OUT:
            return [_decided(case, command, office, when), _handed_over(case, command, office, when)]


def _decided(
    case: Case, command: c.DecideConsultation, office: Office, when: datetime
) -> e.ConsultationDecided:
    designates = command.decision is ConsultationDecision.DESIGNATE
    return filled(
        e.ConsultationDecided,
        case,
        office.terms,
        occurred_at=when,
        decision=command.decision,
        minutes=command.minutes,
        signers=command.signers,
        lead_unit=command.lead_unit if designates else None,
        assisting_units=command.assisting_units if designates else (),
        deadline=command.deadline if designates else None,
    )


def _designated(
    case: Case, command: c.DecideConsultation, office: Office, when: datetime
) -> e.ConsultationDecided:
    if command.lead_unit is None:
        raise SomethingMissing("请写明指定哪个单位主办", field="lead_unit")
    may_receive(case, command.lead_unit, command.assisting_units, office)
    if command.deadline is not None and command.deadline < local_date(when):
        raise DueInThePast("会商确定的期限已经过去，请核对", field="deadline")
    return _decided(case, command, office, when)


def _halted(case: Case, command: c.DecideConsultation, office: Office, when: datetime) -> e.SuspensionGranted:
    if command.suspend_reason is None or command.suspend_until is None or not command.interim_measure:
        raise SomethingMissing("挂账须写明原因、到哪一天、期间的临时措施", field="suspend_reason")
    refuse_long_halt(command.suspend_until, when, office, field="suspend_until")
    needs_telling(case, command.told_how)
    return filled(
        e.SuspensionGranted,
        case,
        office.terms,
        occurred_at=when,
        reason=command.suspend_reason,
        until=command.suspend_until,
        interim_measure=command.interim_measure,
        opinion=command.minutes,
        told_how=command.told_how,
    )


def _handed_over(
    case: Case, command: c.DecideConsultation, office: Office, when: datetime
) -> e.CaseTransferredOut:
    refuse_members(case)
    if not command.receiver:
        raise SomethingMissing("请写明转给哪个机关", field="receiver")
    needs_telling(case, command.told_how)
    return filled(
        e.CaseTransferredOut,
        case,
        office.terms,
        occurred_at=when,
        triage=Triage.OTHER_CHANNEL,
        receiver=command.receiver,
        receiver_unit=None,
        handed_how="会商决定后移交",
        reference=command.reference,
        explanation=command.minutes,
        told_how=command.told_how,
    )
