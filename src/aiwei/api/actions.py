"""What a person may do with a case now, each with its form."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from aiwei.api.access import Housed, SignedIn, viewing
from aiwei.api.as_of import At
from aiwei.api.cases import ERRORS, visible_history
from aiwei.api.choices import Choice, offered
from aiwei.api.forms import form
from aiwei.api.groups import Group, group_of, in_order
from aiwei.api.known import Scene, defaults
from aiwei.api.own import refuse_own
from aiwei.api.recalled import recalled
from aiwei.api.waiting import AtLeast
from aiwei.domain.case import commands as c
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.ending import refuse_unchecked
from aiwei.domain.case.lifecycle import Step, acting_post, open_steps
from aiwei.domain.decider import Refused
from aiwei.projections.timeline import TimelineEntry

router = APIRouter(prefix="/api/v1/cases/{case_id}", tags=["办理"], responses=ERRORS)  # type: ignore[arg-type]


class Action(BaseModel):
    """One thing that this person may do now. ``form`` is the command's JSON schema cut to this case,
    ``defaults`` what is known already, ``recalls`` what was said before and this answers.
    """

    verb: str
    label: str
    group: Group
    group_label: str
    form: dict[str, Any]
    defaults: dict[str, Any]
    recalls: list[TimelineEntry]


class Closed(BaseModel):
    """One thing that is open in this state, but not for this person, and why."""

    verb: str
    label: str
    group: Group
    why: str


class Actions(BaseModel):
    """In the order in which they are best shown, the next step first. ``choices`` is what the fields of the
    forms offer, by the name of the offer.
    """

    version: int
    open: list[Action]
    not_yours: list[Closed]
    choices: dict[str, list[Choice]]


@router.get("/actions", summary="现在可以办什么", dependencies=[AtLeast])
def actions(case_id: UUID, house: Housed, session: SignedIn, at: At) -> Actions:
    """此人此刻能办的每一步及其表单；办不了的也说明原因。回看过去（``as_of``）时没有能办的。"""
    history = at.of(visible_history(house, case_id, viewing(house, session)))
    if at.as_of is not None:
        return Actions(version=len(history), open=[], not_yours=[], choices={})
    case = CASE_DECIDER.fold(r.event for r in history)
    scene = Scene(case_id, case, house.desk.office(session.person), house)
    mine: list[Action] = []
    others: list[Closed] = []
    for step in in_order(open_steps(case), case):
        group = group_of(step, case)
        if why := _why_not(step, scene):
            others.append(Closed(verb=step.verb, label=step.label, group=group, why=why))
            continue
        mine.append(
            Action(
                verb=step.verb,
                label=step.label,
                group=group,
                group_label=group.label,
                form=form(step.command, scene),
                defaults=defaults(step.command, scene),
                recalls=recalled(step.command, history, scene.office.register),
            )
        )
    choices = offered((action.form for action in mine), scene, history)
    return Actions(version=len(history), open=mine, not_yours=others, choices=choices)


def _why_not(step: Step, scene: Scene) -> str:
    """Why this person may not take this step now; empty where they may."""
    try:
        acting_post(step, scene.case, scene.office)
        refuse_own(step.command, scene)
        if step.command is c.Close:
            refuse_unchecked(scene.case)
    except Refused as refusal:
        return refusal.detail
    return ""
