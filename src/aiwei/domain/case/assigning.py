"""Dispatch, sign-for, return."""

from collections.abc import Sequence
from datetime import datetime

from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case import limits
from aiwei.domain.case.intake import needs_excerpt
from aiwei.domain.case.refusals import (
    AccusedWouldReceive,
    LeadIsAssisting,
    NotAPostHolder,
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


def dispatch(case: Case, command: c.Dispatch, office: Office, when: datetime) -> Sequence[e.CaseFact]:
    """One lead unit, one named post-holder, a due moment from a rule (以块为主、条块结合)."""
    needs_excerpt(case)
    _known_units(command, office)
    _not_the_accused(case, command, office)
    post = _post_of(command, office, when)
    due = limits.task_due(case, when, office)
    return [
        e.CaseDispatched(
            occurred_at=when,
            round=case.dispatches + 1,
            dispatcher=office.person,
            lead_unit=command.lead_unit,
            assisting_units=command.assisting_units,
            responsible_person=command.responsible_person,
            responsible_post=post,
            basis=command.basis,
            instruction=command.instruction,
            case_due=case.case_due or due,
            task_due=due,
            sign_for_due=office.due(limits.sign_for_rule(case.kind), when),
            return_due=office.due(limits.RETURN, when),
        )
    ]


def _known_units(command: c.Dispatch, office: Office) -> None:
    for unit in (command.lead_unit, *command.assisting_units):
        if unit not in office.register.units:
            raise UnknownPlace(f"登记册里没有单位「{unit}」", field="lead_unit")
    if command.lead_unit in command.assisting_units:
        raise LeadIsAssisting("主办和协办重复，请去掉一个", field="assisting_units")
    lead = office.register.units[command.lead_unit]
    if lead.kind is UnitKind.ENTERPRISE and not lead.enforcement_power:
        # 河南省爱国卫生条例 art. 24: penalties and orders belong to the enforcement department
        raise UnknownPlace(f"「{lead.name}」是外部单位，不能作主办；请派给有执法权的单位", field="lead_unit")


def _not_the_accused(case: Case, command: c.Dispatch, office: Office) -> None:
    """Recusal: tests every post of the person accused (信访工作条例 art. 28, 30)."""
    barred = {case.accused_unit} if case.accused_unit else set()
    if case.accused_person:
        barred |= office.register.units_of(case.accused_person, office.now)
    touched = barred & {command.lead_unit, *command.assisting_units}
    if touched or command.responsible_person == case.accused_person:
        names = "、".join(office.register.unit_name(u) for u in sorted(touched)) or "该责任人"
        raise AccusedWouldReceive(f"此件反映的正是{names}，请另派", field="lead_unit")


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
    return [e.DispatchSignedFor(occurred_at=when, manner=command.manner, told=command.told, late=late)]


def request_return(
    case: Case, command: c.RequestReturn, office: Office, when: datetime
) -> Sequence[e.CaseFact]:
    """Says "not ours": within the window, and before any work was handed in."""
    if case.worked:  # in this round: what an earlier unit did before a reopening does not bind the next
        raise ReturnAfterWork("已提交过整改或正在返工，不能再退单；确有困难请联系爱卫办")
    if case.return_due and when > case.return_due.at:
        raise ReturnTooLate(f"退单须在 {case.return_due.at:%m月%d日 %H:%M} 前提出")
    return [
        e.ReturnRequested(
            occurred_at=when,
            reason=command.reason,
            explanation=command.explanation,
            decide_due=office.due(limits.RETURN_DECIDE, when),
        )
    ]


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
