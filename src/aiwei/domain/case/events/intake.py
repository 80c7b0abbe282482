"""Taking in: registration, excerpt, a look before acceptance, acceptance and its refusals."""

from typing import Literal, Self
from uuid import UUID

from pydantic import AwareDatetime

from aiwei.domain.case.events.base import CaseEvent, Excerpt, Source
from aiwei.domain.case.grounds import Verification
from aiwei.domain.case.words import (
    Area,
    CaseKind,
    Category,
    Channel,
    DeclineReason,
    MatterKind,
    RevealPurpose,
    Triage,
    Urgency,
)
from aiwei.domain.deadlines import Due


class CaseRegistered(CaseEvent):
    """``occurred_at`` is the moment of receipt. ``sealed`` is the SHA-256 of the vault's ciphertext.

    ``promised_at`` is what a superior promised already; ``out_of`` is the case that this one was taken from.
    """

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
    triage: Triage = Triage.OURS
    promised_at: AwareDatetime | None = None
    out_of: UUID | None = None

    def numbered(self, number: int) -> Self:
        """The same event with its running number of the year, ``2026-00042``."""
        return self.model_copy(update={"number": f"{self.number}-{number:05d}"})


class ExcerptReleased(CaseEvent):
    kind: Literal["excerpt-released"] = "excerpt-released"
    excerpt: Excerpt


class PreVerificationRequested(CaseEvent):
    kind: Literal["pre-verification-requested"] = "pre-verification-requested"
    question: str
    verify_due: Due


class PreVerificationReported(CaseEvent):
    kind: Literal["pre-verification-reported"] = "pre-verification-reported"
    result: Verification
    note: str


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
    contact_due: Due | None = None
    dispatch_due: Due | None = None


class CaseDeclined(CaseEvent):
    kind: Literal["case-declined"] = "case-declined"
    reason: DeclineReason
    explanation: str
    told_how: str


class CaseTransferredOut(CaseEvent):
    """To whom it was handed. ``reference`` is the other system's number, where it has one."""

    kind: Literal["case-transferred-out"] = "case-transferred-out"
    triage: Triage
    receiver: str
    receiver_unit: str | None
    handed_how: str
    reference: str
    explanation: str
    told_how: str
    receipt_due: Due | None


class TransferAcknowledged(CaseEvent):
    kind: Literal["transfer-acknowledged"] = "transfer-acknowledged"
    reference: str
    note: str


class CaseWithdrawn(CaseEvent):
    """``finding`` is the case by which a problem that is real is followed up all the same."""

    kind: Literal["case-withdrawn"] = "case-withdrawn"
    explanation: str
    confirmed_how: str
    finding: UUID | None
    no_finding_reason: str


class CaseSplit(CaseEvent):
    """A part of the submission became a case of its own (市监投诉举报办法 art. 7)."""

    kind: Literal["case-split"] = "case-split"
    into: UUID
    matter: MatterKind
    explanation: str


class PersonalDataRevealed(CaseEvent):
    kind: Literal["personal-data-revealed"] = "personal-data-revealed"
    purpose: RevealPurpose
    note: str
