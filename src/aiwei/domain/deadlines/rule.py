"""A limit as data: what it says, where it comes from, from when on, and which steps go with it."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from aiwei.domain.deadlines.words import ClockStart, DayEnds, LimitUnit

STEP_FIELDS = (
    "sign_for",
    "first_contact",
    "return_window",
    "dispatch_within",
    "preliminary",
    "check",
    "revisit",
)
DATA = ConfigDict(frozen=True, strict=True, extra="forbid")


class Handles(BaseModel):
    """The cases that a rule is for, by codes; an empty list stands for any. ``by_hand``: only when a clerk
    picks it.
    """

    model_config = DATA

    kinds: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    urgencies: tuple[str, ...] = ()
    by_hand: bool = False


class Rule(BaseModel):
    """One limit in one version, in force from ``effective_from`` to ``effective_to``, both days included.

    ``basis`` names the source. ``extension_amount`` is in the rule's own unit (None: the amount again). The
    fields from ``sign_for`` on name the rules of the steps that go with a handling rule, by id.
    """

    model_config = DATA

    id: str
    version: int
    title: str
    amount: int
    unit: LimitUnit
    basis: str
    starts_at: ClockStart = ClockStart.DONE
    day_ends: DayEnds = DayEnds.MIDNIGHT
    effective_from: date
    effective_to: date | None = None
    extensions: int = 0
    extension_amount: int | None = None
    tell_of_extension: bool = False
    sign_for: str | None = None
    first_contact: str | None = None
    return_window: str = "RETURN"
    dispatch_within: str | None = None
    preliminary: str | None = None
    check: str = "CHECK"
    revisit: str | None = None
    on_site: bool = False
    handles: Handles | None = None

    @property
    def name(self) -> str:
        """``id@version``, as it is kept in events."""
        return f"{self.id}@{self.version}"

    @property
    def granted(self) -> int:
        """How much one extension adds."""
        return self.amount if self.extension_amount is None else self.extension_amount

    @property
    def steps(self) -> dict[str, str]:
        """The rules that this one refers to: field to id."""
        return {field: value for field in STEP_FIELDS if (value := getattr(self, field)) is not None}

    def in_force(self, day: date) -> bool:
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


class Warnings(BaseModel):
    """When a limit turns yellow, and when an overdue one goes on the list of the bulletin.

    Yellow: at most ``working_days`` are left, or of a limit in hours the last ``percent_of_hours`` of its
    counted time runs. Listed: ``listed_after`` full working days overdue.
    """

    model_config = DATA

    working_days: int = 1
    percent_of_hours: int = 20
    listed_after: int = 5
    basis: str = ""
