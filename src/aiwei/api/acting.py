"""Doing something with a case: one route a command."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Body, Header, Response

from aiwei.api.access import Calling, Housed, SignedIn, viewing
from aiwei.api.cases import ERRORS, Recorded, etag, visible_history
from aiwei.domain.case.commands import RegisterCase, Reveal
from aiwei.domain.case.lifecycle import STEPS, Step
from aiwei.store.vault import Contact, Original

router = APIRouter(prefix="/api/v1/cases/{case_id}", tags=["办理"], responses=ERRORS)  # type: ignore[arg-type]
LONGEST_VERSION = 18  # digits: what a bigint holds
IfMatch = Annotated[
    str | None, Header(alias="If-Match", description='您看到的版本（ETag，如 "3"）；已变则 412，不会覆盖别人')
]


class Revealed(Recorded):
    """Who complained and in which words. The look itself is recorded."""

    contact: Contact | None
    original: Original | None


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
    if _step.command is not RegisterCase and _step.by_people:
        _route(_step)
