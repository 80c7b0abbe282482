"""What was told to whom: kept beside the cases, and asked by whoever was told."""

import base64
import binascii
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, NamedTuple

from psycopg import Connection, Cursor
from psycopg.rows import DictRow
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from aiwei.domain.case.events import NoticeSent
from aiwei.projections.viewer import Viewer
from aiwei.projections.worklist import MOST, BadCursor
from aiwei.store.envelope import Recorded

#: In the column ``unit``: told to the office.
OFFICE = ""
KEEP = """INSERT INTO read.notices (position, case_id, at, notice, clock, due_at, unit, person)
SELECT * FROM unnest(%b::bigint[], %b::uuid[], %b::timestamptz[], %b::text[], %b::text[], %b::timestamptz[],
    %b::text[], %b::text[]) ON CONFLICT (position) DO NOTHING"""
# each reader's own stretch of the index; the case decides whether it may be seen
TO_ME = """SELECT found.* FROM unnest(%(told)s::text[]) AS mine (unit), LATERAL (
    SELECT n.*, c.number, c.title FROM read.notices n JOIN read.cases c USING (case_id)
    WHERE n.unit = mine.unit AND {conditions} ORDER BY n.at DESC, n.position DESC LIMIT %(limit)s) found"""
TO_ANYONE = """SELECT n.*, c.number, c.title FROM read.notices n JOIN read.cases c USING (case_id)
    WHERE {conditions} ORDER BY n.at DESC, n.position DESC LIMIT %(limit)s"""
WITH_DRAFTS = """SELECT f.*, d.title AS draft_title FROM ({found}) f
    LEFT JOIN vault.subjects d ON d.case_id = f.case_id AND f.title IS NULL AND %(office)s
    ORDER BY f.at DESC, f.position DESC LIMIT %(limit)s"""


class WantedNotices(BaseModel):
    """Which notices are asked for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    since: Annotated[AwareDatetime | None, Field(description="从这一刻起的；不填即全部")] = None
    everyone: Annotated[bool, Field(description="爱卫办人员：连同发给各单位的一起看")] = False
    cursor: Annotated[str | None, Field(max_length=400)] = None
    limit: Annotated[int, Field(ge=1, le=MOST)] = 50


class NoticePage(NamedTuple):
    """Rows of ``read.notices`` with the case's number and title; ``next`` is None at the end."""

    rows: list[DictRow]
    next: str | None


def keep_notices(curs: Cursor[DictRow], batch: Iterable[Recorded]) -> None:
    """Takes up what was told in these events of cases."""
    told = [_row(recorded) for recorded in batch if isinstance(recorded.event, NoticeSent)]
    if told:
        curs.execute(KEEP, [list(column) for column in zip(*told, strict=True)], prepare=True)


def _row(recorded: Recorded) -> tuple[Any, ...]:
    event: NoticeSent = recorded.event
    case_id = recorded.stream.removeprefix("case-")
    what = (str(event.notice), str(event.clock), event.due_at)
    return (recorded.position, case_id, recorded.recorded_at, *what, event.unit or OFFICE, event.person)


def notices(conn: Connection[DictRow], wanted: WantedNotices, viewer: Viewer) -> NoticePage:
    """What was told to the viewer's units, and to the office where the viewer is of it; newest first, and
    only of cases that the viewer may see now.
    """
    visible, params = viewer.where()
    conditions = [visible]
    if wanted.since:
        conditions.append("n.at >= %(since)s")
        params["since"] = wanted.since
    if wanted.cursor:
        conditions.append("(n.at, n.position) < (%(at)s, %(position)s)")
        params["at"], params["position"] = _read_cursor(wanted.cursor)
    to_anyone = wanted.everyone and viewer.office
    found = (TO_ANYONE if to_anyone else TO_ME).format(conditions=" AND ".join(conditions))
    params["office"] = viewer.office
    params["told"] = [*viewer.units, *([OFFICE] if viewer.office else [])]
    sql = WITH_DRAFTS.format(found=found)
    rows = conn.execute(sql.encode(), {**params, "limit": wanted.limit + 1}).fetchall()
    more = len(rows) > wanted.limit
    rows = rows[: wanted.limit]
    return NoticePage(rows, _write_cursor(rows[-1]) if more else None)


def _write_cursor(row: DictRow) -> str:
    raw = json.dumps([row["at"].isoformat(), row["position"]]).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _read_cursor(cursor: str) -> tuple[datetime, int]:
    try:
        at, position = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return datetime.fromisoformat(at), int(position)
    except (binascii.Error, ValueError, TypeError, OverflowError):
        raise BadCursor("翻页标记读不懂，请从第一页开始", field="cursor") from None
