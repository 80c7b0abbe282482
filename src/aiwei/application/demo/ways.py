"""The ways through life that cases of the demo town take: where each leaves the main road, and how often."""

from aiwei.application.demo import asking as ask
from aiwei.application.demo import detours as aside
from aiwei.application.demo import saying as say
from aiwei.application.demo.turns import Ask, Turn, Way, When, before, past
from aiwei.application.intake import Intake
from aiwei.domain.case import commands as c
from aiwei.domain.case.grounds import Clock, SuspensionReason
from aiwei.domain.case.words import CaseKind, CaseState, MatterKind, Urgency
from aiwei.domain.case.words import CaseState as S
from aiwei.domain.decider import Command

At = tuple[CaseState, Turn]


def _public(intake: Intake) -> bool:
    return intake.case_kind is CaseKind.GRIEVANCE


def _reachable(intake: Intake) -> bool:
    return _public(intake) and bool(intake.phone)


def _nobody_to_ask(intake: Intake) -> bool:
    return _public(intake) and not intake.phone


def _takes_time(intake: Intake) -> bool:
    """A grievance whose rule allows two extensions."""
    return _public(intake) and intake.matter is not MatterKind.INQUIRY


def _seen(intake: Intake) -> bool:
    """Of an inspection: looked at again a month after it was closed."""
    return intake.case_kind in {CaseKind.FINDING, CaseKind.SELF_CHECK}


def _at(state: CaseState, asks: Ask | Command, after: float | When = 1.0) -> At:
    return (state, Turn(asks, after))


_RETURNED = _at(S.DISPATCHED, say.REQUEST_RETURN, 2.0)
_AGAIN = _at(S.RETURN_PENDING, say.APPROVE_RETURN, 3.0)
_TWICE_RETURNED = (_RETURNED, _AGAIN, _RETURNED, _AGAIN)
_CONSULTED = _at(S.ACCEPTED, aside.consult, 2.0)
_FAILED = _at(S.AWAITING_CHECK, say.FAIL, 4.0)
_UNREACHED = _at(S.AWAITING_FOLLOWUP, ask.call(say.UNREACHED), 7.0)
_PRE_VERIFIED = (_at(S.REGISTERED, ask.release_excerpt, 0.5), _at(S.REGISTERED, say.PRE_VERIFY, 0.5))
_EXTENDED = _at(S.IN_PROGRESS, aside.extension(say.REQUEST_EXTENSION, 1), 2.0)
_TOLD = _at(S.IN_PROGRESS, ask.contact_if_owed, past(Clock.CASE))
_URGED = _at(S.IN_PROGRESS, say.URGE, past(Clock.TASK))
_SUPERVISED = (
    _TOLD,
    _URGED,
    _at(S.IN_PROGRESS, say.SUPERVISE, 9.0),
    _at(S.IN_PROGRESS, say.ANSWER, 12.0),
    _at(S.IN_PROGRESS, say.LIST_IT, 27.0),
    _at(S.IN_PROGRESS, say.ANSWER, 20.0),
)
_SHORT = _at(
    S.IN_PROGRESS, aside.suspension(21, SuspensionReason.ENGINEERING, "围挡并设警示牌，每日巡查"), 3.0
)
_LONG = _at(S.IN_PROGRESS, aside.suspension(150, SuspensionReason.FUNDS, "每周清理一次，设临时隔离"), 3.0)
_PREPARED = _at(S.IN_PROGRESS, ask.grant_suspension, 6.0)
_SMOOTH = "顺利办结"

