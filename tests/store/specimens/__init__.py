"""One event of each kind, with every field filled: what the golden files hold.

``python -m tests.store.specimens`` writes the files that are missing; a file that is there is never changed.
"""

from pathlib import Path
from typing import Any, get_args

from aiwei.domain.case.events import CaseFact
from aiwei.domain.office import By, Via
from aiwei.domain.register.events import RegisterEvent
from aiwei.domain.timekeeping.events import TimekeepingEvent
from aiwei.store.codec import SHAPES, Codec
from aiwei.store.envelope import Recorded
from tests.store.specimens.ended import ENDED
from tests.store.specimens.handled import HANDLED
from tests.store.specimens.offices import OFFICES
from tests.store.specimens.parts import AT, COMMAND
from tests.store.specimens.taken_in import TAKEN_IN

GOLDEN = Path(__file__).parents[2] / "golden" / "events"
EVENTS: tuple[Any, ...] = (*TAKEN_IN, *HANDLED, *ENDED, *OFFICES)
KINDS = {
    kind for union in (CaseFact, RegisterEvent, TimekeepingEvent) for kind in get_args(get_args(union)[0])
}


def recorded(event: Any) -> Recorded:
    by = By(person="clerk", post="CLERK", unit="PHCO")
    return Recorded("golden", 1, 0, AT, by, Via.TUI, COMMAND, event)


def shape_of(kind: str) -> int:
    """The shape in which this kind is written now."""
    return SHAPES.get(kind, 1)


def golden_file(kind: str, shape: int | None = None) -> Path:
    """Of the shape in which this kind is written now, or of an older one."""
    return GOLDEN / f"{kind}@{shape or shape_of(kind)}.json"


def written(event: Any) -> bytes:
    return Codec().to_stored_event(recorded(event)).state + b"\n"
