"""Whether a step is open in a case, and in which of their posts somebody may take it."""

from aiwei.domain.case import commands as c
from aiwei.domain.case.clocks import OPEN
from aiwei.domain.case.refusals import AccusedWouldReceive, HandlerMayNotCheck, NotOpenNow, NotYourDuty
from aiwei.domain.case.state import Case
from aiwei.domain.case.steps import BY_COMMAND, BY_VERB, STEPS, May, Step, Whom
from aiwei.domain.office import SYSTEM, Office
from aiwei.domain.register.state import HeldPost

__all__ = ["BY_COMMAND", "BY_VERB", "OPEN", "STEPS", "Step", "Whom", "acting_post", "is_open", "open_steps"]
_CHECKS = (c.PassCheck, c.FailCheck)


def is_open(step: Step, case: Case) -> bool:
    """Whether the case is where this step may be taken (a new case is nowhere yet)."""
    if case.state is None:
        return not step.open_in
    return case.state in step.where and not (case.check_passed and step.command in _CHECKS)


def open_steps(case: Case) -> tuple[Step, ...]:
    """What people may do with this case as it stands, by whoever it is for."""
    return tuple(s for s in STEPS if is_open(s, case) and s.by_people and s.offered(case))


def acting_post(step: Step, case: Case, office: Office) -> HeldPost:
    """The post in which the actor may take this step; refuses by name when there is none."""
    if not is_open(step, case):
        now = case.state.label if case.state else "未登记"
        others = "、".join(s.label for s in open_steps(case)) or "无"
        raise NotOpenNow(f"此件现在是「{now}」，不能{step.label}；现在可以：{others}")
    if office.person == case.accused_person:  # 信访工作条例 art. 28, 30: in none of their posts
        raise AccusedWouldReceive(f"此件反映的正是您本人，须由他人{step.label}")
    held = office.posts
    capable = [(post, may) for may in step.may if may.only(case) for post in held if post.may(may.can)]
    for post, may in capable:
        if _stands_right(post, may, case, office, step):
            return post
    raise NotYourDuty(_needed(step, case, office, capable=bool(capable)))


def _stands_right(post: HeldPost, may: May, case: Case, office: Office, step: Step) -> bool:
    """Whether the post stands in the right unit; a handler who would check is refused by name."""
    if may.whom is Whom.LEAD:
        return post.post.unit == case.lead_unit
    if may.whom is Whom.SENTINEL:
        return office.person == SYSTEM
    if may.whom is Whom.NOT_HANDLER:
        refuse_handlers(case, office, step.label)
    return True


def refuse_handlers(case: Case, office: Office, what: str) -> None:
    """Nobody with any post in a unit that handles this case, or handled it."""
    if case.handling_units & {p.post.unit for p in office.posts}:
        units = "、".join(office.register.unit_name(u) for u in sorted(case.handling_units))
        raise HandlerMayNotCheck(f"您在承办单位（{units}）任职，须由其他单位的人{what}")


def _needed(step: Step, case: Case, office: Office, *, capable: bool) -> str:
    needed = "、".join(dict.fromkeys(f"「{may.can.label}」" for may in step.may if may.only(case)))
    in_lead = capable and any(may.whom is Whom.LEAD for may in step.may)
    tail = f"，并在主办单位（{office.register.unit_name(case.lead_unit)}）任职" if in_lead else ""
    return f"{step.label}需要岗位权限{needed}{tail}；您现任岗位没有，请换有权限的人办理"
