"""Each event in a sentence of plain Chinese that a villager's relative understands."""

from collections.abc import Callable
from typing import Any

from aiwei.domain.case import events as e
from aiwei.domain.case.grounds import Clock, ConsultationDecision, Correctable, Notice, ReinspectionResult
from aiwei.domain.case.words import Area, Category, Channel, Triage
from aiwei.domain.register.state import Register
from aiwei.projections.saying import besides, moment

WORDS = {
    Correctable.CHANNEL: Channel,
    Correctable.AREA: Area,
    Correctable.CATEGORY: Category,
    Correctable.TRIAGE: Triage,
}


def sentence(event: Any, register: Register) -> str:
    """The event, told. Every kind has its own sentence; a test holds that."""
    return SENTENCES[type(event)](event, register)


def _registered(event: e.CaseRegistered, register: Register) -> str:
    village = register.unit_name(event.village) if event.village else ""
    place = event.site if event.site.startswith(village) else f"{village}{event.site}"
    where = f"，地点{place}" if place else ""
    matter = f"（{event.matter.label}）" if event.matter else ""
    road = "" if event.triage is Triage.OURS else f"，分流为{event.triage.label}"
    origin = "由另一件分出，" if event.out_of else ""
    return (
        f"{origin}经{event.channel.label}收到{event.case_kind.label}{matter}，"
        f"登记为 {event.number} 号{where}{road}。"
    )


def _accepted(event: e.CaseAccepted, _: Register) -> str:
    due = f"，承诺在 {moment(event.case_due)} 前办结" if event.case_due else "，整改时限自派单起算"
    return f"受理，归为{event.area.label}·{event.category.label}，{event.urgency.label}件{due}。"


def _declined(event: e.CaseDeclined, _: Register) -> str:
    told = f"已告知诉求人（{event.told_how}）。" if event.told_how else ""
    return f"决定不予受理，理由：{event.reason.label}。{besides(event.explanation)}{told}"


def _transferred(event: e.CaseTransferredOut, register: Register) -> str:
    receiver = register.unit_name(event.receiver_unit) if event.receiver_unit else event.receiver
    number = f"，对方编号 {event.reference}" if event.reference else ""
    told = f"已告知诉求人（{event.told_how}）。" if event.told_how else ""
    return (
        f"属于{event.triage.label}，转给{receiver}（{event.handed_how}{number}）。"
        f"{besides(event.explanation)}{told}"
    )


def _acknowledged(event: e.TransferAcknowledged, _: Register) -> str:
    number = f"（编号 {event.reference}）" if event.reference else ""
    return f"收到接收机关的回执{number}：{besides(event.note)}"


def _withdrawn(event: e.CaseWithdrawn, _: Register) -> str:
    finding = "所反映的问题另立督查问题，继续整改。" if event.finding else ""
    return (
        f"诉求人撤回诉求（{event.confirmed_how}），原因：{besides(event.explanation)}"
        f"{finding}{besides(event.no_finding_reason, '不再跟进的理由：')}"
    )


def _split(event: e.CaseSplit, _: Register) -> str:
    return f"其中{event.matter.label}的部分分出，另行登记、另行办理。{besides(event.explanation)}"


def _dispatched(event: e.CaseDispatched, register: Register) -> str:
    names = "、".join(register.unit_name(u) for u in event.assisting_units)
    assists = f"，{names}协办" if names else ""
    again = f"第 {event.round} 次派单：" if event.round > 1 else "派单："
    who = register.person_name(event.responsible_person)
    named = "按会商指定，" if event.designated else ""
    return (
        f"{again}{named}{register.unit_name(event.lead_unit)}主办（责任人 {who}）{assists}，"
        f"须在 {moment(event.task_due)} 前整改到位。{besides(event.instruction, '要求：')}"
    )


def _signed(event: e.DispatchSignedFor, _: Register) -> str:
    told = f"（{event.manner.label}，告知{event.told}）" if event.told else ""
    soon = f"，须在 {moment(event.preliminary_due)} 前报初步意见" if event.preliminary_due else ""
    return f"承办单位签收{told}{'，已超过签收时限' if event.late else ''}{soon}。"


