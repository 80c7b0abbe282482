"""From state and command to events: one pure function a command, and the gates that all share."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from enum import Enum
from functools import lru_cache
from typing import Any

from aiwei.domain.calendar import LOCAL
from aiwei.domain.case import (
    assigning,
    consulting,
    correcting,
    ending,
    intake,
    joining,
    leaving,
    looking_back,
    prolonging,
    supervising,
    working,
)
from aiwei.domain.case import commands as c
from aiwei.domain.case.events import CaseFact
from aiwei.domain.case.folding import evolve
from aiwei.domain.case.lifecycle import BY_COMMAND, acting_post
from aiwei.domain.case.refusals import ExcerptLeaks, WrongTime
from aiwei.domain.case.state import Case
from aiwei.domain.decider import Command, Decider, Elsewhere
from aiwei.domain.office import Office

CLOCK_SKEW = timedelta(minutes=5)

DECISIONS: dict[type[Command], Callable[[Case, Any, Office, datetime], Sequence[CaseFact | Elsewhere]]] = {
    c.RegisterCase: intake.register,
    c.ReleaseExcerpt: intake.release_excerpt,
    c.RequestPreVerification: intake.request_pre_verification,
    c.ReportPreVerification: intake.report_pre_verification,
    c.Accept: intake.accept,
    c.Decline: intake.decline,
    c.TransferOut: leaving.transfer_out,
    c.AcknowledgeTransfer: leaving.acknowledge_transfer,
    c.Withdraw: leaving.withdraw,
    c.Split: leaving.split,
    c.MergeInto: joining.merge_into,
    c.LinkRepeat: joining.link_repeat,
    c.Unmerge: joining.unmerge,
    c.Dispatch: assigning.dispatch,
    c.SignFor: assigning.sign_for,
    c.RequestReturn: assigning.request_return,
    c.ApproveReturn: assigning.approve_return,
    c.RejectReturn: assigning.reject_return,
    c.OpenConsultation: consulting.open_consultation,
    c.DecideConsultation: consulting.decide_consultation,
    c.AssignTask: assigning.assign_task,
    c.RecordProgress: working.record_progress,
    c.RequestExtension: prolonging.request_extension,
    c.GrantExtension: prolonging.grant_extension,
    c.RefuseExtension: prolonging.refuse_extension,
    c.RequestSuspension: prolonging.request_suspension,
    c.GrantSuspension: prolonging.grant_suspension,
    c.RefuseSuspension: prolonging.refuse_suspension,
    c.ReviewSuspension: prolonging.review_suspension,
    c.Resume: prolonging.resume,
    c.SubmitRectification: working.submit_rectification,
    c.PassCheck: working.pass_check,
    c.FailCheck: working.fail_check,
    c.RecordFollowUp: ending.record_follow_up,
    c.RecordContact: ending.record_contact,
    c.Close: ending.close,
    c.Reopen: looking_back.reopen,
    c.RecordReinspection: looking_back.record_reinspection,
    c.AppealLateness: looking_back.appeal_lateness,
    c.ReviewLatenessAppeal: looking_back.review_lateness_appeal,
    c.Urge: supervising.urge,
    c.Supervise: supervising.supervise,
    c.ListForSupervision: supervising.list_for_supervision,
    c.AnswerSupervision: supervising.answer_supervision,
    c.CorrectRecord: correcting.correct,
    c.Archive: looking_back.archive,
    c.Reveal: ending.reveal,
    c.SendNotice: supervising.send_notice,
    c.RecomputeDues: supervising.recompute_dues,
}


def decide(case: Case, command: Command, office: Office) -> Sequence[CaseFact | Elsewhere]:
    """The events that this command leads to; raises a ``Refused`` by name otherwise."""
    acting = acting_post(BY_COMMAND[type(command)], case, office)
    _refuse_leaks(command, office)
    moment = _when(case, command, office)
    if acting.post.unit in case.current_units:
        _refuse_own_backdating(moment, office)
    return DECISIONS[type(command)](case, command, office, moment)


def _refuse_own_backdating(moment: datetime, office: Office) -> None:
    """A unit without a signal enters its work later; one that is late must not date itself back into time."""
    if moment == office.now:
        return
    limit = office.due("OWN-BACKDATING", moment)
    if office.now > limit.at:
        raise WrongTime(
            f"本单位补录最多回溯 {limit.amount}{limit.unit.label if limit.unit else ''}；"
            "更早发生的，请由爱卫办代为录入",
            field="occurred_at",
        )


def _when(case: Case, command: Command, office: Office) -> datetime:
    """When it happened: now, or earlier when it is entered afterwards; never in the future, and never before
    the case came to where it stands.
    """
    field = "received_at" if isinstance(command, c.RegisterCase) else "occurred_at"
    said: datetime | None = getattr(command, field, None)
    if said is None:
        return _not_before(case, office.now)
    if said > office.now + CLOCK_SKEW:
        raise WrongTime("发生时间在将来，请核对", field=field)
    if case.received_at and said < case.received_at:
        raise WrongTime("发生时间早于收到诉求的时间，请核对", field=field)
    if case.since and said < case.since:
        raise WrongTime(
            f"发生时间早于上一步（{case.since.astimezone(LOCAL):%m月%d日 %H:%M}），请核对", field=field
        )
    return said


def _not_before(case: Case, now: datetime) -> datetime:
    """Now; or the last step's moment where this server's clock is behind the one that recorded it."""
    return max(now, case.since) if case.since else now


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
"""Registration to archive."""
