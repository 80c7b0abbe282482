"""What presses a unit on, and what the clock says by itself."""

from collections.abc import Callable
from typing import Any

from aiwei.domain.case import events as e
from aiwei.domain.case.grounds import Clock, Notice
from aiwei.domain.register.state import Register
from aiwei.projections.saying import besides, ending, latest, moment

#: A time limit as it is said, where its name alone is the office's own word.
LIMITS = {
    Clock.RESUME: "暂缓办理（挂账）的期限",
    Clock.REVIEW: "暂缓办理期间的复核时限",
    Clock.SUSPENSION_DECIDE: "暂缓办理（挂账）的审批时限",
    Clock.CASE: "承诺的办结时限",
    Clock.SUPERVISION: "回复督办的时限",
}
TURNED = {
    Notice.YELLOW: "快到了",
    Notice.RED: "已经过了",
    Notice.LISTED: "过了多日，还没有说明，列入通报",
}


def limit(clock: Clock) -> str:
    return LIMITS.get(clock, f"{clock.label}时限")


def _supervised(event: e.CaseSupervised, _: Register) -> str:
    return f"要求承办单位限期整改并书面回复（督办）。{_demand(event)}"


def _listed(event: e.CaseListed, _: Register) -> str:
    return f"由领导小组公开督促限期解决（挂牌督办）。{_demand(event)}"


def _demand(event: e.CaseSupervised | e.CaseListed) -> str:
    said = f"{besides(event.reason, '事由：')}{besides(event.demand, '要求：')}"
    return f"{said}{latest(event.reply_due, '回复')}。"


def _answered(event: e.SupervisionAnswered, _: Register) -> str:
    late = "（已超过回复时限）" if event.late else ""
    return f"承办单位回复督办{late}{ending(event.reply)}"


def _noticed(event: e.NoticeSent, register: Register) -> str:
    unit = register.unit_name(event.unit) if event.unit else "爱卫办"
    who = f"{unit}{register.person_name(event.person)}" if event.person else unit
    call = ""
    if event.contact_due:
        call = f"{latest(event.contact_due, '联系诉求人，说明进展')}。"
    return f"系统提醒{who}：{limit(event.clock)}{TURNED[event.notice]}。{call}"


def _recomputed(event: e.DuesRecomputed, _: Register) -> str:
    lines = "，".join(f"{limit(one.clock)}为 {moment(one.due.at)}" for one in event.dues)
    return f"新一年的放假安排已公布，原来暂定的时限重新算定：{lines}。"


SENTENCES: dict[type, Callable[[Any, Register], str]] = {
    e.CaseUrged: lambda event, _: f"催促承办单位抓紧（催办）{ending(event.reason)}",
    e.CaseSupervised: _supervised,
    e.CaseListed: _listed,
    e.SupervisionAnswered: _answered,
    e.NoticeSent: _noticed,
    e.DuesRecomputed: _recomputed,
}