def _consultation(event: e.ConsultationOpened, register: Register) -> str:
    units = "、".join(register.unit_name(u) for u in event.invited)
    return f"提请会商，请{units}参加，议题：{besides(event.question)}"


def _consulted(event: e.ConsultationDecided, register: Register) -> str:
    what = event.decision.label
    if event.decision is ConsultationDecision.DESIGNATE:
        names = "、".join(register.unit_name(u) for u in event.assisting_units)
        until = f"，{event.deadline:%Y年%m月%d日}前完成" if event.deadline else ""
        what = f"指定{register.unit_name(event.lead_unit)}主办{f'、{names}协办' if names else ''}{until}"
    return f"会商决定：{what}。{besides(event.minutes, '纪要：')}{besides(event.signers, '会签：')}"


def _assigned(event: e.TaskAssigned, register: Register) -> str:
    who = f"{register.person_name(event.person)}（{register.post_title(event.post)}）"
    return f"承办单位指派{who}具体办理。{besides(event.note)}"


def _contact(event: e.ContactRecorded, _: Register) -> str:
    reached = "联系上了诉求人" if event.reached else "没有联系上诉求人"
    return f"{event.purpose.label}：{reached}。{besides(event.remark)}"


def _extension_asked(event: e.ExtensionRequested, _: Register) -> str:
    return f"承办单位第 {event.nth} 次申请延期，理由：{event.reason.label}。{besides(event.explanation)}"


def _extended(event: e.ExtensionGranted, _: Register) -> str:
    told = f"已告知诉求人（{event.told_how}）。" if event.told_how else ""
    consent = f"上级同意：{event.consent}。" if event.consent else ""
    return (
        f"批准第 {event.nth} 次延期，整改期限延到 {moment(event.task_due)}。"
        f"{besides(event.opinion)}{consent}{told}"
    )


def _suspension_asked(event: e.SuspensionRequested, _: Register) -> str:
    return (
        f"承办单位申请挂账到 {event.until:%Y年%m月%d日}，原因：{event.reason.label}。"
        f"{besides(event.explanation)}{besides(event.interim_measure, '期间措施：')}"
    )


def _suspended(event: e.SuspensionGranted, _: Register) -> str:
    told = f"已告知诉求人（{event.told_how}）。" if event.told_how else ""
    return (
        f"批准挂账到 {event.until:%Y年%m月%d日}（{event.reason.label}），期间不计时，"
        f"{moment(event.review_due)} 前复核一次。{besides(event.interim_measure, '期间措施：')}{told}"
    )


def _resumed(event: e.CaseResumed, _: Register) -> str:
    how = "挂账期满，自动恢复办理" if event.automatic else "恢复办理"
    due = f"，剩余时间接着算，整改期限为 {moment(event.task_due)}" if event.task_due else ""
    return f"{how}{due}。{besides(event.note)}"


def _submitted(event: e.RectificationSubmitted, _: Register) -> str:
    late = "（已超过整改时限）" if event.late else ""
    return f"承办单位报告整改完成{late}：{besides(event.measure)}{besides(event.assistance, '协办情况：')}"


def _failed(event: e.CheckFailed, _: Register) -> str:
    back = f"第 {event.rework} 次退回返工，须在 {moment(event.task_due)} 前改好。"
    return f"{event.method.label}不通过，还差：{besides(event.missing)}{back}"


def _followed_up(event: e.FollowUpRecorded, _: Register) -> str:
    said = f"，{event.satisfaction.label}" if event.satisfaction.value != "not_stated" else ""
    again = f"退回承办单位返工，须在 {moment(event.task_due)} 前改好。" if event.task_due else ""
    return f"第 {event.attempt} 次回访：{event.result.label}{said}。{besides(event.remark)}{again}"


def _closed(event: e.CaseClosed, _: Register) -> str:
    late = "，超过了承诺时限" if event.late else ""
    again = f"{moment(event.reinspect_due)} 前回头看。" if event.reinspect_due else ""
    return f"办结，结果：{event.outcome.label}{late}。{besides(event.reply, '答复：')}{again}"


