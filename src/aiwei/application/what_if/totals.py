"""What was on time before and after, by unit and in all; each rate with what it was counted from."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from aiwei.application.what_if.comparing import WATCHED, Line
from aiwei.domain.case.clocks import OPEN
from aiwei.domain.case.grounds import Clock
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import CaseState


@dataclass(slots=True)
class Rate:
    """How many of those that were kept or missed were kept."""

    kept: int = 0
    n: int = 0

    def add(self, *, late: bool) -> None:
        self.n += 1
        self.kept += not late

    @property
    def share(self) -> float | None:
        """None where there is nothing to divide by."""
        return self.kept / self.n if self.n else None

    def __str__(self) -> str:
        return "—" if self.share is None else f"{self.share:.1%}"


@dataclass(slots=True)
class Change:
    """One rate by the record and by the replay."""

    was: Rate = field(default_factory=Rate)
    would: Rate = field(default_factory=Rate)

    def add(self, line: Line) -> None:
        if line.was.late is not None:
            self.was.add(late=line.was.late)
        if line.would.late is not None:
            self.would.add(late=line.would.late)


def _rates() -> dict[Clock, Change]:
    return {clock: Change() for clock in WATCHED}


@dataclass(slots=True)
class UnitTotals:
    """The cases that a unit leads. A case counts once a limit: with its last round."""

    cases: int = 0
    rates: dict[Clock, Change] = field(default_factory=_rates)

    @property
    def differs(self) -> bool:
        return any(change.was != change.would for change in self.rates.values())

    def add(self, lines: Iterable[Line]) -> None:
        self.cases += 1
        for line in lines:
            self.rates[line.clock].add(line)


@dataclass(slots=True)
class Totals:
    """``changed`` and ``noted`` count cases; ``turned_late`` and ``saved`` limits."""

    cases: int = 0
    limits: int = 0
    changed: int = 0
    noted: int = 0
    turned_late: int = 0
    saved: int = 0
    overall: UnitTotals = field(default_factory=UnitTotals)
    units: dict[str | None, UnitTotals] = field(default_factory=dict)

    def add(self, case: Case, lines: Iterable[Line], changes: Iterable[Line]) -> None:
        """One more case: all of its lines, and those that differ."""
        self.cases += 1
        changes = tuple(changes)
        self.changed += bool(changes)
        self.turned_late += sum(line.turned_late for line in changes)
        self.saved += sum(line.saved for line in changes)
        if counts(case):
            last = {line.clock: line for line in lines}.values()
            self.overall.add(last)
            self.units.setdefault(case.lead_unit, UnitTotals()).add(last)


def counts(case: Case) -> bool:
    """In the figures are those closed and those open; not who left another way, nor who is suspended now
    (domain table c; an upheld appeal stays late here, as a fact).
    """
    return case.closed_at is not None or (case.state in OPEN and case.state is not CaseState.SUSPENDED)
