"""Which other cases a case hangs together with: what it joined, who joined it, what it came out of."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from aiwei.api.access import Housed, SignedIn, viewing
from aiwei.api.as_of import At, Moment
from aiwei.api.cases import ERRORS, visible_history
from aiwei.api.views import work_item
from aiwei.api.waiting import AtLeast
from aiwei.application.house import House
from aiwei.domain.case import events as e
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.words import CaseKind, CaseState
from aiwei.domain.labelled import Labelled
from aiwei.projections.moment import source
from aiwei.projections.viewer import Viewer
from aiwei.store.envelope import Recorded as Happened

router = APIRouter(prefix="/api/v1/cases/{case_id}", tags=["办件"], responses=ERRORS)  # type: ignore[arg-type]


class Kinship(Labelled):
    """What another case is to this one."""

    MERGED_INTO = "merged_into", "并入"
    MEMBER = "member", "并入本件"
    SPLIT_FROM = "split_from", "由此件拆出"
    SPLIT_INTO = "split_into", "拆分出"
    WITHDRAWN_FROM = "withdrawn_from", "由此件撤回后转来"
    FINDING = "finding", "撤回后转为督查问题"


class Related(BaseModel):
    """Another case, told in a line."""

    relation: Kinship
    relation_label: str
    case_id: UUID
    number: str
    state: CaseState
    state_label: str
    title: str


@router.get("/related", summary="有关联的件", dependencies=[AtLeast])
def related(case_id: UUID, house: Housed, session: SignedIn, at: At) -> list[Related]:
    """并入的主件、并入本件的诉求、拆分和撤回后转来转去的件；只列您看得到的。"""
    viewer = viewing(house, session)
    kin = kin_of(at.of(visible_history(house, case_id, viewer)))
    rows = _rows(house, list(kin), viewer, at)
    return [
        Related(
            relation=kin[row["case_id"]],
            relation_label=kin[row["case_id"]].label,
            **work_item(row, house, at.now).model_dump(include=set(Related.model_fields)),
        )
        for row in rows
    ]


def kin_of(history: Sequence[Happened]) -> dict[UUID, Kinship]:
    """From the case's own events: each other case once, what it joined first."""
    case = CASE_DECIDER.fold(r.event for r in history)
    kin = {case.merged_into: Kinship.MERGED_INTO} if case.merged_into else {}
    kin |= dict.fromkeys(case.members, Kinship.MEMBER)
    for recorded in history:
        match event := recorded.event:
            case e.CaseRegistered() if event.out_of:
                finding = event.case_kind is CaseKind.FINDING
                kin[event.out_of] = Kinship.WITHDRAWN_FROM if finding else Kinship.SPLIT_FROM
            case e.CaseSplit():
                kin[event.into] = Kinship.SPLIT_INTO
            case e.CaseWithdrawn() if event.finding:
                kin[event.finding] = Kinship.FINDING
    return kin


def _rows(house: House, ids: list[UUID], viewer: Viewer, at: Moment) -> list[dict[str, Any]]:
    """The rows of these cases as they stood, as far as the viewer may see them; a draft's title for the
    office only.
    """
    if not ids:
        return []
    visible, params = viewer.where()
    with house.book.connection() as conn:
        cases = source(at.as_of, at.by)
        sql = f"""SELECT c.*, d.title AS draft_title FROM {cases.sql}
            LEFT JOIN vault.subjects d ON d.case_id = c.case_id AND c.title IS NULL AND %(office)s
            WHERE c.case_id = ANY(%(ids)s) AND {visible}
            ORDER BY array_position(%(ids)s, c.case_id)"""  # noqa: S608 (our own words)
        known = {**params, **cases.params, "ids": ids, "office": viewer.office}
        return conn.execute(sql.encode(), known).fetchall()
