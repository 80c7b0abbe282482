"""What a decision may look at besides its own history."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from aiwei.domain.calendar import WorkCalendar
from aiwei.domain.deadlines import Due, Rules, Terms
from aiwei.domain.labelled import Labelled
from aiwei.domain.register.state import HeldPost, Post, Register
from aiwei.domain.register.words import Capability


class Via(Labelled):
    """The door through which a command came."""

    API = "api", "接口"
    TUI = "tui", "终端"
    CLI = "cli", "命令行"
    VILLAGE_APP = "village_app", "村级应用"
    PAGE = "page", "手机页面"
    IMPORT = "import", "导入"
    SENTINEL = "sentinel", "值守程序"


class By(BaseModel):
    """Who acted, in which post and unit: the same person acts in different capacities."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    person: str
    post: str
    unit: str


SYSTEM = "system"
#: The post in which an import or the sentinel acts: it may take in, and never decides about anyone's work.
SYSTEM_POST = HeldPost(SYSTEM, "系统", Post("SYSTEM", "系统", "", frozenset({Capability.INTAKE})))


@dataclass(frozen=True, slots=True)
class Fresh:
    """What a decision that opens another case needs: its id and, where the complainant's words go along,
    their own place in the vault.
    """

    case_id: UUID
    subject_ref: UUID | None = None
    sealed: str | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a case: its own id, the cases that the decision touches by theirs (each a
    ``Case``), who recorded its events in their order, and what a self-check of its record found wrong.
    """

    case_id: UUID | None = None
    cases: Mapping[UUID, Any] = field(default_factory=dict)
    authors: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    fresh: Fresh | None = None


def no_leak(_: str) -> tuple[str, ...]:
    """For cases without a complainant's data."""
    return ()


@dataclass(frozen=True, slots=True)
class Office:
    """The moment, the actor, the register on this day, the rules and the calendar.

    ``leaks`` names what of the vault's data a text would give away ("电话", "姓名", …); the data itself
    never enters a decision.
    """

    now: datetime
    person: str
    register: Register
    rules: Rules
    calendar: WorkCalendar
    leaks: Callable[[str], tuple[str, ...]] = no_leak
    around: Around = Around()

    @property
    def posts(self) -> tuple[HeldPost, ...]:
        """Every post that the actor holds at this moment."""
        if self.person == SYSTEM:
            return (SYSTEM_POST,)
        return self.register.posts_of(self.person, self.now)

    @property
    def terms(self) -> Terms:
        """What limits are counted by at this moment."""
        return Terms(self.rules, self.calendar)

    def due(self, rule_id: str, start: datetime) -> Due:
        return self.terms.due(rule_id, start)
