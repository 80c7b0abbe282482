"""What a person may do with a case now, and doing it: one verb a command."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Header, Response
from pydantic import BaseModel

from aiwei.api.access import Calling, Housed, SignedIn, viewing
from aiwei.api.cases import ERRORS, Recorded, etag, visible_history
from aiwei.api.waiting import AtLeast
from aiwei.application.house import House
from aiwei.domain.case.commands import Close, RegisterCase, Reveal
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.ending import refuse_unchecked
from aiwei.domain.case.lifecycle import STEPS, Step, acting_post, open_steps
from aiwei.domain.decider import Refused
from aiwei.domain.register.words import Capability
from aiwei.store.vault import Contact, Original

router = APIRouter(prefix="/api/v1/cases/{case_id}", tags=["办理"], responses=ERRORS)  # type: ignore[arg-type]


class Choice(BaseModel):
    """What a field offers; ``unit`` ties a person to the unit chosen in another field."""

    value: str
    label: str
    unit: str | None = None


class Action(BaseModel):
    """One thing that this person may do now. ``form`` is the command's JSON schema, ``choices`` what its
    fields offer, ``defaults`` what is known already: nothing is typed twice.
    """

    verb: str
    label: str
    form: dict[str, Any]
    defaults: dict[str, Any]


class Closed(BaseModel):
    """One thing that is open in this state, but not for this person, and why."""

    verb: str
    label: str
    why: str


class Actions(BaseModel):
    version: int
    open: list[Action]
    not_yours: list[Closed]
    choices: dict[str, list[Choice]]


class Revealed(Recorded):
    """Who complained and in which words. The look itself is recorded."""

    contact: Contact | None
    original: Original | None


@router.get("/actions", summary="现在可以办什么", dependencies=[AtLeast])
def actions(case_id: UUID, house: Housed, session: SignedIn) -> Actions:
    """此人此刻能办的每一步及其表单；办不了的也说明原因。"""
    history = visible_history(house, case_id, viewing(house, session))
    case = CASE_DECIDER.fold(r.event for r in history)
    office = house.desk.office(session.person)
    mine, others = [], []
    for step in open_steps(case):
        try:
            acting_post(step, case, office)
            if step.command is Close:
                refuse_unchecked(case)
        except Refused as refusal:
            others.append(Closed(verb=step.verb, label=step.label, why=refusal.detail))
        else:
            mine.append(_action(step, case_id, house))
    return Actions(version=len(history), open=mine, not_yours=others, choices=_choices(house))


def _action(step: Step, case_id: UUID, house: House) -> Action:
    form = step.command.model_json_schema()
    return Action(verb=step.verb, label=step.label, form=form, defaults=_defaults(step, case_id, house))


def _defaults(step: Step, case_id: UUID, house: House) -> dict[str, Any]:
    """What the office knows already of this form's fields."""
    if step.verb == "release-excerpt":
        draft = house.vault.draft(case_id)
        return {"title": draft.title, "text": draft.body} if draft else {}
    if step.verb == "accept":
        row = _row(house, case_id)
        known = ("category", "area", "matter", "village", "site")
        return {name: row[name] for name in known if row[name]}
    return {}


def _row(house: House, case_id: UUID) -> dict[str, Any]:
    with house.book.connection() as conn:
        row = conn.execute("SELECT * FROM read.cases WHERE case_id = %s", (case_id,)).fetchone()
    return row or {}


def _choices(house: House) -> dict[str, list[Choice]]:
    """Units that may lead, the people who may be responsible today, villages, rules."""
    register, now = house.desk.register.now(), house.clock()
    people = [
        Choice(value=held.person, label=f"{held.name}（{held.post.title}）", unit=held.post.unit)
        for unit in register.units
        for held in register.holders_in(unit, now)
        if held.may(Capability.RECTIFY)
    ]
    leading = {choice.unit for choice in people}
    return {
        "unit": [Choice(value=u.code, label=u.name) for u in register.units.values() if u.code in leading],
        "person": people,
        "village": [Choice(value=u.code, label=u.name) for u in register.villages()],
        "rule": [Choice(value=rule, label=rule) for rule in house.desk.rules.ids()],
    }


LONGEST_VERSION = 18  # digits: what a bigint holds
IfMatch = Annotated[
    str | None, Header(alias="If-Match", description='您看到的版本（ETag，如 "3"）；已变则 412，不会覆盖别人')
]


def _expected(if_match: str | None) -> int | None:
    """The version of an If-Match header; ``*`` and none mean any."""
    if if_match is None or if_match.strip() == "*":
        return None
    bare = if_match.strip().removeprefix("W/").strip('"')
    return int(bare) if bare.isdecimal() and len(bare) <= LONGEST_VERSION else -1


def _route(step: Step) -> None:
    """One POST route for a step, typed by its command so that OpenAPI shows the form."""
    command_type = step.command

    def act(  # noqa: PLR0917 (each is a part of the request)
        case_id: UUID,
        command: Annotated[command_type, Body()],  # type: ignore[valid-type]
        house: Housed,
        session: SignedIn,
        calling: Calling,
        response: Response,
        if_match: IfMatch = None,
    ) -> Any:
        history = visible_history(house, case_id, viewing(house, session))
        expected = _expected(if_match)
        if isinstance(command, Reveal):
            receipt, contact, original = house.desk.reveal(case_id, command, calling, expected)
        else:
            receipt = house.desk.handle(case_id, command, calling, expected)
        response.headers["ETag"] = etag(receipt.version)
        done = Recorded(
            case_id=case_id,
            number=history[0].event.number,
            version=receipt.version,
            position=receipt.position,
        )
        if isinstance(command, Reveal):
            return Revealed(**done.model_dump(), contact=contact, original=original)
        return done

    router.add_api_route(
        f"/{step.verb}",
        act,
        methods=["POST"],
        summary=step.label,
        name=step.verb,
        operation_id=step.verb,
        response_model=Revealed if command_type is Reveal else Recorded,
    )


for _step in STEPS:
    if _step.command is not RegisterCase:
        _route(_step)
