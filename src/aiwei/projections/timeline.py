"""What happened to a case, in sentences that a villager's relative understands."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict

from aiwei.domain.calendar import LOCAL
from aiwei.domain.case import events as e
from aiwei.domain.deadlines import Due
from aiwei.domain.register.state import Register
from aiwei.store.envelope import Recorded


class TimelineEntry(BaseModel):
    """One event, told. ``occurred_at`` is business time, ``recorded_at`` the server's."""

    model_config = ConfigDict(frozen=True)

    version: int
    position: int
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    who: str
    post: str
    via: str
    sentence: str


def timeline(history: Sequence[Recorded], register: Register) -> list[TimelineEntry]:
    """The whole story, oldest first. It never holds a complainant's data: no event does."""
    return [
        TimelineEntry(
            version=r.version,
            position=r.position,
            kind=r.event.kind,
            occurred_at=r.event.occurred_at,
            recorded_at=r.recorded_at,
            who="系统" if r.by.person == "system" else register.person_name(r.by.person),
            post=register.post_title(r.by.post) if r.by.person != "system" else "",
            via=r.via.label,
            sentence=sentence(r.event, register),
        )
        for r in history
    ]


def sentence(event: Any, register: Register) -> str:  # noqa: PLR0911, PLR0912, C901 (one arm a fact)
    """The event in a sentence of plain Chinese."""
    match event:
        case e.CaseRegistered():
            return _registered(event, register)
        case e.ExcerptReleased():
            return f"确认了可流转的摘录：「{event.excerpt.title}」。"
        case e.CaseAccepted():
            return _accepted(event)
        case e.CaseDeclined():
            told = f"，已告知诉求人（{event.told_how}）" if event.told_how else ""
            return f"决定不予受理，理由：{event.reason.label}。{event.explanation}{told}。"
        case e.CaseDispatched():
            return _dispatched(event, register)
        case e.DispatchSignedFor():
            told = f"（{event.manner.label}，告知{event.told}）" if event.told else ""
            return f"承办单位签收{told}{'，已超过签收时限' if event.late else ''}。"
        case e.ReturnRequested():
            return f"承办单位申请退单，理由：{event.reason.label}。{event.explanation}"
        case e.ReturnApproved():
            return f"同意退单，将另行派单。{event.opinion}"
        case e.ReturnRejected():
            return f"不同意退单，仍由原单位办理。{event.opinion}"
        case e.RectificationSubmitted():
            return f"承办单位报告整改完成{'（已超过整改时限）' if event.late else ''}：{event.measure}"
        case e.CheckPassed():
            return f"{event.method.label}通过：{event.opinion}"
        case e.CheckFailed():
            back = f"第 {event.rework} 次退回返工，须在 {moment(event.task_due)} 前改好。"
            return f"{event.method.label}不通过，还差：{event.missing}。{back}"
        case e.FollowUpRecorded():
            return _followed_up(event)
        case e.CaseClosed():
            late = "，超过了承诺时限" if event.late else ""
            reply = f"答复：{event.reply}" if event.reply else ""
            return f"办结，结果：{event.outcome.label}{late}。{reply}"
        case e.CaseReopened():
            return f"重新办理，理由：{event.reason.label}。{event.explanation}"
        case e.PersonalDataRevealed():
            return f"查看了诉求人信息，目的：{event.purpose.label}。{event.note}"
        case _:
            return str(event.kind)


def moment(due: Due) -> str:
    """A due moment as a clerk says it; a provisional one is marked."""
    return f"{due.at.astimezone(LOCAL):%Y年%m月%d日 %H:%M}{'（暂定）' if due.provisional else ''}"


def _registered(event: e.CaseRegistered, register: Register) -> str:
    village = register.unit_name(event.village) if event.village else ""
    place = event.site if event.site.startswith(village) else f"{village}{event.site}"
    where = f"，地点{place}" if place else ""
    matter = f"（{event.matter.label}）" if event.matter else ""
    return f"经{event.channel.label}收到{event.case_kind.label}{matter}，登记为 {event.number} 号{where}。"


def _accepted(event: e.CaseAccepted) -> str:
    due = f"，承诺在 {moment(event.case_due)} 前办结" if event.case_due else "，整改时限自派单起算"
    return f"受理，归为{event.area.label}·{event.category.label}，{event.urgency.label}件{due}。"


def _dispatched(event: e.CaseDispatched, register: Register) -> str:
    names = "、".join(register.unit_name(u) for u in event.assisting_units)
    assists = f"，{names}协办" if names else ""
    again = f"第 {event.round} 次派单：" if event.round > 1 else "派单："
    who = register.person_name(event.responsible_person)
    asked = f"要求：{event.instruction}" if event.instruction else ""
    return (
        f"{again}{register.unit_name(event.lead_unit)}主办（责任人 {who}）{assists}，"
        f"须在 {moment(event.task_due)} 前整改到位。{asked}"
    )


def _followed_up(event: e.FollowUpRecorded) -> str:
    said = f"，{event.satisfaction.label}" if event.satisfaction.value != "not_stated" else ""
    again = f"退回承办单位返工，须在 {moment(event.task_due)} 前改好。" if event.task_due else ""
    return f"第 {event.attempt} 次回访：{event.result.label}{said}。{event.remark}{again}"
