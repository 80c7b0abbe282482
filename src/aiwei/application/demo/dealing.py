"""Who gets which way through life: dealt from a deck, so that a hundred cases hold a bit of everything, and
each run tells the same story.
"""

from random import Random

from aiwei.application.demo.turns import Fate, Way
from aiwei.application.demo.ways import BY_NAME, SMOOTH, WAYS
from aiwei.application.intake import Intake
from aiwei.domain.case.words import Triage

#: Cases of the shipped sample whose words tell what becomes of them.
CAST = {
    "SQ-2026-0003": "立行立改",
    "SQ-2026-0115": "移交其他渠道",  # wages
    "SQ-2026-0118": "回访说没解决",  # the first of three about the same
    "SQ-2026-0160": "并案",
    "SQ-2026-0161": "并案",
    "SQ-2026-0162": "误并后拆开",
    "SQ-2026-0163": "重复件",
    "SQ-2026-0164": "投诉和举报拆分",
    "SQ-2026-0165": "撤回，转为督查问题",
    "SQ-2026-0166": "特急",
    "SQ-2026-0167": "等回访",
    "SQ-2026-0168": "还在会商",
    "SQ-2026-0169": "退单等审",
    "SQ-2026-0170": "等核查",
    "SQ-2026-0171": "等签收",
    "SQ-2026-0172": "还在核实",
    "SQ-2026-0173": "等派单",
    "SQ-2026-0174": "刚登记",
    "SQ-2026-0176": "撤回",
}
#: What is dealt for weeks of work comes among the first of these.
EARLY = 0.3
SATISFIED, BY_PHONE = 0.85, 0.12
USUAL, LATE = (0.2, 0.7), (1.3, 2.4)


class Deck:
    """Cards are drawn from the top; one that does not fit waits for a case that it fits."""

    def __init__(self) -> None:
        self._chance = Random("爱卫")  # noqa: S311 (a story, not a secret)
        self._cards: list[Way] = []

    def deal(self, intake: Intake) -> Way:
        if intake.source_number in CAST:
            return BY_NAME[CAST[intake.source_number]]
        if intake.triage is not Triage.OURS:  # handed over by the main road
            return SMOOTH
        if not any(way.fits(intake) for way in self._cards):
            self._cards += self._shuffled()
        card = next(way for way in self._cards if way.fits(intake))
        self._cards.remove(card)
        return card

    def _shuffled(self) -> list[Way]:
        cards = [way for way in WAYS for _ in range(way.weight)]
        return sorted(cards, key=lambda way: self._chance.random() * (EARLY if way.long else 1.0))


def fate_of(number: str, way: Way = SMOOTH) -> Fate:
    """What is drawn for the case with this number on this way: the same in every run."""
    chance = Random(number)  # noqa: S311 (a story, not a secret)
    return Fate(
        way=way,
        pace=chance.uniform(*(LATE if way.late else USUAL)),
        satisfied=chance.random() < SATISFIED,
        by_phone=chance.random() < BY_PHONE,
    )
