"""Everything that can have happened to a case. A complainant's data and words never stand here:
``subject_ref`` points into the vault, and texts are the excerpt that a clerk released.
"""

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AwareDatetime, Field

from aiwei.domain.case.words import (
    Area,
    CaseKind,
    Category,
    Channel,
    CheckMethod,
    DeclineReason,
    FollowUpResult,
    MatterKind,
    Outcome,
    ReopenReason,
    ReturnReason,
    RevealPurpose,
    Satisfaction,
    SignForManner,
    Urgency,
)
from aiwei.domain.deadlines import Due
from aiwei.domain.decider import Event


class CaseEvent(Event):
    """``occurred_at`` is business time; the envelope has the time of recording."""

    occurred_at: AwareDatetime


class Excerpt(Event):
    """What may be passed on (摘录): released by a clerk, free of the complainant's data."""

    title: str
    text: str


class Source(Event):
    """Where an imported case has its own number: the key by which a second import finds it."""

    system: str
    number: str


class CaseRegistered(CaseEvent):
    """``occurred_at`` is the moment of receipt. ``sealed`` is the SHA-256 of the vault's ciphertext."""

    kind: Literal["case-registered"] = "case-registered"
    number: str
    case_kind: CaseKind
    channel: Channel
    accept_due: Due
    matter: MatterKind | None = None
    area: Area | None = None
    category: Category | None = None
    village: str | None = None
    site: str = ""
    excerpt: Excerpt | None = None
    subject_ref: UUID | None = None
    sealed: str | None = None
    contactable: bool = False
    secrecy: bool = False
    accused_person: str | None = None
    accused_unit: str | None = None
    source: Source | None = None
    photos: tuple[str, ...] = ()
    no_photo_reason: str = ""

    def numbered(self, number: int) -> Self:
        """The same event with its running number of the year, ``2026-00042``."""
        return self.model_copy(update={"number": f"{self.number}-{number:05d}"})


class ExcerptReleased(CaseEvent):
    kind: Literal["excerpt-released"] = "excerpt-released"
    excerpt: Excerpt


class CaseAccepted(CaseEvent):
    """``case_due`` is absent where the clock starts at dispatch (findings)."""

    kind: Literal["case-accepted"] = "case-accepted"
    matter: MatterKind | None
    area: Area
    category: Category
    urgency: Urgency
    village: str | None
    site: str
    handle_rule: str
    case_due: Due | None


class CaseDeclined(CaseEvent):
    kind: Literal["case-declined"] = "case-declined"
    reason: DeclineReason
    explanation: str
    told_how: str


class CaseDispatched(CaseEvent):
    kind: Literal["case-dispatched"] = "case-dispatched"
    round: int
    dispatcher: str
    lead_unit: str
    assisting_units: tuple[str, ...]
    responsible_person: str
    responsible_post: str
    basis: str
    instruction: str
    case_due: Due
    task_due: Due
    sign_for_due: Due
    return_due: Due


class DispatchSignedFor(CaseEvent):
    kind: Literal["dispatch-signed-for"] = "dispatch-signed-for"
    manner: SignForManner
    told: str
    late: bool


class ReturnRequested(CaseEvent):
    kind: Literal["return-requested"] = "return-requested"
    reason: ReturnReason
    explanation: str
    decide_due: Due


class ReturnApproved(CaseEvent):
    kind: Literal["return-approved"] = "return-approved"
    opinion: str


class ReturnRejected(CaseEvent):
    kind: Literal["return-rejected"] = "return-rejected"
    opinion: str


class RectificationSubmitted(CaseEvent):
    kind: Literal["rectification-submitted"] = "rectification-submitted"
    measure: str
    photos: tuple[str, ...]
    no_photo_reason: str
    assistance: str
    late: bool
    check_due: Due


class CheckPassed(CaseEvent):
    kind: Literal["check-passed"] = "check-passed"
    method: CheckMethod
    opinion: str
    follow_up_due: Due | None


class CheckFailed(CaseEvent):
    kind: Literal["check-failed"] = "check-failed"
    method: CheckMethod
    missing: str
    rework: int
    task_due: Due


class FollowUpRecorded(CaseEvent):
    """``task_due`` is set when the person says that it is not solved: the unit has to rework."""

    kind: Literal["follow-up-recorded"] = "follow-up-recorded"
    attempt: int
    result: FollowUpResult
    satisfaction: Satisfaction
    remark: str
    task_due: Due | None


class CaseClosed(CaseEvent):
    kind: Literal["case-closed"] = "case-closed"
    outcome: Outcome
    reply: str
    late: bool


class CaseReopened(CaseEvent):
    kind: Literal["case-reopened"] = "case-reopened"
    reason: ReopenReason
    explanation: str
    case_due: Due | None


class PersonalDataRevealed(CaseEvent):
    kind: Literal["personal-data-revealed"] = "personal-data-revealed"
    purpose: RevealPurpose
    note: str


CaseFact = Annotated[
    CaseRegistered
    | ExcerptReleased
    | CaseAccepted
    | CaseDeclined
    | CaseDispatched
    | DispatchSignedFor
    | ReturnRequested
    | ReturnApproved
    | ReturnRejected
    | RectificationSubmitted
    | CheckPassed
    | CheckFailed
    | FollowUpRecorded
    | CaseClosed
    | CaseReopened
    | PersonalDataRevealed,
    Field(discriminator="kind"),
]
