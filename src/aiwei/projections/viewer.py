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
        Capability.EXTEND,
        Capability.SUPERVISE,
        Capability.LEAD,
        Capability.CONVENE,
        Capability.REVIEW,
        Capability.ARCHIVE,
    }
)
#: Who sees an accusation: the head who hands it over, and the discipline body (信访工作条例 art. 30).
SEALED = frozenset({Capability.CLOSE, Capability.REVIEW})


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person, the units of all their posts, whether one of the posts is of the office, and whether one may
    see what is sealed for the discipline body.
    """

    person: str
    units: tuple[str, ...]
    office: bool
    sealed: bool = False

    def where(self) -> tuple[str, dict[str, Any]]:
        """The condition that every query on cases carries for this viewer, and its parameters."""
        barred = (
            "c.accused_person IS DISTINCT FROM %(me)s AND (c.accused_unit IS NULL"
            " OR c.accused_unit <> ALL(%(mine)s))"
        )
        params = {"me": self.person, "mine": list(self.units)}
        if not self.sealed:  # an accusation of an official is not for everyone in the office
            barred += " AND NOT c.sealed"
        if self.office:
            return barred, params
        own = "(c.unit = ANY(%(mine)s) OR c.assisting && %(mine)s::text[])"
        return f"{own} AND {barred}", params


def viewer_of(person: str, register: Register, moment: datetime) -> Viewer:
    """What this person may see, by all posts held at the moment."""
    held = register.posts_of(person, moment)
    office = any(post.may(capability) for post in held for capability in OFFICE)
    sealed = any(post.may(capability) for post in held for capability in SEALED)
    return Viewer(person, tuple(sorted({post.post.unit for post in held})), office, sealed)
