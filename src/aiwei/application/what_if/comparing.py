"""One case by its record and by its replay: which limits end elsewhere, and where lateness turns."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from aiwei.domain.case import clocks
from aiwei.domain.case.events import CaseFact, DuesRecomputed
from aiwei.domain.case.grounds import Clock
from aiwei.domain.case.replay import JUDGED, Replay, Step
from aiwei.domain.case.state import Case
from aiwei.domain.deadlines import Due

#: The promise to the public, the unit's task, and its signature: what people are judged by.
WATCHED = (Clock.CASE, Clock.TASK, Clock.SIGN_FOR)


class Standing(NamedTuple):
    """A limit when it was kept or missed, or as it runs now. ``late``: None where nobody can say yet."""

    due: Due | None
    late: bool | None = None

    @property
    def at(self) -> datetime | None:
        return self.due.at if self.due else None

    @property
    def rule(self) -> str | None:
        return self.due.rule if self.due else None


class Line(NamedTuple):
    """One limit before (by the record) and after (by the replay)."""

    clock: Clock
    was: Standing
    would: Standing

    @property
    def differs(self) -> bool:
        return (self.was.at, self.was.late) != (self.would.at, self.would.late)

    @property
    def turned_late(self) -> bool:
        return self.would.late is True and self.was.late is not True

    @property
    def saved(self) -> bool:
        """Late no more."""
        return self.was.late is True and self.would.late is not True


class CaseChange(NamedTuple):
    """A case that would have gone differently, or could not be counted as asked (``notes``)."""

    case_id: UUID
    number: str
    unit: str | None
    lines: tuple[Line, ...]
    notes: tuple[str, ...]


class Departure(NamedTuple):
    """Where a replay under the record's own terms is not the record: something is wrong with one of them."""

    number: str
    version: int
    line: Line


def lines_of(replay: Replay, as_of: datetime) -> list[Line]:
    """Each time that a limit was kept or missed, in order; then those that run at ``as_of``."""
    judged = [line for step in replay.steps if (line := _judged(step)) and line.clock in WATCHED]
    was, would = _running(replay.was), _running(replay.would)
    running = [clock for clock in WATCHED if clock in was or clock in would]
    return judged + [Line(k, _so_far(was.get(k), as_of), _so_far(would.get(k), as_of)) for k in running]


def changes_of(replay: Replay, lines: list[Line]) -> tuple[Line, ...]:
    """The lines that differ. A limit that differed and came to no end, because the case went another way
    before, is told as it was last set.
    """
    differing = [line for line in lines if line.differs]
    told = {line.clock for line in differing}
    last = {
        line.clock: line
        for step in replay.steps
        if step.recorded is not step.replayed
        for line in _set_by(step)
        if line.differs and line.clock in WATCHED and line.clock not in told
    }
    return (*differing, *last.values())


def departures_of(replay: Replay) -> Iterator[Departure]:
    """Every limit and every judgement in which replay and record differ."""
    for version, step in enumerate(replay.steps, start=1):
        if step.recorded is step.replayed:
            continue
        lines = [line for line in _set_by(step) if line.differs or line.was.rule != line.would.rule]
        judged = _judged(step)
        if judged and judged.was.late != judged.would.late:
            lines.append(judged)
        for line in lines:
            yield Departure(replay.was.number, version, line)


def limits_in(event: CaseFact) -> int:
    """How many limits an event sets."""
    if isinstance(event, DuesRecomputed):
        return len(event.dues)
    return sum(getattr(event, name) is not None for name in clocks.due_fields(type(event)))


def _set_by(step: Step) -> Iterator[Line]:
    was, would = clocks.after({}, step.recorded), clocks.after({}, step.replayed)
    for clock in {**was, **would}:
        yield Line(clock, Standing(was.get(clock)), Standing(would.get(clock)))


def _judged(step: Step) -> Line | None:
    """What this step was in time for, or late."""
    clock = JUDGED.get(type(step.recorded))
    if clock is None:
        return None
    was = Standing(step.was.dues.get(clock), getattr(step.recorded, "late", None))
    would = Standing(step.would.dues.get(clock), getattr(step.replayed, "late", None))
    return Line(clock, was, would)


def _running(case: Case) -> Mapping[Clock, Due]:
    return clocks.running(case.state, case.dues) if case.state in clocks.OPEN else {}


def _so_far(due: Due | None, as_of: datetime) -> Standing:
    """A limit that still runs: late once it is past, and otherwise nobody knows."""
    return Standing(due, True if due is not None and as_of > due.at else None)
