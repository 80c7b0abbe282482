"""From state and command to events: one pure function a command, and the gates that all share."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import Enum
from functools import lru_cache
from typing import Any

from aiwei.domain.calendar import LOCAL
from aiwei.domain.case import assigning, ending, intake, working
from aiwei.domain.case import commands as c
from aiwei.domain.case.events import CaseFact
from aiwei.domain.case.lifecycle import BY_COMMAND, acting_post
from aiwei.domain.case.refusals import ExcerptLeaks, WrongTime
from aiwei.domain.case.state import Case, evolve
from aiwei.domain.decider import Command, Decider
from aiwei.domain.office import Office

CLOCK_SKEW = timedelta(minutes=5)
# a unit without a signal enters its work later; a unit that is late must not date itself back into time
OWN_BACKDATING = timedelta(hours=24)
OWN_BACKDATING_SAID = "本单位补录最多回溯 24 小时；更早发生的，请由爱卫办代为录入"

DECISIONS: dict[type[Command], Callable[[Case, Any, Office, datetime], Sequence[CaseFact]]] = {
    c.RegisterCase: intake.register,
    c.ReleaseExcerpt: intake.release_excerpt,
    c.Accept: intake.accept,
    c.Decline: intake.decline,
    c.Dispatch: assigning.dispatch,
    c.SignFor: assigning.sign_for,
    c.RequestReturn: assigning.request_return,
    c.ApproveReturn: assigning.approve_return,
    c.RejectReturn: assigning.reject_return,
    c.SubmitRectification: working.submit_rectification,
    c.PassCheck: working.pass_check,
    c.FailCheck: working.fail_check,
    c.RecordFollowUp: ending.record_follow_up,
    c.Close: ending.close,
    c.Reopen: ending.reopen,
    c.Reveal: ending.reveal,
}


def decide(case: Case, command: Command, office: Office) -> Sequence[CaseFact]:
    """The events that this command leads to; raises a ``Refused`` by name otherwise."""
    acting = acting_post(BY_COMMAND[type(command)], case, office)
    _refuse_leaks(command, office)
    moment = _when(case, command, office)
    if acting.post.unit in case.current_units and office.now - moment > OWN_BACKDATING:
        raise WrongTime(OWN_BACKDATING_SAID, field="occurred_at")
    return DECISIONS[type(command)](case, command, office, moment)


def _when(case: Case, command: Command, office: Office) -> datetime:
    """When it happened: now, or earlier when it is entered afterwards; never in the future, and never before
    the case came to where it stands.
    """
    field = "received_at" if isinstance(command, c.RegisterCase) else "occurred_at"
    said: datetime | None = getattr(command, field)
    if said is None:
        return office.now
    if said > office.now + CLOCK_SKEW:
        raise WrongTime("发生时间在将来，请核对", field=field)
    if case.received_at and said < case.received_at:
        raise WrongTime("发生时间早于收到诉求的时间，请核对", field=field)
    if case.since and said < case.since:
        raise WrongTime(
            f"发生时间早于上一步（{case.since.astimezone(LOCAL):%m月%d日 %H:%M}），请核对", field=field
        )
    return said


@lru_cache
def _fields(kind: type[Command]) -> tuple[str, ...]:
    """The fields of a command that may hold words."""
    return tuple(name for name in kind.model_fields if name not in c.CODE_FIELDS)


def _refuse_leaks(command: Command, office: Office) -> None:
    """No text of any command may carry the complainant's data into an event (PIPL art. 5, 51)."""
    for name in _fields(type(command)):
        value = getattr(command, name)
        prose = value and isinstance(value, str) and not isinstance(value, Enum)
        if prose and (kinds := office.leaks(value)):
            raise ExcerptLeaks(f"这段文字含诉求人的{'、'.join(kinds)}，请改写后再提交", field=name)


CASE_DECIDER: Decider[Case, Command, CaseFact, Office] = Decider(Case, decide, evolve)
