"""What decisions about a case read, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from aiwei.domain.case.clocks import Dues
from aiwei.domain.case.events import Excerpt
from aiwei.domain.case.grounds import Clock, Relation, SupervisionLevel, SuspensionReason, Verification
from aiwei.domain.case.words import Area, CaseKind, CaseState, Category, Channel, MatterKind, Triage, Urgency
from aiwei.domain.deadlines import Due


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that waits for somebody else's decision."""

    by: str
    amount: int | None = None
    reason: SuspensionReason | None = None
    until: date | None = None
    interim_measure: str = ""


@dataclass(frozen=True, slots=True)
class Designation:
    """Whom a consultation named; that binds the dispatch, and the unit may not return it."""

    lead_unit: str
    assisting_units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A complaint that joined this case, and whether its complainant has been answered."""

    number: str
    contactable: bool
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Appeal:
    """The unit's appeal against its lateness; ``first`` is the reviewer who spoke, ``upheld`` the end."""

    first: str | None = None
    supported: bool = False
    upheld: bool | None = None


@dataclass(frozen=True)
class Case:
    """No slots: a fold copies it for each fact, and ``but`` copies a dict."""

    state: CaseState | None = None
    number: str = ""
    kind: CaseKind = CaseKind.GRIEVANCE
    channel: Channel = Channel.PHONE
    matter: MatterKind | None = None
    area: Area | None = None
    category: Category | None = None
    urgency: Urgency = Urgency.NORMAL
    triage: Triage = Triage.OURS
    received_at: datetime | None = None
    promised_at: datetime | None = None  # what a superior promised
    since: datetime | None = None  # when it came to its present state
    has_subject: bool = False
    contactable: bool = False
    secrecy: bool = False
    excerpt: Excerpt | None = None
    accused_person: str | None = None
    accused_unit: str | None = None
    village: str | None = None
    site: str = ""
    verification: Verification | None = None
    handle_rule: str = ""
    dues: Dues = field(default_factory=dict)
    # whose job it is
    lead_unit: str | None = None
    assisting_units: tuple[str, ...] = ()
    responsible_person: str | None = None
    current_units: frozenset[str] = frozenset()
    past_handlers: frozenset[str] = frozenset()
    dispatches: int = 0
    dispatched_by: str | None = None
    returns: int = 0
    before_return: CaseState | None = None
    designation: Designation | None = None
    designated: bool = False
    # the work
    worked: bool = False
    reworks: int = 0
    extensions: int = 0
    extension: Asked | None = None
    suspension: Asked | None = None
    suspended_at: datetime | None = None
    supervision: SupervisionLevel = SupervisionLevel.NONE
    noticed: frozenset[tuple[str, str, datetime]] = frozenset()  # (notice, clock, due)
    # the end
    check_passed: bool = False
    attempts: int = 0
    attempt_days: frozenset[date] = frozenset()
    reached: bool = False
    closed_at: datetime | None = None
    late: bool = False
    appeal: Appeal | None = None
    acknowledged: bool = False
    # several complaints, one rectification
    merged_into: UUID | None = None
    relation: Relation | None = None
    before_merge: Self | None = None
    reply_due: bool = False
    members: Mapping[UUID, Member] = field(default_factory=dict)
    statements: int = 0  # how many facts there are: what a correction may point at

    @property
    def handling_units(self) -> frozenset[str]:
        """Units that rectify now or did in an earlier round: their people never check and never close."""
        return self.current_units | self.past_handlers

    @property
    def case_due(self) -> Due | None:
        return self.dues.get(Clock.CASE)

    @property
    def task_due(self) -> Due | None:
        return self.dues.get(Clock.TASK)

    @property
    def sign_for_due(self) -> Due | None:
        return self.dues.get(Clock.SIGN_FOR)

    @property
    def return_due(self) -> Due | None:
        return self.dues.get(Clock.RETURN_WINDOW)

    @property
    def is_sealed(self) -> bool:
        """An accusation of an official: for the discipline body alone (信访工作条例 art. 30)."""
        return self.triage is Triage.ACCUSATION

    @property
    def secrecy_level(self) -> tuple[bool, Triage, str | None, str | None]:
        """What two cases must share before one may be merged into the other."""
        return (self.secrecy, self.triage, self.accused_person, self.accused_unit)


def but(case: Case, **changes: Any) -> Case:
    """The case with these fields changed; as ``dataclasses.replace``, at a tenth of its price."""
    after = object.__new__(Case)
    after.__dict__.update(case.__dict__, **changes)
    return after
