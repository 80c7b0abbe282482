"""From fact to state. Refuses nothing: a rule tightened later must not make old history unloadable."""

from collections.abc import Callable
from typing import Any

from aiwei.domain.case import changes, clocks
from aiwei.domain.case import events as e
from aiwei.domain.case.correcting import corrected
from aiwei.domain.case.grounds import SupervisionLevel
from aiwei.domain.case.state import Appeal, Case, but
from aiwei.domain.case.words import CaseState as S

#: True of the complaint whether it is merged or not.
BESIDE = (e.DuesRecomputed, e.RecordCorrected, e.ContactRecorded, e.NoticeSent)


def evolve(case: Case, event: e.CaseFact) -> Case:
    """The case after one more fact."""
    after = FOLD[type(event)](case, event)
    if case.before_merge is not None and isinstance(event, BESIDE):
        # what is put right on an alias must not come back when it is taken apart again
        after = but(after, before_merge=evolve(case.before_merge, event))
    dues = clocks.after(after.dues, event)
    since = after.since if after.state is case.state else event.occurred_at
    return but(after, dues=dues, since=since, statements=case.statements + 1)


FOLD: dict[type, Callable[[Case, Any], Case]] = {
    e.CaseRegistered: changes.registered,
    e.ExcerptReleased: lambda case, event: but(case, excerpt=event.excerpt),
    e.PreVerificationRequested: changes.to(S.PRE_VERIFYING),
    e.PreVerificationReported: changes.verified,
    e.CaseAccepted: changes.accepted,
    e.CaseDeclined: changes.to(S.DECLINED),
    e.CaseTransferredOut: lambda case, event: but(case, state=S.TRANSFERRED_OUT, triage=event.triage),
    e.TransferAcknowledged: lambda case, _: but(case, acknowledged=True),
    e.CaseWithdrawn: changes.to(S.WITHDRAWN),
    e.CaseSplit: changes.stays,
    e.CaseMerged: changes.merged,
    e.CaseUnmerged: changes.unmerged,
    e.ReplyFellDue: changes.reply_due,
    e.ReplyPutOff: changes.reply_put_off,
    e.ComplaintJoined: changes.joined,
    e.ComplaintLeft: changes.left,
    e.ComplainantAnswered: changes.answered,
    e.CaseDispatched: changes.dispatched,
    e.DispatchSignedFor: changes.to(S.IN_PROGRESS),
    e.ReturnRequested: lambda case, _: but(case, state=S.RETURN_PENDING, before_return=case.state),
    e.ReturnApproved: lambda case, _: but(changes.let_go(case, S.ACCEPTED), returns=case.returns + 1),
    e.ReturnRejected: lambda case, _: but(case, state=case.before_return or S.DISPATCHED),
    e.ConsultationOpened: changes.to(S.IN_CONSULTATION),
    e.ConsultationDecided: changes.consulted,
    e.TaskAssigned: changes.stays,
    e.ProgressRecorded: changes.stays,
    e.ContactRecorded: changes.stays,
    e.ExtensionRequested: changes.extension_asked,
    e.ExtensionGranted: changes.extended,
    e.ExtensionRefused: lambda case, _: but(case, extension=None),
    e.SuspensionRequested: changes.suspension_asked,
    e.SuspensionGranted: changes.suspended,
    e.SuspensionRefused: lambda case, _: but(case, suspension=None),
    e.SuspensionReviewed: changes.stays,
    e.CaseResumed: changes.resumed,
    e.RectificationSubmitted: changes.submitted,
    e.CheckPassed: changes.passed,
    e.CheckFailed: lambda case, _: changes.rework(case),
    e.FollowUpRecorded: changes.followed_up,
    e.CaseClosed: changes.closed,
    e.CaseReopened: changes.reopened,
    e.ReinspectionRecorded: changes.reinspected,
    e.LatenessAppealed: lambda case, _: but(case, appeal=Appeal()),
    e.LatenessAppealReviewed: changes.reviewed,
    e.LatenessAppealUpheld: lambda case, _: but(case, appeal=Appeal(upheld=True)),
    e.LatenessAppealDismissed: lambda case, _: but(case, appeal=Appeal(upheld=False)),
    e.CaseUrged: changes.raised(SupervisionLevel.URGED),
    e.CaseSupervised: changes.raised(SupervisionLevel.SUPERVISED),
    e.CaseListed: changes.raised(SupervisionLevel.LISTED),
    e.SupervisionAnswered: changes.stays,
    e.NoticeSent: changes.noticed,
    e.DuesRecomputed: changes.stays,
    e.RecordCorrected: corrected,
    e.CaseArchived: changes.to(S.ARCHIVED),
    e.PersonalDataRevealed: changes.stays,
}