def _reinspected(event: e.ReinspectionRecorded, _: Register) -> str:
    if event.result is ReinspectionResult.KEPT:
        return f"回头看（{event.method.label}）：整改保持住了。{besides(event.note)}"
    until = f"，须在 {moment(event.task_due)} 前重新整改到位" if event.task_due else ""
    return f"回头看（{event.method.label}）：问题反弹，重新办理{until}。{besides(event.note)}"


def _appealed(event: e.LatenessAppealed, _: Register) -> str:
    return f"承办单位申诉：逾期有原因（{event.reason.label}），请求不计入考核。{besides(event.explanation)}"


def _reviewed(event: e.LatenessAppealReviewed, register: Register) -> str:
    view = "支持" if event.supports else "不支持"
    return f"{register.person_name(event.reviewer)}复核逾期申诉：{view}。{besides(event.opinion)}"


def _upheld(event: e.LatenessAppealUpheld, register: Register) -> str:
    who = register.person_name(event.reviewer)
    return f"{who}也支持申诉：曾超时，考核不计（申诉通过）。{besides(event.opinion)}"


def _dismissed(event: e.LatenessAppealDismissed, register: Register) -> str:
    view = "支持" if event.supports else "不支持"
    who = register.person_name(event.reviewer)
    return f"{who}复核：{view}；两人意见须一致支持，申诉不通过，仍按超时计。{besides(event.opinion)}"


def _raised(event: e.CaseSupervised | e.CaseListed, _: Register) -> str:
    level = "督办" if isinstance(event, e.CaseSupervised) else "挂牌督办"
    return (
        f"{level}，事由：{besides(event.reason)}{besides(event.demand, '要求：')}"
        f"须在 {moment(event.reply_due)} 前回复。"
    )


def _answered_supervision(event: e.SupervisionAnswered, _: Register) -> str:
    return f"承办单位回复督办{'（已超过回复时限）' if event.late else ''}：{besides(event.reply)}"


def _noticed(event: e.NoticeSent, register: Register) -> str:
    unit = register.unit_name(event.unit) if event.unit else "爱卫办"
    who = f"{unit} {register.person_name(event.person)}" if event.person else unit
    state = {
        Notice.YELLOW: "快到期了",
        Notice.RED: "已经过期",
        Notice.LISTED: "过期多日且没有说明，列入通报",
    }[event.notice]
    call = "承诺的时限已到，须向诉求人说明进展。" if event.contact_due else ""
    limit = "挂账" if event.clock is Clock.RESUME else f"{event.clock.label}时限"
    return f"系统提醒{who}：{limit}{state}。{call}"


def _recomputed(event: e.DuesRecomputed, _: Register) -> str:
    lines = "、".join(f"{named.clock.label}时限为 {moment(named.due)}" for named in event.dues)
    return f"新一年的放假安排已公布，暂定的时限重新算定：{lines}。"


def _corrected(event: e.RecordCorrected, register: Register) -> str:
    if event.field is Correctable.STATEMENT:
        return f"更正第 {event.of_version} 条经过，应为：「{event.new}」。理由：{besides(event.reason)}"
    old, new = (_as_read(event.field, value, register) for value in (event.old, event.new))
    due = f"承诺时限改为 {moment(event.case_due)}。" if event.case_due else ""
    return (
        f"更正{event.field.label}：原为「{old or '空'}」，应为「{new}」。理由：{besides(event.reason)}{due}"
    )


def _as_read(field: Correctable, value: str, register: Register) -> str:
    """The value as people read it: a code by its word, a village by its name."""
    if field in WORDS and value:
        return WORDS[field](value).label
    return register.unit_name(value) if field is Correctable.VILLAGE and value else value


def _archived(event: e.CaseArchived, _: Register) -> str:
    return f"归档，保管期限{event.retention.label}；自检通过（{len(event.checked)} 项）。"


