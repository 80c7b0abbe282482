"""The state machine, said once, as data (domain table a): which command is open where, for whom, and
where it leads.
"""

from dataclasses import dataclass
from enum import Enum

from aiwei.domain.case import commands as c
from aiwei.domain.case.refusals import AccusedWouldReceive, HandlerMayNotCheck, NotOpenNow, NotYourDuty
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import CaseState as S
from aiwei.domain.decider import Command
from aiwei.domain.office import Office
from aiwei.domain.register.state import HeldPost
from aiwei.domain.register.words import Capability


class Whom(Enum):
    """Which unit the acting post must stand in."""

    ANYONE = "有此权限的岗位"
    LEAD = "主办单位"
    NOT_HANDLER = "非承办单位"


@dataclass(frozen=True, slots=True)
class Step:
    """One arrow bundle of the life of a case. ``to`` is empty where the state stays as it is."""

    command: type[Command]
    verb: str
    label: str
    open_in: tuple[S, ...]
    to: tuple[S, ...]
    may: tuple[tuple[Capability, Whom], ...]


OPEN = (
    S.REGISTERED,
    S.ACCEPTED,
    S.DISPATCHED,
    S.RETURN_PENDING,
    S.IN_PROGRESS,
    S.AWAITING_CHECK,
    S.AWAITING_FOLLOWUP,
)
ANYONE, LEAD, NOT_HANDLER = Whom.ANYONE, Whom.LEAD, Whom.NOT_HANDLER
Can = Capability

STEPS: tuple[Step, ...] = (
    Step(c.RegisterCase, "register", "登记", (), (S.REGISTERED,), ((Can.INTAKE, ANYONE),)),
    Step(
        c.ReleaseExcerpt,
        "release-excerpt",
        "确认摘录",
        (S.REGISTERED, S.ACCEPTED),
        (),
        ((Can.INTAKE, ANYONE), (Can.ACCEPT, ANYONE)),
    ),
    Step(c.Accept, "accept", "受理", (S.REGISTERED,), (S.ACCEPTED,), ((Can.ACCEPT, ANYONE),)),
    # to end a case without work is the decision of whoever may close
    Step(c.Decline, "decline", "不予受理", (S.REGISTERED,), (S.DECLINED,), ((Can.CLOSE, ANYONE),)),
    Step(c.Dispatch, "dispatch", "派单", (S.ACCEPTED,), (S.DISPATCHED,), ((Can.DISPATCH, ANYONE),)),
    Step(
        c.SignFor,
        "sign-for",
        "签收",
        (S.DISPATCHED,),
        (S.IN_PROGRESS,),
        ((Can.RECTIFY, LEAD), (Can.DISPATCH, ANYONE)),
    ),
    Step(
        c.RequestReturn,
        "request-return",
        "申请退单",
        (S.DISPATCHED, S.IN_PROGRESS),
        (S.RETURN_PENDING,),
        ((Can.RECTIFY, LEAD),),
    ),
    Step(
        c.ApproveReturn,
        "approve-return",
        "同意退单",
        (S.RETURN_PENDING,),
        (S.ACCEPTED,),
        ((Can.DECIDE_RETURN, NOT_HANDLER),),
    ),
    # back to where the unit stood when it asked
    Step(
        c.RejectReturn,
        "reject-return",
        "驳回退单",
        (S.RETURN_PENDING,),
        (S.DISPATCHED, S.IN_PROGRESS),
        ((Can.DECIDE_RETURN, NOT_HANDLER),),
    ),
    Step(
        c.SubmitRectification,
        "submit-rectification",
        "提交整改",
        (S.IN_PROGRESS,),
        (S.AWAITING_CHECK,),
        ((Can.RECTIFY, LEAD),),
    ),
    # without a person to call, a passed check leaves the case here until it is closed
    Step(
        c.PassCheck,
        "pass-check",
        "核查通过",
        (S.AWAITING_CHECK,),
        (S.AWAITING_FOLLOWUP, S.AWAITING_CHECK),
        ((Can.CHECK, NOT_HANDLER),),
    ),
    Step(
        c.FailCheck,
        "fail-check",
        "核查不通过",
        (S.AWAITING_CHECK,),
        (S.IN_PROGRESS,),
        ((Can.CHECK, NOT_HANDLER),),
    ),
    # "not solved" sends the case back to the unit
    Step(
        c.RecordFollowUp,
        "record-follow-up",
        "记录回访",
        (S.AWAITING_FOLLOWUP,),
        (S.AWAITING_FOLLOWUP, S.IN_PROGRESS),
        ((Can.FOLLOW_UP, NOT_HANDLER),),
    ),
    Step(
        c.Close,
        "close",
        "办结",
        (S.AWAITING_CHECK, S.AWAITING_FOLLOWUP),
        (S.CLOSED,),
        ((Can.CLOSE, NOT_HANDLER),),
    ),
    Step(c.Reopen, "reopen", "重开", (S.CLOSED,), (S.ACCEPTED,), ((Can.DISPATCH, NOT_HANDLER),)),
    Step(c.Reveal, "reveal", "查看诉求人", (*OPEN, S.CLOSED, S.DECLINED), (), ((Can.REVEAL, NOT_HANDLER),)),
)
BY_COMMAND: dict[type[Command], Step] = {step.command: step for step in STEPS}
BY_VERB: dict[str, Step] = {step.verb: step for step in STEPS}


def is_open(step: Step, case: Case) -> bool:
    """Whether the case is where this step may be taken (a new case is nowhere yet)."""
    if case.state is None:
        return not step.open_in
    return case.state in step.open_in and not (case.check_passed and step.command in _CHECKS)


_CHECKS = (c.PassCheck, c.FailCheck)


def open_steps(case: Case) -> tuple[Step, ...]:
    """What may be done in this state, by whoever it is for."""
    return tuple(step for step in STEPS if is_open(step, case))


def acting_post(step: Step, case: Case, office: Office) -> HeldPost:
    """The post in which the actor may take this step; refuses by name when there is none."""
    if not is_open(step, case):
        now = case.state.label if case.state else "未登记"
        others = "、".join(s.label for s in open_steps(case)) or "无"
        raise NotOpenNow(f"此件现在是「{now}」，不能{step.label}；现在可以：{others}")
    if office.person == case.accused_person:  # 信访工作条例 art. 28, 30: in none of their posts
        raise AccusedWouldReceive(f"此件反映的正是您本人，须由他人{step.label}")
    held = office.posts
    handlers = case.handling_units
    capable = [(post, whom) for can, whom in step.may for post in held if post.may(can)]
    for post, whom in capable:
        if whom is LEAD and post.post.unit != case.lead_unit:
            continue
        if whom is NOT_HANDLER and handlers & {p.post.unit for p in held}:
            units = "、".join(office.register.unit_name(u) for u in sorted(handlers))
            raise HandlerMayNotCheck(f"您在承办单位（{units}）任职，须由其他单位的人{step.label}")
        return post
    needed = "、".join(dict.fromkeys(f"「{can.label}」" for can, _ in step.may))
    tail = f"，并在主办单位（{office.register.unit_name(case.lead_unit)}）任职" if capable else ""
    raise NotYourDuty(f"{step.label}需要岗位权限{needed}{tail}；您现任岗位没有，请换有权限的人办理")
