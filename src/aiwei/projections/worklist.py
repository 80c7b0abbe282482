"""Which cases are there, in which order: filters, Chinese search, keyset pages."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal, NamedTuple
from uuid import UUID

from psycopg import Connection
from psycopg.rows import DictRow
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from aiwei.domain.case.grounds import Clock, SupervisionLevel
from aiwei.domain.case.words import Area, CaseKind, CaseState, Category, Channel, MatterKind
from aiwei.domain.decider import Refused
from aiwei.projections.moment import FIRST, LISTED, AsOfBy, Source, source
from aiwei.projections.row import AFTER_ALL, NEVER
from aiwei.projections.viewer import Viewer
from aiwei.store.grams import contains, fold, grams

Sort = Literal["due", "-due", "received", "-received", "number", "-number", "updated", "-updated"]
SORT_COLUMNS = {"due": "due_at", "received": "received_at", "number": "number", "updated": "position"}
SORT_CASTS = {"due": "timestamptz", "received": "timestamptz", "number": "text", "updated": "bigint"}
MOST = 200
COLUMNS = ", ".join(f"c.{name}" for name in LISTED)


class BadCursor(Refused):
    code = "bad-cursor"
    title = "翻页标记无效"


class BadFilter(Refused):
    code = "bad-filter"
    title = "筛选条件用不了"


class Wanted(BaseModel):
    """What a list is asked for; all conditions must hold. Times carry their offset."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    state: Annotated[tuple[CaseState, ...], Field(description="可多选")] = ()
    open: Annotated[bool | None, Field(description="只看未办结（true）或已了结（false）")] = None
    kind: CaseKind | None = None
    channel: Channel | None = None
    matter: MatterKind | None = None
    area: Area | None = None
    category: Category | None = None
    village: Annotated[str | None, Field(max_length=64)] = None
    unit: Annotated[str | None, Field(max_length=64, description="主办或协办单位代码")] = None
    overdue: bool | None = None
    due_before: AwareDatetime | None = None
    received_from: AwareDatetime | None = None
    received_before: AwareDatetime | None = None
    q: Annotated[str | None, Field(max_length=100, description="全文查找，一个字也可以")] = None
    clock: Annotated[Clock | None, Field(description="正在计时的某一种时限，如 reinspect（回头看）")] = None
    supervision: SupervisionLevel | None = None
    as_of: Annotated[AwareDatetime | None, Field(description="某一时刻的样子；不填即现在")] = None
    as_of_by: Annotated[AsOfBy, Field(description="按录入时间还是按发生时间回看")] = AsOfBy.RECORDED
    sort: Sort = "due"
    cursor: Annotated[str | None, Field(max_length=400)] = None
    limit: Annotated[int, Field(ge=1, le=MOST)] = 50
    with_total: bool = False


class Page(NamedTuple):
    """What lists show of ``read.cases``, with the draft's title where none is released; ``next`` is None at
    the end.
    """

    rows: Sequence[DictRow]
    next: str | None


@dataclass(frozen=True, slots=True)
class Query:
    """Conditions and parameters, gathered as the list of wishes is read."""

    conditions: list[str]
    params: dict[str, Any]

    def add(self, condition: str, **params: Any) -> None:
        self.conditions.append(condition)
        self.params.update(params)


def _moment(key: str) -> datetime:
    """The due moment at which the last page ended."""
    try:
        return datetime.fromisoformat(key)
    except ValueError:
        raise BadCursor("翻页标记读不懂，请从第一页开始", field="cursor") from None


def page(conn: Connection[DictRow], wanted: Wanted, viewer: Viewer, now: datetime) -> Page:
    """One page in the order asked for. The cursor holds the last row's key, so inserts shift nothing."""
    query = conditions(wanted, viewer, now)
    name, descending = wanted.sort.removeprefix("-"), wanted.sort.startswith("-")
    column, sign, order = SORT_COLUMNS[name], *(("<", "DESC") if descending else (">", "ASC"))
    since = FIRST
    if wanted.cursor:
        key, last = _read_cursor(wanted.cursor, wanted.sort)
        cast = SORT_CASTS[name]
        query.add(f"(c.{column}, c.case_id) {sign} (%(key)s::{cast}, %(last)s::uuid)", key=key, last=last)
        since = _moment(key) if wanted.sort == "due" else FIRST
    cases = _cases(wanted, since)
    by = cases.by_due if wanted.sort == "due" else f"c.{column} {order}"
    sql = f"""SELECT {COLUMNS}, d.title AS draft_title, c.{column}::text AS sort_key FROM {cases.sql}
        LEFT JOIN vault.subjects d ON d.case_id = c.case_id AND c.title IS NULL
        WHERE {" AND ".join(query.conditions)}
        ORDER BY {by}, c.case_id {order} LIMIT %(limit)s"""  # noqa: S608 (our own words)
    rows = conn.execute(sql.encode(), {**query.params, **cases.params, "limit": wanted.limit + 1}).fetchall()
    more = len(rows) > wanted.limit
    rows = rows[: wanted.limit]
    return Page(rows, _write_cursor(rows[-1], wanted.sort) if more else None)


