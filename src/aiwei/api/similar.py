"""Similar open cases, proposed while a report is typed."""

from fastapi import APIRouter
from pydantic import BaseModel

from aiwei.api.access import Housed, SignedIn, viewing
from aiwei.api.problems import Problem
from aiwei.api.views import WorkItem, work_item
from aiwei.api.waiting import AtLeast
from aiwei.projections.similar import Told, similar

ERRORS = {status: {"model": Problem} for status in (401, 422, 503)}
router = APIRouter(prefix="/api/v1/similar-cases", tags=["办件"], responses=ERRORS)  # type: ignore[arg-type]


class SimilarCase(WorkItem):
    """A line of the work list, how like it is to what was told, and why in words to be read in a row."""

    score: float
    why: list[str]


class SimilarCases(BaseModel):
    """The likest first, five at most; none where nothing is like enough."""

    items: list[SimilarCase]


@router.post("", summary="相似的未办结件", dependencies=[AtLeast])
def look(told: Told, house: Housed, session: SignedIn) -> SimilarCases:
    """按地点、类别、说法和时间，找出可能是同一件事的未办结件，并说明理由；只给此人有权看的件。

    只查不存：所写内容不保存、不进日志。内容可能含诉求人原话，所以用 POST，不放进网址。
    """
    viewer, now = viewing(house, session), house.clock()
    villages = {unit.code: unit.name for unit in house.desk.register.now().villages()}
    with house.book.connection() as conn:
        found = similar(conn, told, viewer, now, villages=villages)
    items = [
        SimilarCase(**work_item(like.row, house, now).model_dump(), score=like.score, why=list(like.why))
        for like in found
    ]
    return SimilarCases(items=items)