SENTENCES: dict[type, Callable[[Any, Register], str]] = {
    e.CaseRegistered: _registered,
    e.ExcerptReleased: lambda event, _: f"确认了可流转的摘录：「{event.excerpt.title}」。",
    e.PreVerificationRequested: lambda event, _: f"受理前先去核实：{besides(event.question)}",
    e.PreVerificationReported: lambda event, _: f"核实结果：{event.result.label}。{besides(event.note)}",
    e.CaseAccepted: _accepted,
    e.CaseDeclined: _declined,
    e.CaseTransferredOut: _transferred,
    e.TransferAcknowledged: _acknowledged,
    e.CaseWithdrawn: _withdrawn,
    e.CaseSplit: _split,
    e.CaseMerged: lambda event, _: (
        f"与 {event.into_number} 号是同一件事（{event.relation.label}），一并办理，仍会单独答复。"
        f"{besides(event.reason)}"
    ),
    e.CaseUnmerged: lambda event, _: (
        f"从合并的件里拆出，恢复为「{event.state.label}」。{besides(event.reason)}"
    ),
    e.ReplyFellDue: lambda event, _: (
        f"合并办理的件已核查通过，须在 {moment(event.follow_up_due)} 前回访诉求人。"
    ),
    e.ReplyPutOff: lambda _, __: "合并办理的件还要返工，改好后再回访诉求人。",
    e.ComplaintJoined: lambda event, _: (
        f"{event.number} 号反映同一问题（{event.relation.label}），并入本件。"
    ),
    e.ComplaintLeft: lambda event, _: f"{event.number} 号从本件拆出，单独办理。{besides(event.reason)}",
    e.ComplainantAnswered: lambda event, _: (
        f"回访 {event.number} 号的诉求人：{event.result.label}。"
        + (f"退回承办单位返工，须在 {moment(event.task_due)} 前改好。" if event.task_due else "")
    ),
    e.CaseDispatched: _dispatched,
    e.DispatchSignedFor: _signed,
    e.ReturnRequested: lambda event, _: (
        f"承办单位申请退单，理由：{event.reason.label}。{besides(event.explanation)}"
    ),
    e.ReturnApproved: lambda event, _: f"同意退单，将另行派单。{besides(event.opinion)}",
    e.ReturnRejected: lambda event, _: f"不同意退单，仍由原单位办理。{besides(event.opinion)}",
    e.ConsultationOpened: _consultation,
    e.ConsultationDecided: _consulted,
    e.TaskAssigned: _assigned,
    e.ProgressRecorded: lambda event, _: f"{event.progress.label}：{besides(event.text)}",
    e.ContactRecorded: _contact,
    e.ExtensionRequested: _extension_asked,
    e.ExtensionGranted: _extended,
    e.ExtensionRefused: lambda event, _: f"不同意延期，期限不变。{besides(event.opinion)}",
    e.SuspensionRequested: _suspension_asked,
    e.SuspensionGranted: _suspended,
    e.SuspensionRefused: lambda event, _: f"不同意挂账，继续办理。{besides(event.opinion)}",
    e.SuspensionReviewed: lambda event, _: (
        f"挂账复核：{besides(event.finding)}下次复核在 {moment(event.review_due)} 前。"
    ),
    e.CaseResumed: _resumed,
    e.RectificationSubmitted: _submitted,
    e.CheckPassed: lambda event, _: f"{event.method.label}通过：{besides(event.opinion)}",
    e.CheckFailed: _failed,
    e.FollowUpRecorded: _followed_up,
    e.CaseClosed: _closed,
    e.CaseReopened: lambda event, _: f"重新办理，理由：{event.reason.label}。{besides(event.explanation)}",
    e.ReinspectionRecorded: _reinspected,
    e.LatenessAppealed: _appealed,
    e.LatenessAppealReviewed: _reviewed,
    e.LatenessAppealUpheld: _upheld,
    e.LatenessAppealDismissed: _dismissed,
    e.CaseUrged: lambda event, _: f"催办：{besides(event.reason)}",
    e.CaseSupervised: _raised,
    e.CaseListed: _raised,
    e.SupervisionAnswered: _answered_supervision,
    e.NoticeSent: _noticed,
    e.DuesRecomputed: _recomputed,
    e.RecordCorrected: _corrected,
    e.CaseArchived: _archived,
    e.PersonalDataRevealed: lambda event, _: (
        f"查看了诉求人信息，目的：{event.purpose.label}。{besides(event.note)}"
    ),
}
