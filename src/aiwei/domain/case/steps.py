"""The state machine, said once, as data (domain table a): which command is open where, for whom, and where
it leads.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from aiwei.domain.case import commands as c
from aiwei.domain.case.clocks import OPEN
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import CaseKind, Triage
from aiwei.domain.case.words import CaseState as S
from aiwei.domain.decider import Command
from aiwei.domain.register.words import Capability as Can


class Whom(Enum):
    """Which unit the acting post must stand in."""

    ANYONE = "有此权限的岗位"
    LEAD = "主办单位"
    NOT_HANDLER = "非承办单位"
    SENTINEL = "值守程序"


def _always(_: Case) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class May:
    """Who may: a capability, where its holder stands, and of which cases."""

    can: Can
    whom: Whom = Whom.ANYONE
    only: Callable[[Case], bool] = _always


@dataclass(frozen=True, slots=True)
class Step:
    """One arrow bundle of the life of a case. ``to`` is empty where the state stays as it is; ``also_in``
    are states in which the step may be taken as well, and which it does not leave.

    ``offered`` says whether the case is one for which the step makes sense now, in lists of what can be done.
    """

    command: type[Command]
    verb: str
    label: str
    open_in: tuple[S, ...]
    to: tuple[S, ...]
    may: tuple[May, ...]
    also_in: tuple[S, ...] = ()
    offered: Callable[[Case], bool] = _always

    @property
    def where(self) -> tuple[S, ...]:
        """Every state in which it is open."""
        return (*self.open_in, *self.also_in)

    @property
    def by_people(self) -> bool:
        """Whether anybody but the sentinel may take it."""
        return any(may.whom is not Whom.SENTINEL for may in self.may)


def _may(*can: Can) -> tuple[May, ...]:
    return tuple(May(one) for one in can)


def _others(*can: Can) -> tuple[May, ...]:
    """By somebody who holds no post in a unit that handles or handled the case."""
    return tuple(May(one, Whom.NOT_HANDLER) for one in can)


LEAD = (May(Can.RECTIFY, Whom.LEAD),)
SENTINEL = (May(Can.INTAKE, Whom.SENTINEL),)
#: The office the first time, the leader in charge whenever.
EXTENDERS = (
    May(Can.EXTEND, Whom.NOT_HANDLER, lambda case: case.extensions == 0),
    May(Can.LEAD, Whom.NOT_HANDLER),
)
ENDED = (S.CLOSED, S.DECLINED, S.TRANSFERRED_OUT, S.MERGED, S.WITHDRAWN)
BEFORE_CHECK = (
    S.REGISTERED,
    S.PRE_VERIFYING,
    S.ACCEPTED,
    S.DISPATCHED,
    S.RETURN_PENDING,
    S.IN_CONSULTATION,
    S.IN_PROGRESS,
)
WITH_UNIT = (S.DISPATCHED, S.RETURN_PENDING, S.IN_PROGRESS, S.SUSPENDED, S.AWAITING_CHECK)


def _ours(case: Case) -> bool:
    return case.triage is Triage.OURS


def _grievance(case: Case) -> bool:
    return case.kind is CaseKind.GRIEVANCE


def _our_grievance(case: Case) -> bool:
    return _ours(case) and _grievance(case)


def _contactable(case: Case) -> bool:
    return case.contactable


def _unchecked(case: Case) -> bool:
    return not case.check_passed


STEPS: tuple[Step, ...] = (
    Step(c.RegisterCase, "register", "登记", (), (S.REGISTERED,), _may(Can.INTAKE)),
    Step(c.ReleaseExcerpt, "release-excerpt", "确认摘录", (S.REGISTERED, S.ACCEPTED), (),
         _may(Can.INTAKE, Can.ACCEPT), offered=_ours),
    Step(c.RequestPreVerification, "request-pre-verification", "发起核实", (S.REGISTERED,),
         (S.PRE_VERIFYING,), _may(Can.ACCEPT), offered=_our_grievance),
    Step(c.ReportPreVerification, "report-pre-verification", "核实反馈", (S.PRE_VERIFYING,), (S.REGISTERED,),
         _may(Can.CHECK)),
    Step(c.Accept, "accept", "受理", (S.REGISTERED,), (S.ACCEPTED,), _may(Can.ACCEPT), offered=_ours),
    # to end a case without work is the decision of whoever may close
    Step(c.Decline, "decline", "不予受理", (S.REGISTERED,), (S.DECLINED,), _may(Can.CLOSE),
         offered=lambda case: _ours(case) and not case.members),
    Step(c.TransferOut, "transfer-out", "转出", (S.REGISTERED, S.ACCEPTED), (S.TRANSFERRED_OUT,),
         _may(Can.ACCEPT, Can.CLOSE), offered=lambda case: not case.members),
    Step(c.AcknowledgeTransfer, "acknowledge-transfer", "登记转出回执", (S.TRANSFERRED_OUT,), (),
         _may(Can.ACCEPT, Can.CLOSE), offered=lambda case: not case.acknowledged),
    Step(c.Split, "split", "拆分", (S.REGISTERED,), (), _may(Can.INTAKE, Can.ACCEPT), offered=_our_grievance),
    Step(c.LinkRepeat, "link-repeat", "关联为重复件", (S.REGISTERED,), (S.MERGED,),
         _may(Can.INTAKE, Can.ACCEPT), offered=lambda case: _our_grievance(case) and not case.members),
    Step(c.MergeInto, "merge-into", "并案", (S.REGISTERED, S.ACCEPTED, S.IN_PROGRESS), (S.MERGED,),
         _may(Can.ACCEPT, Can.DISPATCH), offered=lambda case: _ours(case) and not case.members),
    # back to where it stood before
    Step(c.Unmerge, "unmerge", "拆并", (S.MERGED,), (S.REGISTERED, S.ACCEPTED, S.IN_PROGRESS),
         _may(Can.ACCEPT, Can.DISPATCH)),
    Step(c.Dispatch, "dispatch", "派单", (S.ACCEPTED,), (S.DISPATCHED,), _may(Can.DISPATCH),
         offered=_ours),
    Step(c.SignFor, "sign-for", "签收", (S.DISPATCHED,), (S.IN_PROGRESS,), (*LEAD, May(Can.DISPATCH))),
    Step(c.RequestReturn, "request-return", "申请退单", (S.DISPATCHED, S.IN_PROGRESS), (S.RETURN_PENDING,),
         LEAD, offered=lambda case: not case.designated and not case.worked),
    Step(c.ApproveReturn, "approve-return", "同意退单", (S.RETURN_PENDING,), (S.ACCEPTED,),
         _others(Can.DECIDE_RETURN)),
    # back to where the unit stood when it asked
    Step(c.RejectReturn, "reject-return", "驳回退单", (S.RETURN_PENDING,), (S.DISPATCHED, S.IN_PROGRESS),
         _others(Can.DECIDE_RETURN)),
    Step(c.OpenConsultation, "open-consultation", "提请会商",
         (S.ACCEPTED, S.RETURN_PENDING, S.IN_PROGRESS), (S.IN_CONSULTATION,), _others(Can.DISPATCH),
         offered=_ours),
    Step(c.DecideConsultation, "decide-consultation", "会商决定", (S.IN_CONSULTATION,),
         (S.ACCEPTED, S.SUSPENDED, S.TRANSFERRED_OUT), _may(Can.CONVENE)),
    Step(c.AssignTask, "assign-task", "内部指派", (S.IN_PROGRESS,), (), LEAD),
    Step(c.RecordProgress, "record-progress", "报告进展", (S.IN_PROGRESS, S.SUSPENDED), (), LEAD),
    Step(c.SubmitRectification, "submit-rectification", "提交整改", (S.IN_PROGRESS,), (S.AWAITING_CHECK,),
         LEAD),
    Step(c.RequestExtension, "request-extension", "申请延期", (S.IN_PROGRESS,), (), LEAD,
         offered=lambda case: case.extension is None),
    Step(c.GrantExtension, "grant-extension", "批准延期", (S.IN_PROGRESS,), (), EXTENDERS,
         offered=lambda case: case.extension is not None),
    Step(c.RefuseExtension, "refuse-extension", "驳回延期", (S.IN_PROGRESS,), (), EXTENDERS,
         offered=lambda case: case.extension is not None),
    Step(c.RequestSuspension, "request-suspension", "申请挂账", (S.IN_PROGRESS,), (), LEAD,
         offered=lambda case: case.suspension is None),
    Step(c.GrantSuspension, "grant-suspension", "批准挂账", (S.IN_PROGRESS,), (S.SUSPENDED,),
         _others(Can.LEAD), offered=lambda case: case.suspension is not None),
    Step(c.RefuseSuspension, "refuse-suspension", "驳回挂账", (S.IN_PROGRESS,), (), _others(Can.LEAD),
         offered=lambda case: case.suspension is not None),
    Step(c.ReviewSuspension, "review-suspension", "挂账复核", (S.SUSPENDED,), (),
         _others(Can.LEAD, Can.DISPATCH)),
    # to the unit that had it, or to dispatch where none had
    Step(c.Resume, "resume", "恢复办理", (S.SUSPENDED,), (S.IN_PROGRESS, S.ACCEPTED),
         (May(Can.DISPATCH), *SENTINEL)),
    # without a person to call, a passed check leaves the case here until it is closed
    Step(c.PassCheck, "pass-check", "核查通过", (S.AWAITING_CHECK,), (S.AWAITING_FOLLOWUP, S.AWAITING_CHECK),
         _others(Can.CHECK), offered=_unchecked),
    Step(c.FailCheck, "fail-check", "核查不通过", (S.AWAITING_CHECK,), (S.IN_PROGRESS,), _others(Can.CHECK),
         offered=_unchecked),
    # "not solved" sends the case back to the unit; whoever joined another case is answered, too
    Step(c.RecordFollowUp, "record-follow-up", "记录回访", (S.AWAITING_FOLLOWUP,),
         (S.AWAITING_FOLLOWUP, S.IN_PROGRESS), _others(Can.FOLLOW_UP), also_in=(S.MERGED,),
         offered=lambda case: case.merged_into is None or case.reply_due),
    Step(c.RecordContact, "record-contact", "记录联系", OPEN, (), _others(Can.FOLLOW_UP, Can.INTAKE),
         offered=_contactable),
    Step(c.Close, "close", "办结", (S.AWAITING_CHECK, S.AWAITING_FOLLOWUP), (S.CLOSED,), _others(Can.CLOSE)),
    Step(c.Withdraw, "withdraw", "撤回", BEFORE_CHECK, (S.WITHDRAWN,), _may(Can.ACCEPT, Can.INTAKE),
         offered=lambda case: _grievance(case) and not case.members),
    Step(c.RecordReinspection, "record-reinspection", "回头看", (S.CLOSED,), (S.CLOSED, S.IN_PROGRESS),
         _others(Can.CHECK)),
    Step(c.Reopen, "reopen", "重开", (S.CLOSED,), (S.ACCEPTED,), _others(Can.DISPATCH)),
    Step(c.AppealLateness, "appeal-lateness", "逾期申诉", (S.CLOSED,), (), LEAD,
         offered=lambda case: case.late and case.appeal is None),
    Step(c.ReviewLatenessAppeal, "review-lateness-appeal", "复核逾期申诉", (S.CLOSED,), (),
         _others(Can.REVIEW), offered=lambda case: case.appeal is not None and case.appeal.upheld is None),
    Step(c.Urge, "urge", "催办", OPEN, (), _others(Can.DISPATCH)),
    Step(c.Supervise, "supervise", "督办", OPEN, (), _others(Can.SUPERVISE)),
    Step(c.ListForSupervision, "list-for-supervision", "挂牌督办", OPEN, (), _others(Can.CONVENE)),
    Step(c.AnswerSupervision, "answer-supervision", "回复督办", WITH_UNIT, (), LEAD,
         offered=lambda case: case.supervision in {"supervised", "listed"}),
    # whether the actor is its author is for the decision to say
    Step(c.CorrectRecord, "correct-record", "更正", tuple(S), (),
         (*_may(Can.ACCEPT, Can.INTAKE, Can.DISPATCH, Can.CLOSE, Can.CHECK, Can.FOLLOW_UP), *LEAD)),
    Step(c.Archive, "archive", "归档", ENDED, (S.ARCHIVED,), _may(Can.ARCHIVE)),
    Step(c.Reveal, "reveal", "查看诉求人", (*OPEN, *ENDED), (), _others(Can.REVEAL),
         offered=lambda case: case.has_subject),
    Step(c.SendNotice, "send-notice", "提醒", (*OPEN, S.CLOSED, S.TRANSFERRED_OUT, S.MERGED), (), SENTINEL),
    Step(c.RecomputeDues, "recompute-dues", "重算时限", (*OPEN, S.CLOSED, S.TRANSFERRED_OUT, S.MERGED), (),
         SENTINEL),
)  # fmt: skip
BY_COMMAND: dict[type[Command], Step] = {step.command: step for step in STEPS}
BY_VERB: dict[str, Step] = {step.verb: step for step in STEPS}
