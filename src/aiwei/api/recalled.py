"""What was said before and a step answers: an approver reads the request beside the form."""

from collections.abc import Sequence

from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.decider import Command
from aiwei.domain.register.state import Register
from aiwei.projections.timeline import TimelineEntry, timeline
from aiwei.store.envelope import Recorded as Happened

ANSWERS: dict[type[Command], tuple[type[e.CaseEvent], ...]] = {
    c.ReportPreVerification: (e.PreVerificationRequested,),
    c.Accept: (e.PreVerificationReported,),
    c.Decline: (e.PreVerificationReported,),
    c.AcknowledgeTransfer: (e.CaseTransferredOut,),
    c.Unmerge: (e.CaseMerged,),
    c.Dispatch: (e.ConsultationDecided, e.ReturnApproved),
    c.ApproveReturn: (e.ReturnRequested,),
    c.RejectReturn: (e.ReturnRequested,),
    c.DecideConsultation: (e.ConsultationOpened, e.ReturnRequested),
    c.GrantExtension: (e.ExtensionRequested,),
    c.RefuseExtension: (e.ExtensionRequested,),
    c.GrantSuspension: (e.SuspensionRequested,),
    c.RefuseSuspension: (e.SuspensionRequested,),
    c.ReviewSuspension: (e.SuspensionGranted, e.SuspensionReviewed),
    c.Resume: (e.SuspensionGranted, e.SuspensionReviewed),
    c.SubmitRectification: (e.CaseDispatched, e.CheckFailed),
    c.PassCheck: (e.RectificationSubmitted,),
    c.FailCheck: (e.RectificationSubmitted,),
    c.RecordFollowUp: (e.RectificationSubmitted,),
    c.Close: (e.RectificationSubmitted, e.FollowUpRecorded),
    c.RecordReinspection: (e.RectificationSubmitted,),
    c.ReviewLatenessAppeal: (e.LatenessAppealed, e.LatenessAppealReviewed),
    c.AnswerSupervision: (e.CaseSupervised, e.CaseListed),
}


def recalled(command: type[Command], history: Sequence[Happened], register: Register) -> list[TimelineEntry]:
    """The last of each kind that this step answers, oldest first."""
    last: dict[type, Happened] = {}
    for recorded in history:
        if isinstance(recorded.event, ANSWERS.get(command, ())):
            last[type(recorded.event)] = recorded
    return timeline(sorted(last.values(), key=lambda recorded: recorded.version), register)
