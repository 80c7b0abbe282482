"""A township at work: each case goes its way on simulated days, and the sentinel watches the clock."""

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from uuid import UUID

from aiwei.application.demo.clock import SimulatedClock, at_work
from aiwei.application.demo.dealing import Deck, fate_of
from aiwei.application.demo.people import People
from aiwei.application.demo.story import Story
from aiwei.application.demo.turns import Scene
from aiwei.application.desk import Desk
from aiwei.application.intake import Intake
from aiwei.domain.calendar import LOCAL
from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case.clocks import OPEN
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.state import Case
from aiwei.domain.deadlines import Terms
from aiwei.domain.decider import Command, Refused
from aiwei.domain.register.state import Register

#: A report is read soon after it came, in office hours.
READ_AFTER = timedelta(minutes=20)
#: The sentinel looks in the morning and after noon while something happens; a real one every 20 seconds.
WATCH_HOURS = 12


@dataclass(slots=True)
class Simulation:
    """Turns happen in the order of their moments; a turn may plan the next. Ends at a moment, and whatever is
    still open then stays open: a work list is never empty.
    """

    desk: Desk
    clock: SimulatedClock
    watch: Callable[[], None]
    note: Callable[[str], object]
    people: People = field(init=False)
    _deck: Deck = field(default_factory=Deck)
    _stories: dict[UUID, Story] = field(default_factory=dict)
    _turns: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    _order: "count[int]" = field(default_factory=count)
    _watched: tuple[date, int] | None = None

    def __post_init__(self) -> None:
        self.people = People(self.desk)

    def run(self, intakes: Iterable[Intake], *, runs_on: timedelta, progress: Callable[[int], None]) -> None:
        """Plays all intakes at their moments of receipt, and ``runs_on`` longer."""
        last = self.clock()
        for intake in intakes:
            moment = intake.received_at or self.clock()
            last = max(last, moment)
            self.later(moment, lambda i=intake: self._take_in(i))  # type: ignore[misc]
        end = last + runs_on
        done = 0
        while self._turns and self._turns[0][0] <= end:
            moment, _, turn = heapq.heappop(self._turns)
            self._come_to(moment)
            turn()
            done += 1
            progress(done)
        self._come_to(end)
        self.watch()

    def _come_to(self, moment: datetime) -> None:
        """Time goes on; before anybody does anything in a new part of the day, the sentinel looks."""
        self.clock.set(moment)
        local = self.clock().astimezone(LOCAL)
        part = (local.date(), local.hour // WATCH_HOURS)
        if part != self._watched:
            self._watched = part
            self.watch()

    def later(self, moment: datetime, turn: Callable[[], None]) -> None:
        """Plans a turn."""
        heapq.heappush(self._turns, (moment, next(self._order), turn))

    def _take_in(self, intake: Intake) -> None:
        try:
            registered = self.desk.register_case(intake, self.people.clerk())
        except Refused as refusal:
            self.note(f"{intake.source_number or intake.title} 未收：{refusal.detail}")
            return
        fate = fate_of(registered.number, self._deck.deal(intake))
        self._begin(Story(self, registered.case_id, fate, intake))

    def _begin(self, story: Story) -> None:
        self._stories[story.case_id] = story
        self.later(at_work(self.clock() + READ_AFTER, self.terms.calendar), story.plan)

    def take(self, scene: Scene, wishes: Sequence[Command]) -> None:
        """One person does this in one go; a case that is opened by it begins a story of its own."""
        caller = self.people.who(wishes[-1], scene.case)
        for wish in wishes:
            self.desk.handle(scene.case_id, wish, caller)
        if isinstance(wishes[-1], c.Split | c.Withdraw):
            match self.desk.history(scene.case_id)[-1].event:
                case e.CaseWithdrawn(finding=UUID() as opened) | e.CaseSplit(into=opened):
                    self._begin(Story(self, opened, fate_of(scene.case.number), None))

    @property
    def now(self) -> datetime:
        return self.clock()

    def case(self, case_id: UUID) -> Case:
        return CASE_DECIDER.fold(r.event for r in self.desk.history(case_id))

    @property
    def terms(self) -> Terms:
        return self.desk.terms

    @property
    def register(self) -> Register:
        return self.people.register

    def draft(self, case_id: UUID) -> tuple[str, str]:
        """The masked words that a clerk makes an excerpt of."""
        found = self.desk.vault.draft(case_id)
        return (found.title, found.body) if found else ("群众反映问题", "见登记内容。")

    def leaks(self, case_id: UUID, text: str) -> bool:
        """Whether these words give the complainant away."""
        subject = self.desk.history(case_id)[0].event.subject_ref
        return bool(self.desk.vault.leaks(subject)(text))

    def similar(self, scene: Scene, *, same_person: bool) -> UUID | None:
        """The first open case at the same place of the same class, that this one may join."""
        others = (self._stories[other].scene() for other in self._beside(scene, same_person=same_person))
        level = scene.case.secrecy_level
        return next(
            (
                other.case_id
                for other in others
                if other.case.state in OPEN
                and (other.category, other.case.secrecy_level) == (scene.category, level)
            ),
            None,
        )

    def _beside(self, scene: Scene, *, same_person: bool) -> Iterator[UUID]:
        """Complaints from the same village; or from the same person there."""
        mine = scene.intake
        for other in self._stories.values():
            said = other.intake
            if other.case_id == scene.case_id or not mine or not said or not mine.village:
                continue
            who = said.name == mine.name and said.phone == mine.phone
            if said.village == mine.village and (who or not same_person):
                yield other.case_id
