"""One case and what comes next for it, read off its state as an official reads a list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from aiwei.application.demo import road, town
from aiwei.application.demo.turns import Fate, Scene, Town, Turn
from aiwei.application.intake import Intake
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import CaseState, Category
from aiwei.domain.decider import Command


class Stage(Town, Protocol):
    """Where a story plays: who takes its turns, and when."""

    @property
    def now(self) -> datetime: ...
    def case(self, case_id: UUID) -> Case: ...
    def later(self, moment: datetime, turn: Callable[[], None]) -> None: ...
    def take(self, scene: Scene, wishes: Sequence[Command]) -> None: ...


@dataclass(slots=True)
class Story:
    """Plans its next turn into the town, and takes it when its moment has come."""

    town: Stage
    case_id: UUID
    fate: Fate
    intake: Intake | None
    turns: list[tuple[CaseState, Turn]] = field(default_factory=list)  # of its way, still to come
    planned: Turn | None = None
    planned_in: CaseState | None = None

    def __post_init__(self) -> None:
        self.turns = list(self.fate.way.turns)

    def plan(self) -> None:
        """Looks at the case and puts down when it is whose turn; nothing more where its life is over."""
        scene = self.scene()
        self.planned, self.planned_in = self._coming(scene), scene.case.state
        if self.planned is not None and scene.case.state is not self.fate.way.ends:
            self.town.later(self.planned.moment(scene), self.play)

    def play(self) -> None:
        """Takes the turn that was planned, where the case has not been moved on by others meanwhile."""
        scene, turn = self.scene(), self.planned
        if turn is not None and scene.case.state is self.planned_in:
            wishes = turn.wishes(scene)
            if self._is_of_its_way(turn):
                self.turns.pop(0)
            if wishes:
                self.town.take(scene, wishes)
        self.plan()

    def _coming(self, scene: Scene) -> Turn | None:
        """The next turn of its way where that fits here; else the main road's."""
        if self.turns and self.turns[0][0] is scene.case.state:
            return self.turns[0][1]
        return road.coming(scene)

    def _is_of_its_way(self, turn: Turn) -> bool:
        return bool(self.turns) and self.turns[0][1] is turn

    def scene(self) -> Scene:
        case = self.town.case(self.case_id)
        category = case.category or self._guessed()
        return Scene(self.case_id, case, self.town.now, self.town, self.fate, self.intake, category)

    def _guessed(self) -> Category:
        """What the words sound like, before anybody has said what it is."""
        said = self.intake
        return (said and said.category) or town.category_of(f"{said.title}{said.text}" if said else "")
