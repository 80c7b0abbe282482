"""A small town of cases: decisions that touch several are carried out in all of them, or in none."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from aiwei.domain.case import commands as c
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.joining import touches
from aiwei.domain.case.state import Case
from aiwei.domain.decider import Command, Elsewhere, Refused
from aiwei.domain.office import Around, Fresh
from tests.given import OWN
from tests.town import MONDAY, office


@dataclass
class World:
    """Each case's facts, and whoever recorded them. Ids are counted, so that a run can be told again."""

    now: datetime = MONDAY
    facts: dict[UUID, tuple] = field(default_factory=dict)
    authors: dict[UUID, tuple[str, ...]] = field(default_factory=dict)

    def case(self, case_id: UUID) -> Case:
        return CASE_DECIDER.fold(self.facts.get(case_id, ()))

    def new_id(self) -> UUID:
        return uuid5(OWN, str(len(self.facts)))

    def register(self, wish: Command) -> UUID | None:
        case_id = self.new_id()
        return None if self.ask(case_id, wish, "clerk") else case_id

    def ask(self, case_id: UUID, wish: Command, person: str) -> Refused | None:
        """The refusal, after which nothing has changed; None when it was done."""
        case, known = self.case(case_id), {}
        while wanted := touches(case, wish, known) - known.keys():
            known |= {other: self.case(other) for other in wanted}
        fresh = Fresh(self.new_id(), uuid5(OWN, "subject"), "6f" * 32)
        there = {other: one for other, one in known.items() if one.state is not None}
        around = Around(case_id, there, self.authors.get(case_id, ()), (), fresh)
        try:
            told = CASE_DECIDER.decide(case, wish, office(person, self.now, around=around))
        except Refused as refusal:
            return refusal
        own = [fact for fact in told if not isinstance(fact, Elsewhere)]
        self._record(case_id, own, person)
        for other in told:
            if isinstance(other, Elsewhere):
                self._record(other.case_id, other.facts, person)
        return None

    def later(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    def _record(self, case_id: UUID, facts, person: str) -> None:
        self.facts[case_id] = (*self.facts.get(case_id, ()), *facts)
        self.authors[case_id] = (*self.authors.get(case_id, ()), *(person for _ in facts))


def aimed(wish: Command, target: UUID) -> Command:
    """The same wish with this case as its target, where it has one."""
    if isinstance(wish, c.MergeInto | c.LinkRepeat):
        return wish.model_copy(update={"target": target})
    return wish
