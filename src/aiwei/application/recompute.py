"""Provisional due moments, counted again when the year that they waited for is there."""

from datetime import UTC
from uuid import UUID

from aiwei.application.desk import Caller, Desk
from aiwei.application.ids import once
from aiwei.domain.case.commands import RecomputeDues
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.refusals import NothingProvisional, NotOpenNow
from aiwei.domain.office import SYSTEM, Via
from aiwei.store.mentions import streams_that_say

PROVISIONAL = b'"provisional":true'
CASE = "case-"


def recompute(desk: Desk, via: Via = Via.CLI) -> int:
    """Asks every case that ever had a provisional moment; answers with how many had something to settle.

    By the book, not by the lists: they may lag behind, and do not show what waits while a case is halted.
    Done twice it does nothing more.
    """
    return sum(
        settle(desk, UUID(stream.removeprefix(CASE)), via)
        for stream in streams_that_say(desk.book, PROVISIONAL, CASE)
    )


def settle(desk: Desk, case_id: UUID, via: Via) -> bool:
    """Counts one case's provisional moments again; whether that settled or moved any.

    The command id names the calendar and the moments: a later limit of the case waits under the same
    calendar for its own turn.
    """
    terms = desk.terms
    case = CASE_DECIDER.fold(r.event for r in desk.history(case_id))
    waiting = {clock: due for clock, due in case.dues.items() if due.provisional}
    if all(terms.recounted(due) == due for due in waiting.values()):
        return False
    moments = sorted(f"{clock} {due.at.astimezone(UTC).isoformat()}" for clock, due in waiting.items())
    command_id = once(case_id, "recompute", terms.calendar.version, *moments)
    try:
        return not desk.handle(case_id, RecomputeDues(), Caller(SYSTEM, via, command_id)).repeated
    except (NothingProvisional, NotOpenNow):
        return False
