"""Which limits run on a case: what each event sets or stops, and which of them count in which state.

Decisions, the work list and the sentinel all read this one table.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from aiwei.domain.case import events as e
from aiwei.domain.case.grounds import Clock as K
from aiwei.domain.case.grounds import ConsultationDecision, ProgressKind, ReinspectionResult
from aiwei.domain.case.words import CaseState as S
from aiwei.domain.case.words import FollowUpResult
from aiwei.domain.deadlines import Due

Dues = Mapping[K, Due]
#: The due fields of events, by the clock that they set.
FIELDS: dict[str, K] = {
    "accept_due": K.ACCEPT,
    "verify_due": K.VERIFY,
    "case_due": K.CASE,
    "contact_due": K.CONTACT,
    "dispatch_due": K.DISPATCH,
    "task_due": K.TASK,
    "sign_for_due": K.SIGN_FOR,
    "return_due": K.RETURN_WINDOW,
    "preliminary_due": K.PRELIMINARY,
    "consult_due": K.CONSULT,
    "resume_due": K.RESUME,
    "review_due": K.REVIEW,
    "check_due": K.CHECK,
    "follow_up_due": K.FOLLOW_UP,
    "reply_due": K.SUPERVISION,
    "reinspect_due": K.REINSPECT,
    "receipt_due": K.RECEIPT,
}
#: The same field of other events means another step's limit.
DECIDED_BY: dict[type, dict[str, K]] = {
    e.ReturnRequested: {"decide_due": K.RETURN_DECIDE},
    e.ExtensionRequested: {"decide_due": K.EXTENSION_DECIDE},
    e.SuspensionRequested: {"decide_due": K.SUSPENSION_DECIDE},
    e.LatenessAppealed: {"review_due": K.APPEAL_REVIEW},
}
#: What is over when a unit is let go.
OF_A_UNIT = (K.TASK, K.SIGN_FOR, K.RETURN_WINDOW, K.PRELIMINARY, K.EXTENSION_DECIDE, K.SUSPENSION_DECIDE)
#: What is over with an event.
STOPS: dict[type, tuple[K, ...]] = {
    e.PreVerificationReported: (K.VERIFY,),
    e.CaseAccepted: (K.ACCEPT, K.VERIFY),
    e.TransferAcknowledged: (K.RECEIPT,),
    e.CaseDispatched: (K.DISPATCH,),
    e.ReturnApproved: (*OF_A_UNIT, K.RETURN_DECIDE),
    e.ReturnRejected: (K.RETURN_DECIDE,),
    e.ConsultationOpened: (K.RETURN_DECIDE,),
    e.ConsultationDecided: (K.CONSULT,),
    e.ExtensionGranted: (K.EXTENSION_DECIDE,),
    e.ExtensionRefused: (K.EXTENSION_DECIDE,),
    e.SuspensionGranted: (K.SUSPENSION_DECIDE, K.EXTENSION_DECIDE),
    e.SuspensionRefused: (K.SUSPENSION_DECIDE,),
    e.CaseResumed: (K.RESUME, K.REVIEW),
    e.RectificationSubmitted: (K.EXTENSION_DECIDE, K.SUSPENSION_DECIDE, K.PRELIMINARY),
    e.CheckPassed: (K.CHECK, K.FOLLOW_UP),
    e.CheckFailed: (K.CHECK,),
    e.ReplyPutOff: (K.FOLLOW_UP,),
    e.SupervisionAnswered: (K.SUPERVISION,),
    e.CaseClosed: (K.CHECK, K.FOLLOW_UP, K.CONTACT, K.SUPERVISION),
    e.CaseReopened: (K.TASK, K.CASE, K.REINSPECT, K.APPEAL_REVIEW),
    e.ReinspectionRecorded: (K.REINSPECT,),
    e.LatenessAppealUpheld: (K.APPEAL_REVIEW,),
    e.LatenessAppealDismissed: (K.APPEAL_REVIEW,),
}
#: What is over by what the event says.
STOPS_WHERE: dict[type, Callable[[Any], tuple[K, ...]]] = {
    e.ConsultationDecided: lambda said: OF_A_UNIT if said.decision is ConsultationDecision.DESIGNATE else (),
    e.ProgressRecorded: lambda said: (
        (K.PRELIMINARY,) if said.progress is ProgressKind.PRELIMINARY_OPINION else ()
    ),
    e.ContactRecorded: lambda said: (K.CONTACT,) if said.reached else (),
    e.FollowUpRecorded: lambda said: (
        (K.FOLLOW_UP,) if said.settled or said.result is not FollowUpResult.UNREACHED else ()
    ),
    e.ComplainantAnswered: lambda said: (K.FOLLOW_UP,) if said.task_due else (),
    e.ReinspectionRecorded: lambda said: (
        (K.APPEAL_REVIEW,) if said.result is ReinspectionResult.REBOUND else ()
    ),
}
#: Which clocks count where, the nearest step first: of two that end together the first is named.
RUNNING: dict[S, tuple[K, ...]] = {
    S.REGISTERED: (K.ACCEPT,),
    S.PRE_VERIFYING: (K.VERIFY, K.ACCEPT),
    S.ACCEPTED: (K.DISPATCH, K.CASE),
    S.DISPATCHED: (K.SIGN_FOR, K.TASK, K.CASE),
    S.RETURN_PENDING: (K.RETURN_DECIDE, K.CASE),
    S.IN_CONSULTATION: (K.CONSULT, K.CASE),
    S.IN_PROGRESS: (K.PRELIMINARY, K.EXTENSION_DECIDE, K.SUSPENSION_DECIDE, K.TASK, K.CASE),
    S.SUSPENDED: (K.REVIEW, K.RESUME),
    S.AWAITING_CHECK: (K.CHECK, K.CASE),
    S.AWAITING_FOLLOWUP: (K.FOLLOW_UP, K.CASE),
    S.CLOSED: (K.APPEAL_REVIEW, K.REINSPECT),
    S.DECLINED: (),
    S.TRANSFERRED_OUT: (K.RECEIPT,),
    S.MERGED: (K.FOLLOW_UP,),
    S.WITHDRAWN: (),
    S.ARCHIVED: (),
}
OPEN = (
    S.REGISTERED,
    S.PRE_VERIFYING,
    S.ACCEPTED,
    S.DISPATCHED,
    S.RETURN_PENDING,
    S.IN_CONSULTATION,
    S.IN_PROGRESS,
    S.SUSPENDED,
    S.AWAITING_CHECK,
    S.AWAITING_FOLLOWUP,
)
#: Beside the step, wherever the case is open.
BESIDE = (K.SUPERVISION, K.CONTACT)


def after(dues: Dues, event: Any) -> Dues:
    """The limits after one more event, running or not."""
    stopped = STOPS.get(type(event), ())
    if where := STOPS_WHERE.get(type(event)):
        stopped += where(event)
    set_now = dict(_set_by(event))
    if not stopped and not set_now:
        return dues
    return {k: due for k, due in dues.items() if k not in stopped} | set_now


def _set_by(event: Any) -> Iterable[tuple[K, Due]]:
    if isinstance(event, e.DuesRecomputed):
        yield from ((named.clock, named.due) for named in event.dues)
        return
    own = DECIDED_BY.get(type(event), {})
    for field, due in _dues_in(event):
        yield own.get(field) or FIELDS[field], due


def _dues_in(event: Any) -> Iterable[tuple[str, Due]]:
    kind: Any = type(event)
    for field in due_fields(kind):
        value = getattr(event, field)
        if value is not None:
            yield field, value


@cache
def due_fields(kind: Any) -> tuple[str, ...]:
    """The fields of an event that hold a due moment."""
    return tuple(name for name in kind.model_fields if name.endswith("_due"))


def running(state: S | None, dues: Dues) -> Dues:
    """The limits that count now, the nearest step first."""
    if state is None:
        return {}
    wanted = (*RUNNING[state], *(BESIDE if state in OPEN else ()))
    return {k: dues[k] for k in wanted if k in dues}


def first(state: S | None, dues: Dues) -> tuple[K, Due] | None:
    """What has to be done next, and by when; none where nothing has to.

    To speak with the complainant is a duty beside the step: it is told by the sentinel and does not lead.
    """
    counting = [(k, due) for k, due in running(state, dues).items() if k is not K.CONTACT]
    return min(counting, key=lambda named: named[1].at, default=None)
