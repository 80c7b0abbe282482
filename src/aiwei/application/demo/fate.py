"""What will happen to a demo case: drawn from its own number, so that each run tells the same story."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Fate:
    """The turns of one case. ``pace`` is the part of its limit that the unit takes; over 1 it is late."""

    declined: bool
    returned: bool
    return_granted: bool
    signed_by_phone: bool
    pace: float
    fails: int
    unsolved: bool
    unreached: int
    reopened: bool
    satisfied: bool


#: How likely each turn is in the demo town.
CHANCES = {
    "late": 0.14,
    "declined": 0.04,
    "returned": 0.10,
    "return granted": 0.7,
    "signed by phone": 0.12,
    "failed once": 0.13,
    "failed again": 0.03,
    "unsolved": 0.05,
    "never reached": 0.08,
    "unreached once": 0.10,
    "reopened": 0.08,
    "satisfied": 0.85,
}
LATE_PACE, USUAL_PACE = (1.3, 2.4), (0.2, 0.7)
NEVER_REACHED = 3


def fate_of(number: str) -> Fate:
    """The fate of the case with this number: the same in every run."""
    chance = Random(number)  # noqa: S311 (a story, not a secret)
    turns = {name: chance.random() < likely for name, likely in CHANCES.items()}
    return Fate(
        declined=turns["declined"],
        returned=turns["returned"],
        return_granted=turns["return granted"],
        signed_by_phone=turns["signed by phone"],
        pace=chance.uniform(*(LATE_PACE if turns["late"] else USUAL_PACE)),
        fails=turns["failed once"] + turns["failed again"],
        unsolved=turns["unsolved"],
        unreached=NEVER_REACHED if turns["never reached"] else int(turns["unreached once"]),
        reopened=turns["reopened"],
        satisfied=turns["satisfied"],
    )
