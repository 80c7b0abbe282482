"""What happened to a case, in sentences that a villager's relative understands."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel, ConfigDict

from aiwei.domain.case.events import RecordCorrected
from aiwei.domain.register.state import Register
from aiwei.projections.sentences import sentence
from aiwei.store.envelope import Recorded


class TimelineEntry(BaseModel):
    """One event, told. ``occurred_at`` is business time, ``recorded_at`` the server's."""

    model_config = ConfigDict(frozen=True)

    version: int
    position: int
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    who: str
    post: str
    via: str
    sentence: str
    corrected: str = ""


def timeline(history: Sequence[Recorded], register: Register) -> list[TimelineEntry]:
    """The whole story, oldest first. It never holds a complainant's data: no event does.

    What was recorded wrongly stays, with what it should have been beside it.
    """
    corrections = {r.event.of_version: r.event.new for r in history if isinstance(r.event, RecordCorrected)}
    return [
        TimelineEntry(
            version=r.version,
            position=r.position,
            kind=r.event.kind,
            occurred_at=r.event.occurred_at,
            recorded_at=r.recorded_at,
            who="系统" if r.by.person == "system" else register.person_name(r.by.person),
            post=register.post_title(r.by.post) if r.by.person != "system" else "",
            via=r.via.label,
            sentence=sentence(r.event, register),
            corrected=corrections.get(r.version, ""),
        )
        for r in history
    ]
