"""Ways out without rectification: transfer to whom it belongs, withdrawal; and one submission made two."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from aiwei.domain.calendar import local_date
from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case.dues import filled, filled_since
from aiwei.domain.case.grounds import Verification
from aiwei.domain.case.intake import (
    needs_excerpt,
    needs_telling,
    refuse_members,
    refuse_other_roads,
    units_of_the_accused,
)
from aiwei.domain.case.refusals import (
    AccusedWouldReceive,
    DisciplineOnly,
    NotAGrievance,
    SomethingMissing,
    UnknownPlace,
    WrongRoad,
)
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import CaseKind, Channel, Triage
from aiwei.domain.decider import Elsewhere
from aiwei.domain.office import Fresh, Office
from aiwei.domain.register.words import UnitKind

Told = Sequence[e.CaseFact | Elsewhere]


def transfer_out(case: Case, command: c.TransferOut, office: Office, when: datetime) -> Told:
    """To the organ whose matter it is; each road has its own duty (domain section 3)."""
    refuse_members(case)
    if command.triage is Triage.OURS:
        raise WrongRoad("本镇的卫生健康诉求由本系统办理，不转出", field="triage")
    if case.triage is not Triage.OURS and command.triage is not case.triage:
        raise WrongRoad(f"此件登记时分流为「{case.triage.label}」；有误的先更正", field="triage")
    if command.triage is Triage.ACCUSATION:
        _to_discipline_alone(case, command, office)
    else:
        _known_receiver(case, command, office)
        needs_telling(case, command.told_how)
    if command.triage is Triage.PETITION and not command.reference:
        raise SomethingMissing("信访事项须录入信访信息系统，请填写系统编号", field="reference")
    if not command.receiver and command.receiver_unit is None:
        raise SomethingMissing("请写明接收机关", field="receiver")
    same = ("triage", "receiver", "receiver_unit", "handed_how", "reference", "explanation", "told_how")
    facts = {name: getattr(command, name) for name in same}
    return [filled(e.CaseTransferredOut, case, office.terms, occurred_at=when, **facts)]


def _to_discipline_alone(case: Case, command: c.TransferOut, office: Office) -> None:
    """信访工作条例 art. 22, 30: to the discipline body, and never to the accused or their unit."""
    unit = office.register.units.get(command.receiver_unit or "")
    if unit is None or unit.kind is not UnitKind.DISCIPLINE or command.receiver:
        raise DisciplineOnly("检举控告请选纪检监察机构接收，不得转给其他单位", field="receiver_unit")
    if unit.code in units_of_the_accused(case, office):
        raise DisciplineOnly("被反映的正是该机构，请转上级纪检监察", field="receiver_unit")


def _known_receiver(case: Case, command: c.TransferOut, office: Office) -> None:
    unit = command.receiver_unit
    if unit is not None and unit not in office.register.units:
        raise UnknownPlace(f"登记册里没有单位「{unit}」", field="receiver_unit")
    if unit in units_of_the_accused(case, office):
        raise AccusedWouldReceive("此件反映的正是该单位，请另选接收机关", field="receiver_unit")


def acknowledge_transfer(_: Case, command: c.AcknowledgeTransfer, __: Office, when: datetime) -> Told:
    """The receipt that is expected from whoever took it over."""
    return [e.TransferAcknowledged(occurred_at=when, reference=command.reference, note=command.note)]


def withdraw(case: Case, command: c.Withdraw, office: Office, when: datetime) -> Told:
    """The person takes the complaint back; what is wrong on the ground does not go away by that."""
    refuse_members(case)
    if case.kind is not CaseKind.GRIEVANCE:
        raise NotAGrievance("只有群众诉求可以撤回；督查问题须整改销号")
    real = case.worked or case.verification in {Verification.TRUE, Verification.PARTLY_TRUE}
    if real and not command.open_finding and not command.no_finding_reason:
        raise SomethingMissing("问题已核实属实：请转为督查问题，或写明不再跟进的理由", field="open_finding")
    if command.open_finding:
        refuse_other_roads(case)
    fresh = office.around.fresh if command.open_finding else None
    own = e.CaseWithdrawn(
        occurred_at=when,
        explanation=command.explanation,
        confirmed_how=command.confirmed_how,
        finding=fresh.case_id if fresh else None,
        no_finding_reason=command.no_finding_reason,
    )
    return [own, Elsewhere(fresh.case_id, (_finding(case, office, when),), opens=True)] if fresh else [own]


def _finding(case: Case, office: Office, when: datetime) -> e.CaseRegistered:
    """The same problem as the office's own: without anything of the person who complained."""
    return _opened(
        case,
        office,
        when,
        case_kind=CaseKind.FINDING,
        channel=Channel.INSPECTION,
        excerpt=needs_excerpt(case),
        accused_person=case.accused_person,
        accused_unit=case.accused_unit,
        no_photo_reason="由群众诉求撤回后转来",
    )


def split(case: Case, command: c.Split, office: Office, when: datetime) -> Told:
    """A complaint and a tip-off in one submission become two cases (市监投诉举报办法 art. 7)."""
    refuse_other_roads(case)
    if case.kind is not CaseKind.GRIEVANCE:
        raise NotAGrievance("只有群众诉求可以拆分")
    if command.matter is case.matter:
        raise SomethingMissing(f"分出部分也是「{command.matter.label}」：拆分须性质不同", field="matter")
    fresh = _fresh(office)
    second = _opened(
        case,
        office,
        case.received_at or when,
        case_kind=case.kind,
        channel=case.channel,
        matter=command.matter,
        excerpt=e.Excerpt(title=command.title, text=command.text),
        subject_ref=fresh.subject_ref,
        sealed=fresh.sealed,
        contactable=case.contactable,
        secrecy=case.secrecy,
        accused_person=case.accused_person,
        accused_unit=case.accused_unit,
        promised_at=case.promised_at,
    )
    own = e.CaseSplit(
        occurred_at=when, into=fresh.case_id, matter=command.matter, explanation=command.explanation
    )
    return [own, Elsewhere(fresh.case_id, (second,), opens=True)]


def _opened(case: Case, office: Office, received: datetime, **facts: object) -> e.CaseRegistered:
    """A case taken out of this one: same place, its own number and clocks."""
    return filled_since(
        office.now,
        e.CaseRegistered,
        Case(),
        office.terms,
        occurred_at=received,
        number=f"{local_date(office.now).year}",
        area=case.area,
        category=case.category,
        village=case.village,
        site=case.site,
        out_of=_own_id(office),
        **facts,
    )


def _fresh(office: Office) -> Fresh:
    if office.around.fresh is None:  # pragma: no cover (the desk gives it for the commands that need it)
        raise LookupError("a decision that opens a case was given no new id")
    return office.around.fresh


def _own_id(office: Office) -> UUID | None:
    return office.around.case_id
