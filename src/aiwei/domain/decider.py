"""The shape of every decision: an initial state, a fold, and a pure function from command to events."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict

S = TypeVar("S")
C = TypeVar("C")
E = TypeVar("E")
O = TypeVar("O")  # noqa: E741 (office, beside state, command, event)


class Event(BaseModel):
    """A fact in the past tense. Strict and frozen: what is stored is exactly what was decided."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Command(BaseModel):
    """A wish in the imperative. Frozen, and unknown fields are an error: a typing slip is never dropped."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Refused(Exception):  # noqa: N818 (a refusal is an answer, not an error)
    """A decision says no, and why. ``code`` is stable; the message is Chinese and says what to do.

    ``field`` names the command's field at fault, when one is.
    """

    code = "refused"
    title = "不能这样做"

    def __init__(self, detail: str, *, field: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.field = field


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Facts that a decision on one stream records in another, in the same transaction.

    ``opens``: the stream begins with them, and draws its number.
    """

    case_id: UUID
    facts: tuple[Any, ...]
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Decider(Generic[S, C, E, O]):
    """``decide`` holds every rule and changes nothing; ``evolve`` refuses nothing."""

    initial: Callable[[], S]
    decide: Callable[[S, C, O], Sequence[E | Elsewhere]]
    evolve: Callable[[S, E], S]

    def fold(self, events: Iterable[E], state: S | None = None) -> S:
        """The state that these events lead to."""
        current = self.initial() if state is None else state
        for event in events:
            current = self.evolve(current, event)
        return current
