"""The steps by which a case leaves the main road, where their words depend on the case."""

from collections.abc import Sequence
from datetime import timedelta

from aiwei.application.demo import saying
from aiwei.application.demo.asking import decided, told
from aiwei.application.demo.turns import Ask, Scene
from aiwei.domain.calendar import LOCAL, local_date
from aiwei.domain.case import commands as c
from aiwei.domain.case import grounds as g
from aiwei.domain.case import words as w
from aiwei.domain.decider import Command


def decline(scene: Scene) -> Sequence[Command]:
    reason, explanation = w.DeclineReason.NOT_OUR_DUTY, "所反映事项由县级部门主管，已告知拨打相应热线。"
    if scene.case.verification is g.Verification.UNVERIFIABLE:
        reason, explanation = w.DeclineReason.NO_SUBSTANCE, "按所述地点查找两次未见，也无法联系补充。"
    return (c.Decline(reason=reason, explanation=explanation, told_how=told(scene)),)


def assign(scene: Scene) -> Sequence[Command]:
    """To somebody else of the unit."""
    held = scene.town.register.holders_in(scene.case.lead_unit or "", scene.now)
    others = [h.person for h in held if h.person != scene.case.responsible_person]
    return (c.AssignTask(assignee=others[0], note="请今天到现场，明早报进度。"),) if others else ()


def consult(scene: Scene) -> Sequence[Command]:
    case = scene.case
    invited = sorted({*case.handling_units, "DZB", *filter(None, [case.village])})
    return (
        c.OpenConsultation(question="两家单位都认为不归自己，请会商确定由谁承办。", invited=tuple(invited)),
    )


def suspend_together(scene: Scene) -> Sequence[Command]:
    said = decided(
        g.ConsultationDecision.SUSPEND,
        "须等污水管网二期完工，先行挂账。",
        suspend_reason=g.SuspensionReason.ENGINEERING,
        suspend_until=local_date(scene.now) + timedelta(days=24),
        interim_measure="每周抽排一次",
        told_how=told(scene),
    )
    return (said,)


def transfer_together(scene: Scene) -> Sequence[Command]:
    said = decided(
        g.ConsultationDecision.TRANSFER_OUT,
        "河道管理权限在市里，移交市水利局办理。",
        receiver="市水利局",
        reference="会商〔2026〕7号",
        told_how=told(scene),
    )
    return (said,)


def extension(request: c.RequestExtension, nth: int) -> Ask:
    """Where the rule allows another one, and it is not too late to ask."""

    def asked(scene: Scene) -> Sequence[Command]:
        case, rule = scene.case, scene.town.terms.rules.find(scene.case.handle_rule, local_date(scene.now))
        in_time = case.task_due is not None and scene.now <= case.task_due.at
        fits = in_time and rule.extensions >= nth and case.extensions == nth - 1 and case.extension is None
        return (request,) if fits else ()

    return asked


def refuse_extension(scene: Scene) -> Sequence[Command]:
    return (saying.REFUSE_EXTENSION,) if scene.case.extension else ()


def suspension(days: int, reason: g.SuspensionReason, measure: str) -> Ask:
    def asked(scene: Scene) -> Sequence[Command]:
        until = local_date(scene.now) + timedelta(days=days)
        why = "工程已列入计划，完工前无法彻底整改。"
        return (c.RequestSuspension(reason=reason, explanation=why, until=until, interim_measure=measure),)

    return asked


def join(kind: type[c.MergeInto] | type[c.LinkRepeat]) -> Ask:
    """Into an open case at the same place about the same; a repeat is by the same person."""

    def joined(scene: Scene) -> Sequence[Command]:
        again = kind is c.LinkRepeat
        target = scene.town.similar(scene, same_person=again)
        why = "同一人再次反映，无新情况。" if again else "同一地点、同一问题，一并整改，分别答复。"
        return (kind(target=target, reason=why),) if target else ()

    return joined


def appeal(command: c.AppealLateness) -> Ask:
    """Where it is late indeed."""
    return lambda scene: (command,) if scene.case.late else ()


def oppose(scene: Scene) -> Sequence[Command]:
    return (saying.OPPOSE,) if scene.case.appeal else ()


def correct_received(scene: Scene) -> Sequence[Command]:
    """The message came an hour before it was entered."""
    case = scene.case
    if case.received_at is None:
        return ()
    true = (case.received_at - timedelta(hours=1)).astimezone(LOCAL).isoformat()
    return (c.CorrectRecord(field=g.Correctable.RECEIVED_AT, value=true, reason="录入时间误作收到时间。"),)


def correct_words(scene: Scene) -> Sequence[Command]:
    """Of the last statement but one."""
    said = c.CorrectRecord(
        field=g.Correctable.STATEMENT,
        value="更正：清运三车，非两车。",
        reason="数字笔误",
        of_version=max(scene.case.statements - 1, 1),
    )
    return (said,)
