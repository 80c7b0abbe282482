"""What the office and its units were told by the sentinel."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from psycopg.rows import DictRow
from pydantic import AwareDatetime, BaseModel, ConfigDict

from aiwei.api.access import Housed, SignedIn, viewing
from aiwei.api.cases import ERRORS
from aiwei.api.waiting import AtLeast
from aiwei.application.house import House
from aiwei.domain.case.grounds import Clock, Notice
from aiwei.projections.notices import OFFICE, WantedNotices, notices

router = APIRouter(prefix="/api/v1/notices", tags=["提醒"], responses=ERRORS)  # type: ignore[arg-type]
THE_OFFICE = "爱卫办"


class NoticeItem(BaseModel):
    """One notice. ``unit`` is null where the office itself was told. ``due_at`` is the moment it speaks of,
    which an extension may have moved since; ``title`` is a masked draft while ``is_draft``.
    """

    model_config = ConfigDict(frozen=True)

    position: int
    at: datetime
    case_id: UUID
    number: str
    title: str
    is_draft: bool
    notice: Notice
    notice_label: str
    clock: Clock
    clock_label: str
    due_at: datetime
    unit: str | None
    unit_name: str
    person: str | None
    person_name: str


class NoticeListing(BaseModel):
    items: list[NoticeItem]
    next: str | None
    now: AwareDatetime


@router.get("", summary="提醒", dependencies=[AtLeast])
def listing(wanted: Annotated[WantedNotices, Query()], house: Housed, session: SignedIn) -> NoticeListing:
    """发给本人所在单位的到期、逾期、通报提醒，爱卫办人员另含发给爱卫办的；新的在前。

    爱卫办人员给出 ``everyone=true`` 则连同发给各单位的。``next`` 是下一页的标记，末页为空。
    """
    with house.book.connection() as conn:
        found = notices(conn, wanted, viewing(house, session))
    return NoticeListing(items=[_item(row, house) for row in found.rows], next=found.next, now=house.clock())


def _item(row: DictRow, house: House) -> NoticeItem:
    register = house.desk.register.now()
    notice, clock = Notice(row["notice"]), Clock(row["clock"])
    same = ("position", "at", "case_id", "number", "due_at", "person")
    return NoticeItem(
        **{name: row[name] for name in same},
        title=row["title"] or row["draft_title"] or "（摘录待确认）",
        is_draft=row["title"] is None,
        notice=notice,
        notice_label=notice.label,
        clock=clock,
        clock_label=clock.label,
        unit=row["unit"] or None,
        unit_name=THE_OFFICE if row["unit"] == OFFICE else register.unit_name(row["unit"]),
        person_name=register.person_name(row["person"]) if row["person"] else "",
    )
