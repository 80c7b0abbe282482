"""A township at work: each case taken in, dispatched, rectified, checked and closed on simulated days."""

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from uuid import UUID

from aiwei.application.demo.clock import SimulatedClock, after_working, at_work
from aiwei.application.demo.fate import Fate, fate_of
from aiwei.application.demo.people import People
from aiwei.application.demo.steps import Steps
from aiwei.application.desk import Desk
from aiwei.application.intake import Intake
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import CaseState as S

Turn = Callable[[], None]


@dataclass(slots=True)
class Simulation:
    """Turns happen in the order of their moments; a turn may plan the next. Ends at a moment, and whatever is
    still open then stays open: a work list is never empty.
    """

    desk: Desk
    clock: SimulatedClock
    people: People
    _turns: list[tuple[datetime, int, Turn]] = field(default_factory=list)
    _order: "count[int]" = field(default_factory=count)

    def run(self, intakes: Iterable[Intake], *, runs_on: timedelta, progress: Callable[[int], None]) -> None:
        """Plays all intakes at their moments of receipt, and ``runs_on`` longer."""
        last = self.clock()
        for intake in intakes:
            moment = intake.received_at or self.clock()
            last = max(last, moment)
            self._plan(moment, lambda i=intake: self._take_in(i))  # type: ignore[misc]
        end = last + runs_on
        done = 0
        while self._turns and self._turns[0][0] <= end:
            moment, _, turn = heapq.heappop(self._turns)
            self.clock.set(moment)
            turn()
            done += 1
            progress(done)
        self.clock.set(end)

    def _plan(self, moment: datetime, turn: Turn) -> None:
        heapq.heappush(self._turns, (moment, next(self._order), turn))

    def _later(self, hours: float, turn: Turn) -> None:
        self._plan(after_working(self.clock(), hours, self.desk.calendar), turn)

    def _take_in(self, intake: Intake) -> None:
        registered = self.desk.register_case(intake, self.people.intake_clerk(self.clock()))
        story = Story(self, registered.case_id, fate_of(registered.number), intake)
        self._plan(at_work(self.clock() + timedelta(minutes=40), self.desk.calendar), story.next)


@dataclass(slots=True)
class Story:
    """One case and what comes next for it, read off its state as an official reads a list."""

    town: Simulation
    case_id: UUID
    fate: Fate
    intake: Intake
    returned: bool = False
    failed: int = 0
    unsolved: bool = False
    reopened: bool = False

    def next(self) -> None:
        """Takes the step that is due in this state, and plans the one after it."""
        case = self._case()
        hours = TURNS[case.state](self, case) if case.state in TURNS else None
        if hours is not None:
            self.town._later(hours, self.next)  # noqa: SLF001 (a story plans itself into its town)

    def _case(self) -> Case:
        return CASE_DECIDER.fold(r.event for r in self.town.desk.history(self.case_id))

    @property
    def steps(self) -> Steps:
        return Steps(self.town.desk, self.town.people, self.case_id, self.town.clock())

    def received(self, _: Case) -> float | None:
        if self.fate.declined and self.intake.from_public:
            self.steps.decline()
            return None
        self.steps.accept(self.intake)
        return 1.0

    def accepted(self, _: Case) -> float:
        self.steps.dispatch(elsewhere=self.returned)
        return 2.0

    def dispatched(self, _: Case) -> float:
        if self.fate.returned and not self.returned:
            self.returned = True
            self.steps.request_return()
            return 3.0
        self.steps.sign_for(by_phone=self.fate.signed_by_phone)
        return self._work_hours()

    def return_asked(self, _: Case) -> float:
        self.steps.decide_return(granted=self.fate.return_granted)
        return 1.0

    def working(self, _: Case) -> float:
        self.steps.submit()
        return 4.0

    def waits_for_check(self, case: Case) -> float | None:
        if case.check_passed:
            self.steps.close()
            return self._perhaps_reopen()
        if self.failed < self.fate.fails:
            self.failed += 1
            self.steps.fail_check()
            return self._work_hours()
        self.steps.pass_check()
        return 3.0

    def waits_for_call(self, case: Case) -> float | None:
        tried_enough = case.attempts >= 3 and len(case.attempt_days) > 1  # noqa: PLR2004 (the rule of the case)
        if case.reached or tried_enough:
            self.steps.close()
            return self._perhaps_reopen()
        if self.fate.unsolved and not self.unsolved:
            self.unsolved = True
            self.steps.follow_up("unsolved", satisfied=False)
            return self._work_hours()
        if case.attempts < self.fate.unreached:
            self.steps.follow_up("unreached", satisfied=False)
            return 7.0
        self.steps.follow_up("solved", satisfied=self.fate.satisfied)
        return 1.0

    def ended(self, _: Case) -> float | None:
        if self.reopened:
            return None
        self.reopened = True
        self.steps.reopen()
        return 2.0

    def _perhaps_reopen(self) -> float | None:
        return 45.0 if self.fate.reopened and not self.reopened else None

    def _work_hours(self) -> float:
        """The unit's pace, as a part of the days that its limit gives."""
        case = self._case()
        if case.task_due is None:
            return 9.0
        span = case.task_due.at - max(case.task_due.counted_from, self.town.clock())
        days = max(span.total_seconds() / 86_400, 0.5) * 5 / 7
        return days * 9 * (self.fate.pace if not self.failed else 0.5)


TURNS: dict[S | None, Callable[[Story, Case], float | None]] = {
    S.REGISTERED: Story.received,
    S.ACCEPTED: Story.accepted,
    S.DISPATCHED: Story.dispatched,
    S.RETURN_PENDING: Story.return_asked,
    S.IN_PROGRESS: Story.working,
    S.AWAITING_CHECK: Story.waits_for_check,
    S.AWAITING_FOLLOWUP: Story.waits_for_call,
    S.CLOSED: Story.ended,
}
