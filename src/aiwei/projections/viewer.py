"""Who looks: people of the office see all cases, a unit its own; nobody sees the case about themselves."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiwei.domain.register.state import Register
from aiwei.domain.register.words import Capability

OFFICE = frozenset(
    {
        Capability.ACCEPT,
        Capability.DISPATCH,
        Capability.DECIDE_RETURN,
        Capability.CHECK,
        Capability.FOLLOW_UP,
        Capability.CLOSE,
        Capability.REVEAL,
    }
)


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person, the units of all their posts, and whether one of the posts is of the office."""

    person: str
    units: tuple[str, ...]
    office: bool

    def where(self) -> tuple[str, dict[str, Any]]:
        """The condition that every query on cases carries for this viewer, and its parameters."""
        barred = (
            "c.accused_person IS DISTINCT FROM %(me)s AND (c.accused_unit IS NULL"
            " OR c.accused_unit <> ALL(%(mine)s))"
        )
        params = {"me": self.person, "mine": list(self.units)}
        if self.office:
            return barred, params
        own = "(c.unit = ANY(%(mine)s) OR c.assisting && %(mine)s::text[])"
        return f"{own} AND {barred}", params


def viewer_of(person: str, register: Register, moment: datetime) -> Viewer:
    """What this person may see, by all posts held at the moment."""
    held = register.posts_of(person, moment)
    office = any(post.may(capability) for post in held for capability in OFFICE)
    return Viewer(person, tuple(sorted({post.post.unit for post in held})), office)
