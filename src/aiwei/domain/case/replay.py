"""History under other rules: the same steps at the same moments, their limits and lateness counted anew.

What people did stays as it was. Under the terms that were in force the replay is the record, event by event.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from aiwei.domain.calendar import local_date
from aiwei.domain.case import events as e
from aiwei.domain.case.dues import dues_of
from aiwei.domain.case.folding import evolve
from aiwei.domain.case.grounds import Clock
from aiwei.domain.case.state import Case
from aiwei.domain.deadlines import Terms, UnknownRule

Fact = TypeVar("Fact", bound=e.CaseEvent)
TermsAt = Callable[[datetime], Terms]
NOTHING_YET = Case()
#: Which limit a step was in time for, or late.
JUDGED: dict[type[e.CaseEvent], Clock] = {
    e.DispatchSignedFor: Clock.SIGN_FOR,
    e.RectificationSubmitted: Clock.TASK,
    e.CaseClosed: Clock.CASE,
    e.SupervisionAnswered: Clock.SUPERVISION,
}


class Told(NamedTuple):
    """An event of the record, and when it was recorded."""

    event: e.CaseFact
    recorded_at: datetime


class Step(NamedTuple):
    """One event as it stands in the record and as it would have been (the same object where nothing differs),
    each with the case before it.
    """

    recorded: e.CaseFact
    replayed: e.CaseFact
    was: Case
    would: Case


@dataclass(frozen=True, slots=True)
class Replay:
    """The steps, the case by the record and by the replay, and what could not be counted as asked."""

    steps: tuple[Step, ...]
    was: Case
    would: Case
    notes: tuple[str, ...] = ()


def replay(
    history: Iterable[Told], then: TermsAt, instead: TermsAt | None = None, as_of: datetime | None = None
) -> Replay:
    """The history under the terms of ``instead``; ``then`` says by which it was decided. Both are asked for
    the moment at which an event was recorded, so that a year's notice counts from when it was known. What
    is provisional in the replay alone is settled as the years come, up to ``as_of``.
    """
    player = _Player(then, instead or then)
    steps = tuple(player.step(told) for told in history)
    if as_of is not None:
        player.settle(as_of)
    return Replay(steps, player.was, player.would, tuple(dict.fromkeys(player.notes)))


@dataclass(slots=True)
class _Player:
    then: TermsAt
    instead: TermsAt
    was: Case = NOTHING_YET
    would: Case = NOTHING_YET  # the same object for as long as they do not differ: then it is folded once
    notes: list[str] = field(default_factory=list)

    def step(self, told: Told) -> Step:
        self.settle(told.recorded_at)
        try:
            replayed = self._again(told, self.instead(told.recorded_at))
        except UnknownRule as gap:
            self.notes.append(f"{gap.detail}；这一步仍按记录")
            replayed = told.event
        step = Step(told.event, replayed, self.was, self.would)
        alike = self.was is self.would and told.event is replayed
        self.was = evolve(self.was, told.event)
        self.would = self.was if alike else evolve(self.would, replayed)
        return step

    def settle(self, moment: datetime) -> None:
        """What the loading of a year would have led to, where the record had nothing provisional."""
        settled = self.was.dues
        alone = [k for k in _provisional(self.would) if k not in settled or not settled[k].provisional]
        if not alone:
            return
        terms = self.instead(moment)
        try:
            counted = _recounted(self.would, alone, terms)
        except UnknownRule as gap:
            self.notes.append(f"{gap.detail}；暂定的时限没有重算")
            return
        if counted:
            loaded = e.DuesRecomputed(occurred_at=moment, calendar=terms.calendar.version, dues=counted)
            self.would = evolve(self.would, loaded)

    def _again(self, told: Told, terms: Terms) -> e.CaseFact:
        """The event with its limits and its lateness counted anew."""
        event = told.event
        if isinstance(event, e.DuesRecomputed):
            counted = _recounted(self.would, _provisional(self.would), terms)
            return _with(event, {"calendar": terms.calendar.version, "dues": counted})
        if isinstance(event, e.CaseAccepted) and self.instead is not self.then:
            event = _with(event, {"handle_rule": self._picked(event, told.recorded_at, terms)})
        # a registration's clock starts when it is entered, not when the report was received
        start = event.accept_due.counted_from if isinstance(event, e.CaseRegistered) else event.occurred_at
        # an event older than a field cannot say it, and is not given it
        said = event.model_fields_set
        anew = {k: due for k, due in dues_of(self.would, event, terms, start).items() if k in said}
        anew |= self._lateness(event)
        return _with(event, anew)

    def _lateness(self, event: e.CaseFact) -> dict[str, Any]:
        clock = JUDGED.get(type(event))
        if clock is None:
            return {}
        due = self.would.dues.get(clock)
        return {"late": due is not None and event.occurred_at > due.at}

    def _picked(self, event: e.CaseAccepted, moment: datetime, terms: Terms) -> str:
        """The handling rule: picked again where the rules of that day had picked it; a clerk's own choice
        stays.
        """
        day = local_date(self.would.received_at or event.occurred_at)
        matter, category, urgency = event.matter, event.category, event.urgency
        chosen = event.handle_rule
        own = self.then(moment).rules.handling(self.would.kind, matter, category, urgency, day)
        if own is not None and own.id == chosen:
            found = terms.rules.handling(self.would.kind, matter, category, urgency, day)
            if found is not None:
                return found.id
            self.notes.append(f"没有适用的办理规则，仍按原来的「{chosen}」")
        elif chosen not in terms.rules.handling_ids():
            self.notes.append(f"人工选用的「{chosen}」不在这份规则里，仍按原来的内容")
        return chosen


def _with(event: Fact, anew: Mapping[str, Any]) -> Fact:
    """The event with these values; itself where they are the same."""
    if all(getattr(event, name) == value for name, value in anew.items()):
        return event
    return event.model_copy(update=anew)


def _provisional(case: Case) -> list[Clock]:
    return [clock for clock, due in case.dues.items() if due.provisional]


def _recounted(case: Case, which: Iterable[Clock], terms: Terms) -> tuple[e.NamedDue, ...]:
    """Those of these limits that the calendar of these terms moves or settles."""
    counted = {clock: terms.recounted(case.dues[clock]) for clock in which}
    return tuple(
        e.NamedDue(clock=clock, due=due) for clock, due in counted.items() if due != case.dues[clock]
    )