WAYS: tuple[Way, ...] = (
    Way(_SMOOTH, 28),
    Way("逾期办结", 6, (_TOLD,), late=True),
    Way("逾期后催办", 2, (_TOLD, _URGED), late=True),
    Way("催办、督办、挂牌督办", 2, _SUPERVISED, late=True, long=True),
    Way("逾期申诉，成立", 2, (_TOLD, _at(S.CLOSED, aside.appeal(say.APPEAL), 9.0)), late=True, long=True),
    Way(
        "逾期申诉，不成立",
        2,
        (
            _TOLD,
            _at(S.CLOSED, aside.appeal(say.APPEAL_WEAKLY), 9.0),
            _at(S.CLOSED, aside.oppose, 5.0),
            _at(S.CLOSED, aside.oppose, 5.0),
        ),
        late=True,
        long=True,
    ),
    Way("退单，改派", 5, (_RETURNED,)),
    Way("退单，驳回", 2, (_RETURNED, _at(S.RETURN_PENDING, say.REJECT_RETURN, 3.0))),
    Way("两次退单，会商指定承办", 2, (*_TWICE_RETURNED, _CONSULTED)),
    Way("会商后挂账", 1, (_CONSULTED, _at(S.IN_CONSULTATION, aside.suspend_together, 18.0)), long=True),
    Way("会商后转出", 1, (_CONSULTED, _at(S.IN_CONSULTATION, aside.transfer_together, 18.0))),
    Way(
        "内部指派，报进展", 8, (_at(S.IN_PROGRESS, aside.assign, 1.0), _at(S.IN_PROGRESS, say.PROGRESS, 4.0))
    ),
    Way("延期一次", 3, (_EXTENDED,)),
    Way(
        "延期两次",
        3,
        (
            _EXTENDED,
            _at(S.IN_PROGRESS, ask.grant_extension, 3.0),
            _at(S.IN_PROGRESS, aside.extension(say.REQUEST_ANOTHER, 2), before(Clock.TASK)),
        ),
        fits=_takes_time,
        long=True,
    ),
    Way("延期，驳回", 2, (_EXTENDED, _at(S.IN_PROGRESS, aside.refuse_extension, 3.0))),
    Way("挂账，到期自动恢复", 2, (_SHORT,), long=True),
    Way("挂账，提前恢复", 1, (_SHORT, _PREPARED, _at(S.SUSPENDED, say.RESUME, 60.0)), long=True),
    Way("挂账，跨年", 2, (_LONG,), long=True),
    Way("挂账，驳回", 1, (_SHORT, _at(S.IN_PROGRESS, say.REFUSE_SUSPENSION, 6.0))),
    Way("返工一次", 7, (_FAILED,)),
    Way("返工两次", 2, (_FAILED, _FAILED)),
    Way("办结后重开", 4, (_at(S.CLOSED, say.REOPEN, 45.0),)),
    Way("更正地点", 2, (_at(S.ACCEPTED, say.CORRECT_SITE, 0.5),)),
    Way("更正文字", 1, (_at(S.AWAITING_CHECK, aside.correct_words, 1.0),)),
    Way("更正收到时间", 1, (_at(S.ACCEPTED, aside.correct_received, 0.5),), fits=_public),
    Way("回头看，反弹", 3, (_at(S.CLOSED, say.REBOUND, before(Clock.REINSPECT)),), fits=_seen, long=True),
    Way("先核实", 4, _PRE_VERIFIED, fits=_public),
    Way(
        "核实不了，不予受理",
        1,
        (*_PRE_VERIFIED, _at(S.PRE_VERIFYING, say.NOT_FOUND, 9.0), _at(S.REGISTERED, aside.decline, 2.0)),
        fits=_nobody_to_ask,
    ),
    Way("不予受理", 3, (_at(S.REGISTERED, aside.decline, 2.0),), fits=_public),
    Way("撤回", 1, (_at(S.REGISTERED, say.WITHDRAW, 4.0),), fits=_reachable),
    Way("并案", 2, (_at(S.REGISTERED, aside.join(c.MergeInto), 1.0),), fits=_public),
    Way("重复件", 2, (_at(S.REGISTERED, aside.join(c.LinkRepeat), 1.0),), fits=_reachable),
    Way("回访说没解决", 3, (_at(S.AWAITING_FOLLOWUP, ask.call(say.UNSOLVED), 1.0),), fits=_reachable),
    Way("头一次没联系上", 4, (_UNREACHED,), fits=_reachable),
    Way("一直没联系上", 3, (_UNREACHED, _UNREACHED, _UNREACHED), fits=_reachable),
    # for cases that are cast for them
    Way("移交其他渠道", 0, (_at(S.REGISTERED, ask.transfer_out, 2.0),)),
    Way(
        "撤回，转为督查问题",
        0,
        (*_PRE_VERIFIED, _at(S.PRE_VERIFYING, say.TRUE, 9.0), _at(S.REGISTERED, say.WITHDRAW_REAL, 3.0)),
    ),
    Way("投诉和举报拆分", 0, (_at(S.REGISTERED, say.SPLIT, 1.0),)),
    Way("误并后拆开", 0, (_at(S.REGISTERED, aside.join(c.MergeInto), 1.0), _at(S.MERGED, say.UNMERGE, 8.0))),
    Way("特急", 0, urgency=Urgency.CRITICAL),
    Way("立行立改", 0, urgency=Urgency.IMMEDIATE),
    # where they stand when the demo ends
    Way("刚登记", 0, ends=S.REGISTERED),
    Way("还在核实", 0, _PRE_VERIFIED, ends=S.PRE_VERIFYING),
    Way("等派单", 0, ends=S.ACCEPTED),
    Way("等签收", 0, ends=S.DISPATCHED),
    Way("退单等审", 0, (_RETURNED,), ends=S.RETURN_PENDING),
    Way("还在会商", 0, (_CONSULTED,), ends=S.IN_CONSULTATION),
    Way("等核查", 0, ends=S.AWAITING_CHECK, urgency=Urgency.IMMEDIATE),
    Way("等回访", 0, ends=S.AWAITING_FOLLOWUP),
)
BY_NAME = {way.name: way for way in WAYS}
SMOOTH = BY_NAME[_SMOOTH]