def count(conn: Connection[DictRow], wanted: Wanted, viewer: Viewer, now: datetime) -> int:
    """How many cases the filters let through."""
    query = conditions(wanted, viewer, now)
    cases = _cases(wanted, FIRST)
    sql = f"SELECT count(*) AS n FROM {cases.sql} WHERE {' AND '.join(query.conditions)}"  # noqa: S608
    row = conn.execute(sql.encode(), {**query.params, **cases.params}).fetchone()
    return row["n"] if row else 0


def _cases(wanted: Wanted, since: datetime) -> Source:
    """Where the rows come from; of the past no more than the filters can let through."""
    ends = [AFTER_ALL]
    if wanted.open:
        ends.append(NEVER)
    if wanted.overdue and wanted.as_of:
        ends.append(wanted.as_of)
    if wanted.due_before:
        ends.append(wanted.due_before)
    return source(wanted.as_of, wanted.as_of_by, since, max(min(ends), since))


def conditions(wanted: Wanted, viewer: Viewer, now: datetime) -> Query:
    """The filters as SQL over ``read.cases c``."""
    visible, params = viewer.where()
    query = Query([visible], params)
    for name in ("kind", "channel", "matter", "area", "category", "village", "supervision"):
        value = getattr(wanted, name)
        if value is not None:
            query.add(f"c.{name} = %({name})s", **{name: str(value)})
    if wanted.state:
        query.add("c.state = ANY(%(state)s)", state=[str(s) for s in wanted.state])
    if wanted.open is not None:
        query.add("c.closed_at IS NULL" if wanted.open else "c.closed_at IS NOT NULL")
    if wanted.unit:
        query.add("(c.unit = %(unit)s OR %(unit)s = ANY(c.assisting))", unit=wanted.unit)
    if wanted.clock:
        _running(query, wanted)
    _times(query, wanted, wanted.as_of or now)
    if wanted.q and wanted.q.strip():
        _search(query, wanted, viewer)
    return query


def _times(query: Query, wanted: Wanted, now: datetime) -> None:
    if wanted.overdue is not None:
        query.add("c.due_at < %(now)s" if wanted.overdue else "c.due_at >= %(now)s", now=now)
    if wanted.due_before and not wanted.clock:
        query.add("c.due_at < %(due_before)s", due_before=wanted.due_before)
    if wanted.received_from:
        query.add("c.received_at >= %(received_from)s", received_from=wanted.received_from)
    if wanted.received_before:
        query.add("c.received_at < %(received_before)s", received_before=wanted.received_before)


def _running(query: Query, wanted: Wanted) -> None:
    """Cases on which this limit runs today; ``due_before`` is then meant of it."""
    if wanted.as_of is not None:
        raise BadFilter("回看过去时不能按时限种类筛选", field="clock")
    until = " AND due_at < %(clock_before)s" if wanted.due_before else ""
    query.add(
        f"c.case_id IN (SELECT case_id FROM read.clocks WHERE clock = %(clock)s{until})",  # noqa: S608
        clock=str(wanted.clock),
        clock_before=wanted.due_before,
    )


BY_NUMBER = (
    "SELECT case_id FROM read.cases WHERE number = ANY(%(numbers)s) OR source_number = ANY(%(numbers)s)"
)


def _search(query: Query, wanted: Wanted, viewer: Viewer) -> None:
    """Released excerpts for everyone; drafts for the office only. The pairs find, the pattern decides.

    A union of ways, each by its own index: one OR over all of them would use none.
    """
    typed = (wanted.q or "").strip()
    word = fold(typed)
    pairs = grams(word)
    holds = "folded LIKE %(like)s" + (" AND grams @> %(grams)s::int[]" if pairs else "")
    released = f"SELECT case_id FROM read.cases WHERE {holds}"  # noqa: S608 (our own words)
    others = [BY_NUMBER]
    if viewer.office:
        others.append(f"SELECT case_id FROM vault.subjects WHERE {holds}")  # noqa: S608 (our own words)
    ways = [released, *others]
    if wanted.as_of is not None:
        # the words of then decide about an excerpt; the draft and the numbers were there from the beginning
        ways.append("SELECT case_id FROM read.replaced_words WHERE folded LIKE %(like)s")
        query.add(f"(c.folded LIKE %(like)s OR c.case_id IN ({' UNION ALL '.join(others)}))")
    query.add(
        f"c.case_id IN ({' UNION ALL '.join(ways)})",
        grams=pairs,
        like=contains(word),
        numbers=[typed, typed.upper()],
    )


def _write_cursor(row: DictRow, sort: str) -> str:
    raw = json.dumps([sort, row["sort_key"], str(row["case_id"])]).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _read_cursor(cursor: str, sort: str) -> tuple[str, str]:
    try:
        of, key, last = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        UUID(last)
    except (binascii.Error, ValueError, TypeError, AttributeError):
        raise BadCursor("翻页标记读不懂，请从第一页开始", field="cursor") from None
    if of != sort or not isinstance(key, str):
        raise BadCursor("翻页标记属于另一种排序，请从第一页开始", field="cursor")
    return key, last
