"""Everything that can have happened to a case. A complainant's data and words never stand here:
``subject_ref`` points into the vault, and texts are the excerpt that a clerk released.
"""

from typing import Annotated

from pydantic import Field

from aiwei.domain.case.events.assigning import (
    CaseDispatched,
    ConsultationDecided,
    ConsultationOpened,
    DispatchSignedFor,
    ReturnApproved,
    ReturnRejected,
    ReturnRequested,
    TaskAssigned,
)
from aiwei.domain.case.events.base import CaseEvent, Excerpt, Source
from aiwei.domain.case.events.ending import (
    CaseArchived,
    CaseClosed,
    CaseReopened,
    FollowUpRecorded,
    LatenessAppealDismissed,
    LatenessAppealed,
    LatenessAppealReviewed,
    LatenessAppealUpheld,
    RecordCorrected,
    ReinspectionRecorded,
)
from aiwei.domain.case.events.intake import (
    CaseAccepted,
    CaseDeclined,
    CaseRegistered,
    CaseSplit,
    CaseTransferredOut,
    CaseWithdrawn,
    ExcerptReleased,
    PersonalDataRevealed,
    PreVerificationReported,
    PreVerificationRequested,
    TransferAcknowledged,
)
from aiwei.domain.case.events.joining import (
    CaseMerged,
    CaseUnmerged,
    ComplainantAnswered,
    ComplaintJoined,
    ComplaintLeft,
    ReplyFellDue,
    ReplyPutOff,
)
from aiwei.domain.case.events.supervising import (
    CaseListed,
    CaseSupervised,
    CaseUrged,
    DuesRecomputed,
    NamedDue,
    NoticeSent,
    SupervisionAnswered,
)
from aiwei.domain.case.events.working import (
    CaseResumed,
    CheckFailed,
    CheckPassed,
    ContactRecorded,
    ExtensionGranted,
    ExtensionRefused,
    ExtensionRequested,
    ProgressRecorded,
    RectificationSubmitted,
    SuspensionGranted,
    SuspensionRefused,
    SuspensionRequested,
    SuspensionReviewed,
)

CaseFact = Annotated[
    CaseRegistered
    | ExcerptReleased
    | PreVerificationRequested
    | PreVerificationReported
    | CaseAccepted
    | CaseDeclined
    | CaseTransferredOut
    | TransferAcknowledged
    | CaseWithdrawn
    | CaseSplit
    | CaseMerged
    | CaseUnmerged
    | ReplyFellDue
    | ReplyPutOff
    | ComplaintJoined
    | ComplaintLeft
    | ComplainantAnswered
    | CaseDispatched
    | DispatchSignedFor
    | ReturnRequested
    | ReturnApproved
    | ReturnRejected
    | ConsultationOpened
    | ConsultationDecided
    | TaskAssigned
    | ProgressRecorded
    | ContactRecorded
    | ExtensionRequested
    | ExtensionGranted
    | ExtensionRefused
    | SuspensionRequested
    | SuspensionGranted
    | SuspensionRefused
    | SuspensionReviewed
    | CaseResumed
    | RectificationSubmitted
    | CheckPassed
    | CheckFailed
    | FollowUpRecorded
    | CaseClosed
    | CaseReopened
    | ReinspectionRecorded
    | LatenessAppealed
    | LatenessAppealReviewed
    | LatenessAppealUpheld
    | LatenessAppealDismissed
    | CaseUrged
    | CaseSupervised
    | CaseListed
    | SupervisionAnswered
    | NoticeSent
    | DuesRecomputed
    | RecordCorrected
    | CaseArchived
    | PersonalDataRevealed,
    Field(discriminator="kind"),
]
#: Told or looked at only: nothing that a decision reads changes, so no form is out of date by it.
QUIET = (NoticeSent, PersonalDataRevealed)

__all__ = [
    "QUIET",
    "CaseAccepted",
    "CaseArchived",
    "CaseClosed",
    "CaseDeclined",
    "CaseDispatched",
    "CaseEvent",
    "CaseFact",
    "CaseListed",
    "CaseMerged",
    "CaseRegistered",
    "CaseReopened",
    "CaseResumed",
    "CaseSplit",
    "CaseSupervised",
    "CaseTransferredOut",
    "CaseUnmerged",
    "CaseUrged",
    "CaseWithdrawn",
    "CheckFailed",
    "CheckPassed",
    "ComplainantAnswered",
    "ComplaintJoined",
    "ComplaintLeft",
    "ConsultationDecided",
    "ConsultationOpened",
    "ContactRecorded",
    "DispatchSignedFor",
    "DuesRecomputed",
    "Excerpt",
    "ExcerptReleased",
    "ExtensionGranted",
    "ExtensionRefused",
    "ExtensionRequested",
    "FollowUpRecorded",
    "LatenessAppealDismissed",
    "LatenessAppealReviewed",
    "LatenessAppealUpheld",
    "LatenessAppealed",
    "NamedDue",
    "NoticeSent",
    "PersonalDataRevealed",
    "PreVerificationReported",
    "PreVerificationRequested",
    "ProgressRecorded",
    "RecordCorrected",
    "RectificationSubmitted",
    "ReinspectionRecorded",
    "ReplyFellDue",
    "ReplyPutOff",
    "ReturnApproved",
    "ReturnRejected",
    "ReturnRequested",
    "Source",
    "SupervisionAnswered",
    "SuspensionGranted",
    "SuspensionRefused",
    "SuspensionRequested",
    "SuspensionReviewed",
    "TaskAssigned",
    "TransferAcknowledged",
]
