"""As of when a list is asked: the source that stands in for ``read.cases c`` in the same query."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiwei.domain.labelled import Labelled
from aiwei.projections.copying import CHANGING, CONSTANT
from aiwei.projections.row import AFTER_ALL


class AsOfBy(Labelled):
    """Which of its two times decides whether an event counts."""

    RECORDED = "recorded", "按录入时间"
    OCCURRED = "occurred", "按发生时间"


#: The columns of a list's row. Who may see a case is judged today, also of its past: so is what is sealed.
LISTED = ("case_id", *CONSTANT, *CHANGING)
PRESENT = "read.cases c"
THEN = [name for name in CHANGING if name != "sealed"]
#: The words of the excerpt only where it was released by then, and those that stood then.
FOLDED = """CASE WHEN s.title IS NULL THEN '' WHEN k.excerpt_position <= s.position THEN k.folded ELSE (
    SELECT w.folded FROM read.replaced_words w
    WHERE w.case_id = s.case_id AND w.position <= s.position AND s.position < w.to_position) END AS folded"""
PAST = f"""(SELECT s.case_id, k.sealed, {", ".join(f"k.{name}" for name in CONSTANT)},
    {", ".join(f"s.{name}" for name in THEN)}, {FOLDED}, {{near}} AS nearness
FROM read.spans s JOIN read.cases k USING (case_id) WHERE {{held}}) c"""  # noqa: S608 (our own words)
#: The index finds the stretch of a span that crosses the moment within the span of dues that is wanted;
#: what it finds is exact to a microsecond, and so the two comparisons decide.
STRETCH = "read.stretch(s.{since}, s.{until}, s.due_at, s.due_at)"
HELD = (
    f"{STRETCH} && read.stretch(%(as_of)s, %(as_of)s, %(due_from)s, %(due_until)s)"
    " AND s.{since} <= %(as_of)s AND s.{until} > %(as_of)s"
)
#: The distance from a point far below on the moment's line: in this order lie the dues themselves.
NEAR = f"{STRETCH} <-> read.foot(%(as_of)s)"
RANGES = {
    AsOfBy.RECORDED: {"since": "recorded_at", "until": "to_recorded_at"},
    AsOfBy.OCCURRED: {"since": "occurred_at", "until": "to_occurred_at"},
}
FIRST = datetime(1900, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Source:
    """SQL that gives rows ``c``, its parameters, and the order in which it gives the nearest due first."""

    sql: str
    params: dict[str, Any]
    by_due: str = "c.due_at"


def source(
    as_of: datetime | None, by: AsOfBy, due_from: datetime = FIRST, due_until: datetime = AFTER_ALL
) -> Source:
    """The cases as they stand, or as they stood; of the past only those due in this span, both ends included.

    By recording: all that had been recorded by then, so that a late entry never leaks into an earlier view.
    By occurrence: what had happened by then, as it is known today.
    """
    if as_of is None:
        return Source(PRESENT, {})
    names = RANGES[by]
    return Source(
        sql=PAST.format(near=NEAR.format(**names), held=HELD.format(**names)),
        params={"as_of": as_of, "due_from": due_from, "due_until": due_until},
        by_due="c.nearness, c.due_at",
    )
