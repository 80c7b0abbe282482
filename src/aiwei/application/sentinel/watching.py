"""Looks at the limits that run: tells whose turn it is, and resumes what was halted until now.

The lists say where to look; what is true, and what was told already, the book says.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from aiwei.application.desk import Caller, Desk
from aiwei.application.ids import once
from aiwei.application.refusals import OutOfDate
from aiwei.application.sentinel.bands import FAR_OFF, Aim, Band, aims
from aiwei.application.sentinel.duties import Note
from aiwei.application.sentinel.warnings import LADDER, RANK, notice_now, remind_from
from aiwei.domain.case import clocks
from aiwei.domain.case.commands import Resume, SendNotice
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.grounds import Clock, Notice
from aiwei.domain.case.refusals import AlreadyTold, NothingAsked, NothingToResume, NotOpenNow
from aiwei.domain.case.state import Case
from aiwei.domain.deadlines import Due
from aiwei.domain.decider import Command, Refused
from aiwei.domain.office import SYSTEM, Via
from aiwei.store.book import GONE

#: A batch is a second's work; then other duties have their turn.
MOST = 200
#: Of so many limits it is known that the book need not be asked again: some 15 MB.
REMEMBERED = 50_000
#: The case went on while we looked: nothing is wrong.
MOVED_ON = (AlreadyTold, NothingAsked, NothingToResume, NotOpenNow, OutOfDate)


class DueLimits(Protocol):
    """Finds the limits of these bands, each clock in its turn and the earliest first: the band's place in the
    sequence, the case, the due moment.
    """

    def due(self, bands: Sequence[Band], most: int) -> Sequence[tuple[int, UUID, datetime]]: ...


class Limit(NamedTuple):
    """A limit that may want this (``wants`` is None where it is to be resumed)."""

    case_id: UUID
    clock: Clock
    due_at: datetime
    wants: Notice | None


class Watch:
    """Goes round all limits that may want something, a batch a look. ``stopping`` is asked before each."""

    def __init__(self, desk: Desk, limits: DueLimits, *, stopping: Callable[[], bool], note: Note) -> None:
        self._desk = desk
        self._limits = limits
        self._stopping = stopping
        self._note = note
        self._round: list[Aim] = []
        self._terms = desk.terms
        # until when nothing is to be done: known from the last round, and found in this one
        self._rest: dict[Limit, datetime] = {}
        self._found: dict[Limit, datetime] = {}
        self._noted: set[Limit] = set()

    def look(self) -> bool:
        """One batch; whether this round has more."""
        now = self._begin()
        found = self._limits.due([aim.band for aim in self._round], MOST)
        for nth, case_id, due_at in found:
            if self._stopping():
                return False
            aim = self._round[nth]
            self._round[nth] = aim.past(due_at, case_id)  # first: no limit may hold up those behind it
            self._see(Limit(case_id, aim.band.clock, due_at, aim.notice), now)
        if len(found) == MOST:
            return True
        self._end()
        return False

    def _begin(self) -> datetime:
        now, terms = self._desk.clock(), self._desk.terms
        if terms.calendar is not self._terms.calendar or terms.rules is not self._terms.rules:
            self._rest, self._found = {}, {}  # a limit in hours may turn yellow at another moment
        self._terms = terms
        if not self._round:
            self._round = aims(now, terms)
        return now

    def _end(self) -> None:
        """What the lists do not show any more is forgotten."""
        self._rest, self._found = self._found, {}
        self._round = []

    def _see(self, limit: Limit, now: datetime) -> None:
        """Does what this limit wants. A fault is noted once a limit, and hinders no other."""
        known = self._rest.get(limit, now)
        try:
            until = known if now < known else self._act(limit, now)
        except GONE:
            raise
        except MOVED_ON:
            return
        except Exception as error:  # noqa: BLE001 (one case that cannot be read must not hide the others)
            self._say(limit, error)
            return
        if until is not None and len(self._found) < REMEMBERED:
            self._found[limit] = until

    def _act(self, limit: Limit, now: datetime) -> datetime | None:
        """Until when nothing is to be done about it; None where it does not run any more."""
        case = CASE_DECIDER.fold(r.event for r in self._desk.history(limit.case_id))
        running = clocks.running(case.state, case.dues)
        due = running.get(limit.clock)
        if due is None or due.at != limit.due_at:
            return None
        if limit.wants is None:
            self._ask(limit, due, "resume", Resume())
            return FAR_OFF
        if limit.clock is Clock.REVIEW and _is_over(running.get(Clock.RESUME), now):
            return None  # the halt that would be reviewed is over, and ends in a moment
        return self._tell(limit, case, due, now)

    def _tell(self, limit: Limit, case: Case, due: Due, now: datetime) -> datetime:
        notice = notice_now(limit.clock, due, now, self._terms)
        if notice is None:
            return min(remind_from(due, self._terms), due.at)
        if not _was_told(case, limit.clock, due, notice):
            command = SendNotice(notice=notice, clock=limit.clock, due_at=due.at)
            self._ask(limit, due, notice, command)
        return FAR_OFF

    def _ask(self, limit: Limit, due: Due, what: str, command: Command) -> None:
        """By an id that every copy of the sentinel makes alike."""
        command_id = once(limit.case_id, limit.clock, what, due.at.astimezone(UTC).isoformat())
        self._desk.handle(limit.case_id, command, Caller(SYSTEM, Via.SENTINEL, command_id))

    def _say(self, limit: Limit, error: Exception) -> None:
        if limit not in self._noted and len(self._noted) < REMEMBERED:
            told = str(error) if isinstance(error, Refused) else type(error).__name__
            self._note(f"值守：件 {limit.case_id} 的「{limit.clock.label}」没有办成：{told}")
            self._noted.add(limit)


def _is_over(due: Due | None, now: datetime) -> bool:
    return due is not None and due.at < now


def _was_told(case: Case, clock: Clock, due: Due, notice: Notice) -> bool:
    """Whether this much or more was told of this moment; a clock that was set back takes nothing back."""
    return any((higher, clock, due.at) in case.noticed for higher in LADDER[RANK[notice] - 1 :])
