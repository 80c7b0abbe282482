"""Several complaints about one problem: joined, taken apart, each answered."""

from collections.abc import Callable
from typing import Any

from aiwei.domain.case import events as e
from aiwei.domain.register.state import Register
from aiwei.projections.saying import besides, latest


def _merged(event: e.CaseMerged, _: Register) -> str:
    same = f"与 {event.into_number} 号是同一件事（{event.relation.label}）"
    return f"{same}，合在一起办理，办好后仍单独答复。{besides(event.reason)}"


def _unmerged(event: e.CaseUnmerged, _: Register) -> str:
    return f"从合并的件里拆出，单独办理，回到「{event.state.label}」。{besides(event.reason)}"


def _answered(event: e.ComplainantAnswered, _: Register) -> str:
    again = f"退回承办单位返工，{latest(event.task_due, '改好')}。" if event.task_due else ""
    return f"回访 {event.number} 号的诉求人：{event.result.label}。{again}"


SENTENCES: dict[type, Callable[[Any, Register], str]] = {
    e.CaseMerged: _merged,
    e.CaseUnmerged: _unmerged,
    e.ReplyFellDue: lambda event, _: (
        f"合在一起办理的那件已经核查通过，{latest(event.follow_up_due, '回访诉求人')}。"
    ),
    e.ReplyPutOff: lambda _, __: "合在一起办理的那件还要返工，改好后再回访诉求人。",
    e.ComplaintJoined: lambda event, _: (
        f"{event.number} 号反映同一问题（{event.relation.label}），合到本件一起办理。"
    ),
    e.ComplaintLeft: lambda event, _: f"{event.number} 号从本件拆出，单独办理。{besides(event.reason)}",
    e.ComplainantAnswered: _answered,
}
