"""Dispatch, return, consultation, the work and its time, and the check."""

from collections.abc import Callable
from typing import Any

from aiwei.domain.case import events as e
from aiwei.domain.case.grounds import ConsultationDecision
from aiwei.domain.register.state import Register
from aiwei.projections.saying import besides, day, ending, latest, told

#: What a consultation decided, where it names nobody.
DECIDED = {
    ConsultationDecision.SUSPEND: "暂缓办理（挂账）",
    ConsultationDecision.TRANSFER_OUT: "转给别的机关（转出）",
}


def _dispatched(event: e.CaseDispatched, register: Register) -> str:
    names = "、".join(register.unit_name(u) for u in event.assisting_units)
    assists = f"，{names}协办" if names else ""
    again = f"第 {event.round} 次派单：" if event.round > 1 else "派单："
    who = register.person_name(event.responsible_person)
    named = "按会商决定，" if event.designated else ""
    return (
        f"{again}{named}{register.unit_name(event.lead_unit)}主办（责任人 {who}）{assists}，"
        f"{latest(event.task_due, '整改到位')}。{besides(event.instruction, '要求：')}"
    )


def _signed(event: e.DispatchSignedFor, _: Register) -> str:
    how = f"（{event.manner.label}，告知了{event.told}）" if event.told else ""
    late = "，已经超过签收时限" if event.late else ""
    soon = f"{latest(event.preliminary_due, '报初步意见')}。" if event.preliminary_due else ""
    return f"承办单位签收{how}{late}。{soon}"


def _return_asked(event: e.ReturnRequested, _: Register) -> str:
    reason = f"理由：{event.reason.label}。{besides(event.explanation)}"
    return f"承办单位认为不该由它办，申请退回（退单），{reason}"


def _consultation(event: e.ConsultationOpened, register: Register) -> str:
    units = "、".join(register.unit_name(u) for u in event.invited)
    return f"请{units}一起商量这件由谁办、怎么办（会商）。{besides(event.question, '议题：')}"


def _consulted(event: e.ConsultationDecided, register: Register) -> str:
    what = DECIDED.get(event.decision, event.decision.label)
    if event.decision is ConsultationDecision.DESIGNATE and event.lead_unit:
        names = "、".join(register.unit_name(u) for u in event.assisting_units)
        until = f"，{day(event.deadline)}前完成" if event.deadline else ""
        what = f"指定{register.unit_name(event.lead_unit)}主办{f'、{names}协办' if names else ''}{until}"
    return f"会商决定：{what}。{besides(event.minutes, '纪要：')}{besides(event.signers, '会签：')}"


def _assigned(event: e.TaskAssigned, register: Register) -> str:
    who = f"{register.person_name(event.person)}（{register.post_title(event.post)}）"
    return f"承办单位安排{who}具体去办。{besides(event.note)}"


def _contact(event: e.ContactRecorded, _: Register) -> str:
    reached = "联系上了诉求人" if event.reached else "没有联系上诉求人"
    return f"{event.purpose.label}：{reached}。{besides(event.remark)}"


def _extension_asked(event: e.ExtensionRequested, _: Register) -> str:
    return f"承办单位第 {event.nth} 次申请延期，理由：{event.reason.label}。{besides(event.explanation)}"


def _extended(event: e.ExtensionGranted, _: Register) -> str:
    return (
        f"同意第 {event.nth} 次延期，{latest(event.task_due, '整改到位')}。{besides(event.opinion, '意见：')}"
        f"{besides(event.consent, '上级同意：')}{told(event.told_how)}"
    )


def _suspension_asked(event: e.SuspensionRequested, _: Register) -> str:
    return (
        f"承办单位申请暂缓办理（挂账）到 {day(event.until)}，原因：{event.reason.label}。"
        f"{besides(event.explanation)}{besides(event.interim_measure, '这段时间的临时措施：')}"
    )


def _suspended(event: e.SuspensionGranted, _: Register) -> str:
    return (
        f"同意暂缓办理（挂账）到 {day(event.until)}，原因：{event.reason.label}。这段时间不计入办理时限，"
        f"{latest(event.review_due, '复核一次')}。{besides(event.opinion, '意见：')}"
        f"{besides(event.interim_measure, '这段时间的临时措施：')}{told(event.told_how)}"
    )


def _resumed(event: e.CaseResumed, _: Register) -> str:
    how = "暂缓办理（挂账）到期，自动恢复办理" if event.automatic else "恢复办理"
    due = f"，剩下的时间接着算，{latest(event.task_due, '整改到位')}" if event.task_due else ""
    return f"{how}{due}。{besides(event.note)}"


def _submitted(event: e.RectificationSubmitted, _: Register) -> str:
    late = "（已超过整改时限）" if event.late else ""
    photos = f"附照片 {len(event.photos)} 张。" if event.photos else ""
    return (
        f"承办单位报告整改完成{late}{ending(event.measure)}{besides(event.assistance, '协办情况：')}"
        f"{photos or besides(event.no_photo_reason, '没有照片的原因：')}"
    )


def _failed(event: e.CheckFailed, _: Register) -> str:
    back = f"第 {event.rework} 次退回返工，{latest(event.task_due, '改好')}。"
    return f"{event.method.label}不通过。{besides(event.missing, '还差：')}{back}"


SENTENCES: dict[type, Callable[[Any, Register], str]] = {
    e.CaseDispatched: _dispatched,
    e.DispatchSignedFor: _signed,
    e.ReturnRequested: _return_asked,
    e.ReturnApproved: lambda event, _: (
        f"同意退回（退单），另外安排单位办理。{besides(event.opinion, '意见：')}"
    ),
    e.ReturnRejected: lambda event, _: (
        f"不同意退回（退单），仍由原单位办理。{besides(event.opinion, '意见：')}"
    ),
    e.ConsultationOpened: _consultation,
    e.ConsultationDecided: _consulted,
    e.TaskAssigned: _assigned,
    e.ProgressRecorded: lambda event, _: f"{event.progress.label}{ending(event.text)}",
    e.ContactRecorded: _contact,
    e.ExtensionRequested: _extension_asked,
    e.ExtensionGranted: _extended,
    e.ExtensionRefused: lambda event, _: f"不同意延期，期限不变。{besides(event.opinion, '意见：')}",
    e.SuspensionRequested: _suspension_asked,
    e.SuspensionGranted: _suspended,
    e.SuspensionRefused: lambda event, _: (
        f"不同意暂缓办理（挂账），继续办理。{besides(event.opinion, '意见：')}"
    ),
    e.SuspensionReviewed: lambda event, _: (
        f"暂缓办理期间复核（挂账复核）{ending(event.finding)}下一次{latest(event.review_due, '复核')}。"
    ),
    e.CaseResumed: _resumed,
    e.RectificationSubmitted: _submitted,
    e.CheckPassed: lambda event, _: f"{event.method.label}通过{ending(event.opinion)}",
    e.CheckFailed: _failed,
}
