"""Dispatch, sign-for, return, assignment inside the unit."""

from collections.abc import Sequence
from datetime import datetime

from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case.dues import filled
from aiwei.domain.case.intake import needs_excerpt, refuse_other_roads, units_of_the_accused
from aiwei.domain.case.refusals import (
    AccusedWouldReceive,
    ConsultationNeeded,
    DesignatedMayNotReturn,
    LeadIsAssisting,
    NotAPostHolder,
    NotTheDesignated,
    NotYourDuty,
    ReturnAfterWork,
    ReturnTooLate,
    SecondReturnNeedsAnother,
    SomethingMissing,
    UnknownPlace,
)
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import SignForManner
from aiwei.domain.office import Office
from aiwei.domain.register.words import Capability, UnitKind

MOST_RETURNS = 2


def dispatch(case: Case, command: c.Dispatch, office: Office, when: datetime) -> Sequence[e.CaseFact]:
    """One lead unit, one named post-holder, a due moment from a rule (以块为主、条块结合)."""
    refuse_other_roads(case)
    needs_excerpt(case)
    _as_designated(case, command, office)
    may_receive(case, command.lead_unit, command.assisting_units, office)
    if command.responsible_person == case.accused_person:
        raise AccusedWouldReceive("此件反映的正是该责任人，请另派", field="responsible_person")
    post = _post_of(command, office, when)
    return [
        filled(
            e.CaseDispatched,
            case,
            office.terms,
            occurred_at=when,
            round=case.dispatches + 1,
            dispatcher=office.person,
            lead_unit=command.lead_unit,
            assisting_units=command.assisting_units,
            responsible_person=command.responsible_person,
            responsible_post=post,
            basis=command.basis,
            instruction=command.instruction,
            designated=case.designation is not None,
        )
    ]


def _as_designated(case: Case, command: c.Dispatch, office: Office) -> None:
    """After two returns only a consultation says whose it is, and what it said binds."""
    named = case.designation
    if named is None:
        if case.returns >= MOST_RETURNS:
            raise ConsultationNeeded(f"此件已退单 {case.returns} 次：请先「提请会商」，由会商指定承办单位")
        return
    if command.lead_unit != named.lead_unit:
        unit = office.register.unit_name(named.lead_unit)
        raise NotTheDesignated(f"会商指定由{unit}主办，请照此派单", field="lead_unit")
    missing = set(named.assisting_units) - set(command.assisting_units)
    if missing:
        names = "、".join(office.register.unit_name(u) for u in sorted(missing))
        raise NotTheDesignated(f"会商指定{names}协办，请加上", field="assisting_units")


def may_receive(case: Case, lead_unit: str, assisting: tuple[str, ...], office: Office) -> None:
    """Units that the register knows, each once, with the power that is needed, and not the accused's."""
    for unit in (lead_unit, *assisting):
        if unit not in office.register.units:
            raise UnknownPlace(f"登记册里没有单位「{unit}」", field="lead_unit")
    if lead_unit in assisting:
        raise LeadIsAssisting("主办和协办重复，请去掉一个", field="assisting_units")
    lead = office.register.units[lead_unit]
    if lead.kind is UnitKind.ENTERPRISE and not lead.enforcement_power:
        # 河南省爱国卫生条例 art. 24: penalties and orders belong to the enforcement department
        raise UnknownPlace(f"「{lead.name}」是外部单位，不能作主办；请派给有执法权的单位", field="lead_unit")
    refuse_the_accused(case, {lead_unit, *assisting}, office, field="lead_unit")


def refuse_the_accused(case: Case, units: set[str], office: Office, *, field: str) -> None:
    """Whom the case is about hears nothing of it through any unit of theirs."""
    if touched := units_of_the_accused(case, office) & units:
        names = "、".join(office.register.unit_name(u) for u in sorted(touched))
        raise AccusedWouldReceive(f"此件反映的正是{names}，请另派", field=field)


def _post_of(command: c.Dispatch, office: Office, when: datetime) -> str:
    """The post in the lead unit that the person responsible held on that day."""
    held = office.register.posts_of(command.responsible_person, when)
    for post in held:
        if post.post.unit == command.lead_unit and post.may(Capability.RECTIFY):
            return post.post.code
    unit = office.register.unit_name(command.lead_unit)
    who = office.register.person_name(command.responsible_person)
    raise NotAPostHolder(f"「{who}」当日不是{unit}负责整改的在岗人员", field="responsible_person")


def sign_for(case: Case, command: c.SignFor, office: Office, when: datetime) -> Sequence[e.CaseFact]:
    """By the unit itself, or by the office on its behalf, which is said as such."""
    own = any(p.post.unit == case.lead_unit and p.may(Capability.RECTIFY) for p in office.posts)
    if command.manner is SignForManner.SELF and not own:
        raise NotYourDuty("您不在主办单位任职：代签请选「电话」「纸质」或「当面」", field="manner")
    if command.manner is not SignForManner.SELF and not command.told:
        raise SomethingMissing("代签请写明告知了谁", field="told")
    late = case.sign_for_due is not None and when > case.sign_for_due.at
    facts = {"manner": command.manner, "told": command.told, "late": late}
    return [filled(e.DispatchSignedFor, case, office.terms, occurred_at=when, **facts)]


def request_return(
    case: Case, command: c.RequestReturn, office: Office, when: datetime
) -> Sequence[e.CaseFact]:
    """Says "not ours": within the window, before any work was handed in, and never of a designated case."""
    if case.designated:
        raise DesignatedMayNotReturn("此件由会商指定你单位承办，不得退单；确有困难可申请延期或挂账")
    if case.worked:  # in this round: what an earlier unit did before a reopening does not bind the next
        raise ReturnAfterWork("已提交过整改或正在返工，不能再退单；确有困难请联系爱卫办")
    if case.return_due and when > case.return_due.at:
        raise ReturnTooLate(f"退单须在 {case.return_due.at:%m月%d日 %H:%M} 前提出")
    said = {"reason": command.reason, "explanation": command.explanation}
    return [filled(e.ReturnRequested, case, office.terms, occurred_at=when, **said)]


def approve_return(
    case: Case, command: c.ApproveReturn, office: Office, when: datetime
) -> Sequence[e.CaseFact]:
    """Back to dispatch. The case clock goes on."""
    if case.returns and case.dispatched_by == office.person:
        raise SecondReturnNeedsAnother("这是第二次退单，须由派单人以外的人审核")
    return [e.ReturnApproved(occurred_at=when, opinion=command.opinion)]


def reject_return(_: Case, command: c.RejectReturn, __: Office, when: datetime) -> Sequence[e.CaseFact]:
    """The unit keeps its task where it stood."""
    return [e.ReturnRejected(occurred_at=when, opinion=command.opinion)]


def assign_task(case: Case, command: c.AssignTask, office: Office, when: datetime) -> Sequence[e.CaseFact]:
    """Inside the unit, from person to person: the chain of delegation."""
    for held in office.register.posts_of(command.assignee, when):
        if held.post.unit == case.lead_unit and command.assignee != case.accused_person:
            return [
                e.TaskAssigned(
                    occurred_at=when, person=command.assignee, post=held.post.code, note=command.note
                )
            ]
    who = office.register.person_name(command.assignee)
    raise NotAPostHolder(f"「{who}」当日不在本单位任职", field="assignee")
