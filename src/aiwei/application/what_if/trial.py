"""The whole book once more, case by case: under other rules, or under its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from aiwei.application.what_if.comparing import (
    CaseChange,
    Departure,
    changes_of,
    departures_of,
    limits_in,
    lines_of,
)
from aiwei.application.what_if.tables import Candidate, InForce
from aiwei.application.what_if.totals import Totals
from aiwei.domain.calendar import local_date
from aiwei.domain.case import events as e
from aiwei.domain.case.grounds import Correctable
from aiwei.domain.case.replay import JUDGED, Told, replay
from aiwei.domain.deadlines import Terms
from aiwei.store.book import Book
from aiwei.store.streams import whole_streams

#: A decision may rest on terms that are a second old (``FoldedView``).
GRACE = timedelta(seconds=2)
CASE = "case-"
Seen = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Span:
    """Days of receipt, both included; None for no bound."""

    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(slots=True)
class Trial:
    """History under the rules of ``instead``. Writes nothing; ``totals`` are whole when ``run`` has ended."""

    book: Book
    then: InForce
    instead: Candidate
    span: Span
    as_of: datetime
    totals: Totals = field(default_factory=Totals)

    def run(self, seen: Seen) -> Iterator[CaseChange]:
        """Each case that would differ; ``seen`` hears how many events were read."""
        for case_id, history in _histories(self.book, self.span, seen):
            again = replay(history, self.then, self.instead, self.as_of)
            lines = lines_of(again, self.as_of)
            changes = changes_of(again, lines)
            self.totals.add(again.was, lines, changes)
            self.totals.limits += sum(limits_in(told.event) for told in history)
            self.totals.noted += bool(again.notes)
            if changes or again.notes:
                yield CaseChange(case_id, again.was.number, again.was.lead_unit, changes, again.notes)


@dataclass(slots=True)
class Check:
    """The record against its own rules and calendar, as they were in force at each step."""

    book: Book
    then: InForce
    span: Span
    cases: int = 0
    limits: int = 0
    judgements: int = 0
    departures: int = 0

    def run(self, seen: Seen) -> Iterator[Departure]:
        """Each place where they part; none is expected."""
        for _, history in _histories(self.book, self.span, seen):
            self.cases += 1
            self.limits += sum(limits_in(told.event) for told in history)
            self.judgements += sum(type(told.event) in JUDGED for told in history)
            found = list(departures_of(replay(history, self.then)))
            if found and list(departures_of(replay(history, self._a_little_earlier))):
                self.departures += len(found)
                yield from found

    def _a_little_earlier(self, moment: datetime) -> Terms:
        return self.then(moment - GRACE)


def _histories(book: Book, span: Span, seen: Seen) -> Iterator[tuple[UUID, list[Told]]]:
    """The cases of the span, each with its events."""
    read = 0
    for recorded in whole_streams(book, CASE):
        read += len(recorded)
        seen(read)
        history = [Told(one.event, one.recorded_at) for one in recorded]
        if span.holds(local_date(_received(history))):
            yield UUID(recorded[0].stream.removeprefix(CASE)), history


def _received(history: list[Told]) -> datetime:
    """When the report came in, as corrected."""
    received: datetime = history[0].event.occurred_at
    for event, _ in history:
        if isinstance(event, e.RecordCorrected) and event.field is Correctable.RECEIVED_AT:
            received = datetime.fromisoformat(event.new)
    return received
