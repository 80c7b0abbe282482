"""How like a case is to a report that is being typed, and why: place, category, words, time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import exp2
from uuid import UUID

from psycopg.rows import DictRow

from aiwei.domain.calendar import local_date
from aiwei.domain.case.words import Category
from aiwei.projections.telling import pairs, pieces, runs

#: Chosen on made-up reports (tests/projections/likenesses.py), alone and among 14,000 real letters.
PROPOSED_FROM = 0.29
SAME_VILLAGE, OTHER_VILLAGE = 0.12, -0.5  # from another village only what is told word for word
SITE = 0.2
SAME_CATEGORY, OTHER_CATEGORY = 0.1, -0.1
NOW, HALVED_IN_DAYS = 0.1, 14
WORDS_LEAST, PAIRS_LEAST = 0.1, 2
SITE_LEAST, SPOT_LEAST = 0.5, 3  # every village has a 村口: one pair alone is no spot
TELLING = 0.45  # pairs that tell something, for each character of a text
SHOWN, LONGEST = 3, 8


@dataclass(frozen=True, slots=True)
class Like:
    """One case's likeness; ``why`` are reasons to be read in a row."""

    case_id: UUID
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What was told, as far as likeness turns on it. ``weights`` are of its own pairs, in order."""

    village: str | None
    category: Category | None
    site: frozenset[str]
    runs: Sequence[str]
    weights: Mapping[str, float]
    chance: float
    at: datetime
    now: datetime
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """What a report and a case have in common; each between 0 and 1, but for the days between them."""

    village: bool | None
    category: bool | None
    site: float
    words: float
    pieces: Sequence[str]
    days: int

    @property
    def enough(self) -> bool:
        """Whether there is more than being near: the same words, the same spot, or village and category."""
        alike = self.words >= WORDS_LEAST or self.site >= SITE_LEAST
        return alike or (self.village is True and self.category is True)

    @property
    def score(self) -> float:
        place = _either(self.village, SAME_VILLAGE, OTHER_VILLAGE)
        spot = 0.0 if self.village is False else SITE * self.site
        kind = _either(self.category, SAME_CATEGORY, OTHER_CATEGORY)
        return self.words + place + spot + kind + NOW * exp2(-abs(self.days) / HALVED_IN_DAYS)


def like(report: Report, row: DictRow) -> Like | None:
    """The row's likeness; None below what is worth proposing."""
    shared = _shared(report, row)
    if not shared.enough or shared.score < PROPOSED_FROM:
        return None
    return Like(row["case_id"], round(shared.score, 3), tuple(_why(shared, row, report)))


def _shared(report: Report, row: DictRow) -> Shared:
    texts = (row["folded"], row["draft"] or "")
    common = [pair for pair in report.weights if pair in texts[0] or pair in texts[1]]
    return Shared(
        village=_same(report.village, row["village"]),
        category=_same(report.category, row["category"]),
        site=_site(report, row["site"]),
        words=_words(report, common, TELLING * max(map(len, texts))),
        pieces=_loudest(report, common),
        days=(local_date(report.at) - local_date(row["received_at"])).days,
    )


def _words(report: Report, common: Sequence[str], theirs: float) -> float:
    """The overlap coefficient, weighted: what is shared over the shorter text; of short ones much may be
    chance. ``theirs`` is about how many pairs the other text has: to count them took 0.5 ms a case.
    """
    if len(common) < PAIRS_LEAST:
        return 0.0
    mine = sum(report.weights.values())
    shorter = min(mine, theirs * mine / len(report.weights))
    return sum(report.weights[pair] for pair in common) / (shorter + report.chance)


def _site(report: Report, site: str) -> float:
    """How much of the case's spot was told, in the field for it or among the words."""
    spot = pairs(runs(site, report.names)).keys()
    told = len(spot & report.weights.keys()) / max(len(spot), SPOT_LEAST)
    field = len(spot & report.site) / max(min(len(spot), len(report.site)), SPOT_LEAST)
    return max(told, field)


def _loudest(report: Report, common: Sequence[str]) -> list[str]:
    """The longest shared pieces, in the order of the text."""
    found = pieces(report.runs, frozenset(common))
    chosen = sorted(found, key=len, reverse=True)[:SHOWN]
    return list(dict.fromkeys(_short(piece) for piece in found if piece in chosen))


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def _why(shared: Shared, row: DictRow, report: Report) -> Iterator[str]:
    if shared.village is not None:
        yield "同村" if shared.village else "另一村"
    if shared.site >= SITE_LEAST and shared.village is not False:
        yield f"地点相同「{_short(row['site'])}」"
    if shared.category:
        yield "同类"
    if shared.pieces:
        yield f"说法相近「{' '.join(shared.pieces)}」"
    yield _when(row["received_at"], report.now)


def _when(received: datetime, now: datetime) -> str:
    days = (local_date(now) - local_date(received)).days
    return {0: "今天", 1: "昨天"}.get(days, f"{days} 天前" if days > 0 else "日期在后")


def _same(told: str | None, held: str | None) -> bool | None:
    """None where one of the two is not known."""
    return None if not told or not held else told == held


def _either(same: bool | None, yes: float, no: float) -> float:  # noqa: FBT001 (the question itself)
    return {True: yes, False: no, None: 0.0}[same]
