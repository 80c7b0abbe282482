"""Which open cases may be about what is just being told: proposed at intake, so that one matter stays one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, NamedTuple

from psycopg import Connection
from psycopg.rows import DictRow
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from aiwei.domain.case.words import Category
from aiwei.projections.likeness import Like, Report, like
from aiwei.projections.telling import MOST_READ, pairs, runs, weigh
from aiwei.projections.viewer import Viewer

LONGEST = 41_000  # characters: a subject, a line's end, and the longest words that intake takes
TOO_COMMON = 3.2  # a pair that stands in 4 % of the cases finds nothing that rarer ones do not
MOST_PAIRS = 24  # asked of the index; each more costs 0.3 ms at 14,000 cases
MOST_OF_A_PAIR = 400
HOME, AWAY = 15.0, -30.0  # in weights of pairs: the same village, another


class Told(BaseModel):
    """A report as far as it is typed. The words may be personal: they go into no log and no address."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Annotated[str, Field(max_length=LONGEST, title="主题和内容")] = ""
    village: Annotated[str | None, Field(max_length=64, title="所在村")] = None
    site: Annotated[str, Field(max_length=200, title="具体地点")] = ""
    category: Annotated[Category | None, Field(title="问题类别")] = None
    received_at: Annotated[AwareDatetime | None, Field(title="收到时间")] = None


class Likeness(NamedTuple):
    """A row of ``read.cases`` (with the draft's title for people of the office), its score, and why."""

    row: DictRow
    score: float
    why: tuple[str, ...]


OPEN = "c.closed_at IS NULL AND c.state <> 'merged'"  # a complaint that has joined another: that one is told
# closed cases are left out later: the pairs' index knows nothing of them
HITS = """SELECT told.pair, told.weight, hit.case_id FROM told CROSS JOIN LATERAL (
    SELECT case_id FROM {table} WHERE grams @> ARRAY[told.pair] LIMIT %(most)s) hit"""
FOUND = """WITH told AS (SELECT * FROM unnest(%(pairs)s::int[], %(weights)s::float4[]) AS t (pair, weight)),
best AS (
    SELECT case_id, sum(weight) AS weight FROM ({hits}) hits
    GROUP BY case_id ORDER BY weight DESC LIMIT 600),
by_words AS (
    SELECT c.case_id FROM best JOIN read.cases c USING (case_id) WHERE {open} AND {visible}
    ORDER BY best.weight + CASE WHEN c.village = %(village)s THEN %(home)s
        WHEN c.village <> %(village)s THEN %(away)s ELSE 0 END DESC LIMIT 30),
by_place AS (
    SELECT c.case_id FROM read.cases c WHERE c.village = %(village)s AND {open} AND {visible}
    AND (c.category = %(category)s OR c.site <> '') ORDER BY c.received_at DESC LIMIT 20)
SELECT c.case_id, c.village, c.category, c.site, c.received_at, left(c.folded, %(read)s) AS folded, {draft}
FROM (SELECT case_id FROM by_words UNION SELECT case_id FROM by_place) f JOIN read.cases c USING (case_id)"""
ROWS = "SELECT c.*, {draft} FROM read.cases c"
THESE = " WHERE c.case_id = ANY(%(ids)s)"
DRAFTS = " LEFT JOIN vault.subjects d USING (case_id)"


def similar(
    conn: Connection[DictRow],
    told: Told,
    viewer: Viewer,
    now: datetime,
    limit: int = 5,
    *,
    villages: Mapping[str, str] | None = None,
) -> list[Likeness]:
    """The likest first; empty where nothing is like enough. ``villages`` are names by code: one that is
    named in the words need not be picked as well.
    """
    report = _report(conn, told, now, villages or {})
    if not report.weights and not (report.village and report.category):
        return []
    sql, params = question(report, viewer)
    rows = conn.execute(sql.encode(), params, prepare=False).fetchall()  # a generic plan took 65 ms
    liked = [found for row in rows if (found := like(report, row))]
    liked.sort(key=lambda found: -found.score)
    return _with_rows(conn, liked[:limit], viewer)


def _report(conn: Connection[DictRow], told: Told, now: datetime, villages: Mapping[str, str]) -> Report:
    names = tuple(villages.values())
    found = runs(f"{told.text}\n{told.site}", names)
    weighed = weigh(conn, pairs(found))
    named = [code for code, name in villages.items() if name in told.text or name in told.site]
    return Report(
        village=told.village or (named[0] if len(named) == 1 else None),
        category=told.category,
        site=frozenset(pairs(runs(told.site, names))),
        runs=found,
        weights=weighed.weights,
        chance=weighed.chance,
        at=told.received_at or now,
        now=now,
        names=names,
    )


def question(report: Report, viewer: Viewer) -> tuple[str, dict[str, Any]]:
    """The SQL that finds whom to compare with: fifty cases at most. Drafts only for people of the office."""
    visible, params = viewer.where()
    tables = ("read.cases", "vault.subjects") if viewer.office else ("read.cases",)
    hits = " UNION ".join(HITS.format(table=table) for table in tables)
    draft = "left(d.folded, %(read)s) AS draft" if viewer.office else "NULL AS draft"
    sql = FOUND.format(hits=hits, open=OPEN, visible=visible, draft=draft) + (DRAFTS if viewer.office else "")
    numbers = pairs(report.runs)
    rare = [(numbers[pair], weight) for pair, weight in report.weights.items() if weight >= TOO_COMMON]
    asked = rare[:MOST_PAIRS]
    return sql, params | {
        "pairs": [number for number, _ in asked],
        "weights": [weight for _, weight in asked],
        "most": MOST_OF_A_PAIR,
        "village": report.village,
        "category": report.category,
        "home": HOME,
        "away": AWAY,
        "read": MOST_READ,
    }


def _with_rows(conn: Connection[DictRow], liked: list[Like], viewer: Viewer) -> list[Likeness]:
    """The same with all that a list shows of each."""
    draft = "d.title AS draft_title" if viewer.office else "NULL AS draft_title"
    sql = ROWS.format(draft=draft) + (DRAFTS if viewer.office else "") + THESE
    found = conn.execute(sql.encode(), {"ids": [like.case_id for like in liked]}).fetchall() if liked else []
    rows = {row["case_id"]: row for row in found}
    return [Likeness(rows[one.case_id], one.score, one.why) for one in liked if one.case_id in rows]
