"""Follow-up, closure, and what may still happen to a closed case."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiwei.domain.case import events as e
from aiwei.domain.case.grounds import Correctable, ReinspectionResult, Retention
from aiwei.domain.case.words import Area, Category, Channel, FollowUpResult, Satisfaction, Triage
from aiwei.domain.labelled import Labelled
from aiwei.domain.register.state import Register
from aiwei.projections.saying import besides, latest, moment

WORDS: dict[Correctable, type[Labelled]] = {
    Correctable.CHANNEL: Channel,
    Correctable.AREA: Area,
    Correctable.CATEGORY: Category,
    Correctable.TRIAGE: Triage,
}
SAID = {
    FollowUpResult.SOLVED: "联系上了，说已经解决",
    FollowUpResult.UNSOLVED: "联系上了，说没有解决",
    FollowUpResult.UNREACHED: "没有联系上",
}


def _followed_up(event: e.FollowUpRecorded, _: Register) -> str:
    view = "" if event.satisfaction is Satisfaction.NOT_STATED else f"，{event.satisfaction.label}"
    again = f"退回承办单位返工，{latest(event.task_due, '改好')}。" if event.task_due else ""
    said = f"{SAID[event.result]}{view}。{besides(event.remark)}"
    return f"第 {event.attempt} 次回访诉求人：{said}{again}"


def _closed(event: e.CaseClosed, _: Register) -> str:
    late = "，超过了承诺的时限" if event.late else ""
    again = ""
    if event.reinspect_due:
        again = f"{latest(event.reinspect_due, '再去看有没有反弹（回头看）')}。"
    return f"办结，结果：{event.outcome.label}{late}。{besides(event.reply, '答复：')}{again}"


def _reopened(event: e.CaseReopened, _: Register) -> str:
    promise = f"承诺{latest(event.case_due, '办结')}。" if event.case_due else ""
    return f"重新办理（重开），理由：{event.reason.label}。{besides(event.explanation)}{promise}"


def _reinspected(event: e.ReinspectionRecorded, _: Register) -> str:
    looked = f"办结后再看一次（回头看，{event.method.label}）"
    if event.result is ReinspectionResult.KEPT:
        return f"{looked}：整改保持住了。{besides(event.note)}"
    until = f"，{latest(event.task_due, '重新整改到位')}" if event.task_due else ""
    return f"{looked}：问题反弹，重新办理{until}。{besides(event.note)}"


def _appealed(event: e.LatenessAppealed, _: Register) -> str:
    asked = "请求考核时不计这次超时"
    return f"承办单位申诉：超时有原因（{event.reason.label}），{asked}。{besides(event.explanation)}"


def _reviewed(event: e.LatenessAppealReviewed, register: Register) -> str:
    view = "支持" if event.supports else "不支持"
    who = register.person_name(event.reviewer)
    return f"{who}复核超时申诉：{view}，还须第二人复核。{besides(event.opinion, '意见：')}"


def _upheld(event: e.LatenessAppealUpheld, register: Register) -> str:
    who = register.person_name(event.reviewer)
    upheld = "两人都支持，申诉通过：超时的记录保留，考核时不计"
    return f"{who}复核超时申诉：支持。{upheld}。{besides(event.opinion, '意见：')}"


def _dismissed(event: e.LatenessAppealDismissed, register: Register) -> str:
    view = "支持" if event.supports else "不支持"
    who = register.person_name(event.reviewer)
    dismissed = "没有两人都支持，申诉不通过，仍按超时计"
    return f"{who}复核超时申诉：{view}。{dismissed}。{besides(event.opinion, '意见：')}"


def _corrected(event: e.RecordCorrected, register: Register) -> str:
    if event.field is Correctable.STATEMENT:
        meant = f"更正第 {event.of_version} 条经过，应为：「{event.new}」。"
        return f"{meant}{besides(event.reason, '理由：')}"
    old, new = (_as_read(event.field, value, register) for value in (event.old, event.new))
    due = f"承诺时限跟着改：{latest(event.case_due, '办结')}。" if event.case_due else ""
    was = f"原为「{old}」" if old else "原来没有填"
    return f"更正{event.field.label}：{was}，应为「{new}」。{besides(event.reason, '理由：')}{due}"


def _as_read(field: Correctable, value: str, register: Register) -> str:
    """The value as people read it: a code by its word, a village by its name, a moment as it is said."""
    if not value:
        return ""
    if field in WORDS:
        return WORDS[field](value).label
    if field is Correctable.RECEIVED_AT:
        return moment(datetime.fromisoformat(value))
    return register.unit_name(value) if field is Correctable.VILLAGE else value


def _archived(event: e.CaseArchived, _: Register) -> str:
    kept = "永久保管" if event.retention is Retention.PERMANENT else f"保管{event.retention.label}"
    checked = f"归档前查对了 {len(event.checked)} 项，都没有问题。" if event.checked else ""
    return f"材料归档，{kept}。{checked}"


SENTENCES: dict[type, Callable[[Any, Register], str]] = {
    e.FollowUpRecorded: _followed_up,
    e.CaseClosed: _closed,
    e.CaseReopened: _reopened,
    e.ReinspectionRecorded: _reinspected,
    e.LatenessAppealed: _appealed,
    e.LatenessAppealReviewed: _reviewed,
    e.LatenessAppealUpheld: _upheld,
    e.LatenessAppealDismissed: _dismissed,
    e.RecordCorrected: _corrected,
    e.CaseArchived: _archived,
}
