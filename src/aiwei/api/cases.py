"""Cases: take in, list, read one."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from psycopg.rows import DictRow
from pydantic import AwareDatetime, BaseModel

from aiwei.api.access import Calling, Housed, SignedIn, viewing
from aiwei.api.as_of import At, moment_asked
from aiwei.api.problems import Problem
from aiwei.api.views import CaseDetail, WorkItem, case_detail, work_item
from aiwei.api.waiting import AtLeast
from aiwei.application.desk import case_stream
from aiwei.application.house import House
from aiwei.application.intake import Intake
from aiwei.application.refusals import NoSuchCase
from aiwei.domain.case import clocks
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.grounds import Clock
from aiwei.domain.case.state import Case
from aiwei.domain.deadlines import Colour, Due, colour_of, explain
from aiwei.projections.past import row_of
from aiwei.projections.timeline import TimelineEntry, timeline
from aiwei.projections.viewer import Viewer
from aiwei.projections.worklist import Wanted, count, page
from aiwei.store.envelope import Recorded as Happened

ERRORS = {status: {"model": Problem} for status in (401, 403, 404, 409, 412, 422, 503)}
router = APIRouter(prefix="/api/v1/cases", tags=["办件"], responses=ERRORS)  # type: ignore[arg-type]
UNSEEN = "没有这个件，或您无权查看"
ONE = "SELECT c.*, NULL AS draft_title FROM read.cases c WHERE c.case_id = %(case_id)s AND "


class Recorded(BaseModel):
    """The answer to a command: read with ``X-Position-At-Least: position`` to see its effect."""

    case_id: UUID
    number: str
    version: int
    position: int


class Listing(BaseModel):
    items: list[WorkItem]
    next: str | None
    total: int | None = None
    now: AwareDatetime


class DueExplained(BaseModel):
    """One due moment and, line by line, how it was reached."""

    clock: Clock
    name: str
    running: bool
    colour: Colour
    due: Due
    lines: list[str]


@router.post("", status_code=201, summary="登记一件投诉或问题", response_model=Recorded)
async def register(intake: Intake, house: Housed, calling: Calling) -> Response:
    """诉求人的姓名、电话、住址和原话进入保密库，不进事件；``excerpt`` 是可以流转的摘录。"""
    done = await house.desk.register_soon(intake, calling)
    answer = Recorded(
        case_id=done.case_id,
        number=done.number,
        version=done.receipt.version,
        position=done.receipt.position,
    )
    headers = {"Location": f"/api/v1/cases/{done.case_id}", "ETag": etag(done.receipt.version)}
    # a ready answer: FastAPI would validate a model once more, on another thread
    return Response(answer.model_dump_json(), 201, headers, "application/json")


@router.get("", summary="工作清单", dependencies=[AtLeast])
def listing(wanted: Annotated[Wanted, Query()], house: Housed, session: SignedIn) -> Listing:
    """按条件筛选、排序、翻页。``next`` 是下一页的标记，末页为空；``with_total=true`` 时另给总数。

    给出 ``as_of`` 则是那一刻的清单，颜色和逾期也按那一刻算。
    """
    viewer, now = viewing(house, session), moment_asked(wanted.as_of, house.clock())
    with house.book.connection() as conn:
        found = page(conn, wanted, viewer, now)
        total = count(conn, wanted, viewer, now) if wanted.with_total else None
    items = [work_item(row, house, now) for row in found.rows]
    return Listing(items=items, next=found.next, total=total, now=now)


@router.get("/{case_id}", summary="一件", dependencies=[AtLeast])
def one(case_id: UUID, house: Housed, session: SignedIn, response: Response, at: At) -> CaseDetail:
    """现在的样子；给出 ``as_of`` 则是那一刻的样子：当时已录入的，或当时已发生的。"""
    viewer = viewing(house, session)
    if at.as_of is not None:
        row = row_of(at.of(visible_history(house, case_id, viewer)))
    else:
        row = visible_row(house, case_id, viewer)
    response.headers["ETag"] = etag(row["version"])
    return case_detail(row, house, viewer, at.now)


@router.get("/{case_id}/timeline", summary="办理经过", dependencies=[AtLeast])
def story(case_id: UUID, house: Housed, session: SignedIn, at: At) -> list[TimelineEntry]:
    """从登记到现在的每一步，用普通话讲清楚；不含诉求人信息。"""
    history = at.of(visible_history(house, case_id, viewing(house, session)))
    return timeline(history, house.desk.register.now())


@router.get("/{case_id}/deadlines", summary="时限为什么是这一天", dependencies=[AtLeast])
def deadlines(case_id: UUID, house: Housed, session: SignedIn, at: At) -> list[DueExplained]:
    """每个时限逐日解释：哪些日子算，哪些不算，为什么。正在计时的在前。"""
    history = at.of(visible_history(house, case_id, viewing(house, session)))
    case = CASE_DECIDER.fold(r.event for r in history)
    running = clocks.running(case.state, case.dues)
    terms, now = house.desk.terms, at.now
    return [
        DueExplained(
            clock=clock,
            name=f"{clock.label}时限",
            running=clock in running,
            colour=colour_of(due, now, terms) if clock in running else Colour.NONE,
            due=due,
            lines=explain(
                due,
                terms.rules.named(due.rule),
                house.timekeeping.calendar_named(due.calendar),
                terms.rules.hours,
            ),
        )
        for clock, due in {**running, **case.dues}.items()
    ]


def visible_row(house: House, case_id: UUID, viewer: Viewer) -> DictRow:
    """The case's row; 404 as well when the viewer may not know that it exists."""
    condition, params = viewer.where()
    with house.book.connection() as conn:
        row = conn.execute((ONE + condition).encode(), {**params, "case_id": case_id}).fetchone()
    if row is None:
        raise NoSuchCase(UNSEEN)
    return row


def visible_history(house: House, case_id: UUID, viewer: Viewer) -> list[Happened]:
    """The case's events by the same rule; from the book, since a command may follow at once on another,
    before the lists have come as far.
    """
    history = house.book.load(case_stream(case_id))
    if not history or not _sees(viewer, CASE_DECIDER.fold(r.event for r in history)):
        raise NoSuchCase(UNSEEN)
    return history


def _sees(viewer: Viewer, case: Case) -> bool:
    """What ``Viewer.where`` says of a row, said of a case."""
    units = frozenset(viewer.units)
    barred = case.accused_person == viewer.person or case.accused_unit in units
    own = case.lead_unit is not None and not units.isdisjoint(case.current_units)
    return (viewer.office or own) and not barred and (viewer.sealed or not case.is_sealed)


def etag(version: int) -> str:
    """A case's version as an entity tag."""
    return f'"{version}"'
