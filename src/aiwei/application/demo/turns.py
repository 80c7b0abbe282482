"""What a way through life is made of: turns that somebody takes when the case stands where they fit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol
from uuid import UUID

from aiwei.application.demo.clock import OFFICE_DAY, after_working
from aiwei.application.intake import Intake
from aiwei.domain.case.grounds import Clock
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import CaseState, Category, Urgency
from aiwei.domain.deadlines import Terms
from aiwei.domain.decider import Command
from aiwei.domain.register.state import Register

#: What a unit that is late already still takes, at pace 1.
DAYS_OVER = 3


class Town(Protocol):
    """What a turn may ask beside its case."""

    @property
    def terms(self) -> Terms: ...
    @property
    def register(self) -> Register: ...
    def draft(self, case_id: UUID) -> tuple[str, str]: ...
    def leaks(self, case_id: UUID, text: str) -> bool: ...
    def similar(self, scene: "Scene", *, same_person: bool) -> UUID | None: ...


class Fate(NamedTuple):
    """What is drawn for a case. ``pace`` is the part of its limit that the unit takes; over 1 it is late."""

    way: "Way"
    pace: float
    satisfied: bool
    by_phone: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """One case at one moment, and what a person who takes a step there knows."""

    case_id: UUID
    case: Case
    now: datetime
    town: Town
    fate: Fate
    intake: Intake | None  # none where another case opened it
    category: Category

    def later(self, hours: float) -> datetime:
        """The moment when this many office hours have passed."""
        return after_working(self.now, hours, self.town.terms.calendar)


Ask = Callable[[Scene], Sequence[Command]]
When = Callable[[Scene], datetime]
Given = Callable[[Scene], bool]


def _always(_: object) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody asks for this, so many office hours after the last turn or at a moment.

    A turn that asks for nothing does not fit the case: of a way it is left out, on the main road it is
    looked at again as long after.
    """

    asks: Ask | Command
    after: float | When = 1.0
    given: Given = _always

    def moment(self, scene: Scene) -> datetime:
        return self.after(scene) if callable(self.after) else scene.later(self.after)

    def wishes(self, scene: Scene) -> Sequence[Command]:
        if not self.given(scene):
            return ()
        return (self.asks,) if isinstance(self.asks, Command) else self.asks(scene)


@dataclass(frozen=True, slots=True)
class Way:
    """A way through life: where it leaves the main road. ``weight`` is its share of the deck (0: only for a
    case that is cast for it). ``long``: takes weeks, and so is dealt early. ``ends``: no step is taken any
    more once the case is there.
    """

    name: str
    weight: int
    turns: tuple[tuple[CaseState, Turn], ...] = ()
    fits: Callable[[Intake], bool] = _always
    late: bool = False
    long: bool = False
    urgency: Urgency = Urgency.NORMAL
    ends: CaseState | None = None


def nothing(_: Scene) -> Sequence[Command]:
    """Somebody looks, and it is not time yet."""
    return ()


def at_pace(scene: Scene) -> datetime:
    """When the unit is done: its pace, as a part of the working days that its limit gives; days later where
    that is over.
    """
    due, pace = scene.case.task_due, 0.5 if scene.case.reworks else scene.fate.pace
    if due is None or due.at <= scene.now:
        return scene.later(DAYS_OVER * OFFICE_DAY * pace)
    start = max(due.counted_from, scene.now) if due.counted_from < due.at else scene.now
    days = max((due.at - start).total_seconds() / 86_400, 0.5) * 5 / 7
    return scene.later(days * OFFICE_DAY * pace)


def before(clock: Clock) -> When:
    """On the afternoon before this limit ends; soon, where it ends sooner or does not run."""

    def moment(scene: Scene) -> datetime:
        due, soon = scene.case.dues.get(clock), scene.later(1.0)
        return max(soon, due.at - timedelta(hours=9)) if due else soon

    return moment


def past(clock: Clock) -> When:
    """In the office the day after this limit ended; soon, where it has long ended or does not run."""

    def moment(scene: Scene) -> datetime:
        due, soon = scene.case.dues.get(clock), scene.later(1.0)
        return max(soon, after_working(due.at, 2.0, scene.town.terms.calendar)) if due else soon

    return moment
