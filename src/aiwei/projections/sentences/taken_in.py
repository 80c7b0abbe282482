"""Registration, acceptance, and the ways out before any work is done."""

from collections.abc import Callable
from typing import Any

from aiwei.domain.case import events as e
from aiwei.domain.case.words import CaseKind, Triage
from aiwei.domain.register.state import Register
from aiwei.projections.saying import besides, ending, latest, moment, named, told

FOUND = frozenset({CaseKind.FINDING, CaseKind.SELF_CHECK})


def _registered(event: e.CaseRegistered, register: Register) -> str:
    village = register.unit_name(event.village) if event.village else ""
    place = event.site if event.site.startswith(village) else f"{village}{event.site}"
    where = f"，地点{place}" if place else ""
    road = "" if event.triage is Triage.OURS else f"这件属于{event.triage.label}，要转给负责的机关（分流）。"
    origin = "由另一件分出，" if event.out_of else ""
    promised = f"上级要求最迟 {moment(event.promised_at)} 办完。" if event.promised_at else ""
    return f"{origin}经{_what_came(event)}，登记为 {event.number} 号{where}。{road}{promised}"


def _what_came(event: e.CaseRegistered) -> str:
    if event.case_kind in FOUND:
        return f"{event.channel.label}发现问题"
    if event.case_kind is CaseKind.GRIEVANCE:
        return f"{event.channel.label}收到群众{event.matter.label if event.matter else '诉求'}"
    return f"{event.channel.label}收到一件"


def _accepted(event: e.CaseAccepted, _: Register) -> str:
    promise = f"承诺{latest(event.case_due, '办结')}" if event.case_due else "整改时限从派单那天算起"
    kind = f"{event.area.label}·{event.category.label}"
    return f"受理，归为{kind}，按{event.urgency.label}件办理，{promise}。"


def _declined(event: e.CaseDeclined, _: Register) -> str:
    reason = f"理由：{event.reason.label}。"
    return f"决定不予受理，{reason}{besides(event.explanation)}{told(event.told_how)}"


def _transferred(event: e.CaseTransferredOut, register: Register) -> str:
    receiver = register.unit_name(event.receiver_unit) if event.receiver_unit else event.receiver
    number = f"，对方编号 {event.reference}" if event.reference else ""
    return (
        f"这件属于{event.triage.label}，转给{receiver}（{event.handed_how}{number}）。"
        f"{besides(event.explanation)}{told(event.told_how)}"
    )


def _withdrawn(event: e.CaseWithdrawn, _: Register) -> str:
    finding = "反映的问题仍要解决，另立督查问题继续整改。" if event.finding else ""
    return (
        f"诉求人撤回诉求（{event.confirmed_how}）。{besides(event.explanation, '原因：')}"
        f"{finding}{besides(event.no_finding_reason, '不再跟进的理由：')}"
    )


def _split(event: e.CaseSplit, _: Register) -> str:
    part = f"其中{event.matter.label}的部分另外登记一件，单独办理（拆分）。"
    return f"{part}{besides(event.explanation)}"


def _released(event: e.ExcerptReleased, _: Register) -> str:
    return f"整理出不含个人信息、可以交给承办单位的内容（摘录）：「{event.excerpt.title}」。"


def _verified(event: e.PreVerificationReported, _: Register) -> str:
    return f"核实结果：{event.result.label}。{besides(event.note)}"


def _revealed(event: e.PersonalDataRevealed, _: Register) -> str:
    return f"查看了诉求人信息，目的：{event.purpose.label}。{besides(event.note)}"


SENTENCES: dict[type, Callable[[Any, Register], str]] = {
    e.CaseRegistered: _registered,
    e.ExcerptReleased: _released,
    e.PreVerificationRequested: lambda event, _: (
        f"受理之前先去核实{ending(event.question)}{latest(event.verify_due, '报核实结果')}。"
    ),
    e.PreVerificationReported: _verified,
    e.CaseAccepted: _accepted,
    e.CaseDeclined: _declined,
    e.CaseTransferredOut: _transferred,
    e.TransferAcknowledged: lambda event, _: (
        f"接收机关回复已经收到{named(event.reference)}{ending(event.note)}"
    ),
    e.CaseWithdrawn: _withdrawn,
    e.CaseSplit: _split,
    e.PersonalDataRevealed: _revealed,
}
