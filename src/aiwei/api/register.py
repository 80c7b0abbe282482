"""Units and posts, and all words with their labels."""

from datetime import date, datetime, time
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from aiwei.api.access import Housed, SignedIn
from aiwei.api.cases import ERRORS
from aiwei.api.groups import Group
from aiwei.api.related import Kinship
from aiwei.api.waiting import AtLeast
from aiwei.domain.calendar import LOCAL
from aiwei.domain.case import grounds as case_grounds
from aiwei.domain.case import words as case_words
from aiwei.domain.deadlines import ClockStart, DayEnds, DueReason, LimitUnit
from aiwei.domain.labelled import Labelled
from aiwei.domain.office import Via
from aiwei.domain.register import words as register_words
from aiwei.domain.register.words import UnitKind
from aiwei.projections.moment import AsOfBy
from aiwei.projections.units import UnitRow, unit_table

OTHER_WORDS = (LimitUnit, DueReason, DayEnds, ClockStart, Via, AsOfBy, Group, Kinship)
router = APIRouter(prefix="/api/v1", responses=ERRORS)  # type: ignore[arg-type]


class UnitLine(BaseModel):
    code: str
    name: str
    kind: UnitKind
    kind_label: str
    parent: str | None
    enforcement_power: bool


class Holder(BaseModel):
    """Who holds a post on the day asked for."""

    unit: str
    post: str
    title: str
    person: str
    name: str
    capabilities: list[str]


class RegisterOn(BaseModel):
    on: date
    units: list[UnitLine]
    holders: list[Holder]


@router.get("/units", summary="各单位办理情况", dependencies=[AtLeast], tags=["单位"])
def units(house: Housed, _: SignedIn) -> list[UnitRow]:
    """每个主办单位：在办、逾期、已办结、超时办结、返工、重开的件数。"""
    with house.book.connection() as conn:
        return unit_table(conn, house.desk.register.now(), house.clock())


@router.get("/register", summary="单位、岗位和任职", tags=["单位"])
def register(
    house: Housed, _: SignedIn, on: Annotated[date | None, Query(description="哪一天")] = None
) -> RegisterOn:
    """某一天谁在什么岗位；不填即今天。"""
    day = on or house.clock().astimezone(LOCAL).date()
    moment = datetime.combine(day, time(12), LOCAL)
    known = house.desk.register.now()
    return RegisterOn(
        on=day,
        units=[
            UnitLine(
                code=u.code,
                name=u.name,
                kind=u.kind,
                kind_label=u.kind.label,
                parent=u.parent,
                enforcement_power=u.enforcement_power,
            )
            for u in known.units.values()
        ],
        holders=[
            Holder(
                unit=unit,
                post=held.post.code,
                title=held.post.title,
                person=held.person,
                name=held.name,
                capabilities=sorted(held.post.capabilities),
            )
            for unit in known.units
            for held in known.holders_in(unit, moment)
        ],
    )


@router.get("/vocabulary", summary="所有代码和中文名称", tags=["词汇"])
def vocabulary(_: SignedIn) -> dict[str, dict[str, str]]:
    """每个词表：代码 → 中文。"""
    rooms = (case_words, case_grounds, register_words)
    tables: list[Any] = [*(word for room in rooms for word in vars(room).values()), *OTHER_WORDS]
    return {
        t.__name__: t.labels()
        for t in tables
        if isinstance(t, type) and issubclass(t, Labelled) and t is not Labelled
    }
