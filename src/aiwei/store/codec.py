"""Events to bytes and back. The stored name is the event's ``kind``; old shapes are upcast on reading."""

import json
from collections.abc import Callable
from typing import Annotated, Any, cast
from uuid import UUID

from eventsourcing.persistence import JSONTranscoder, Mapper, Notification, StoredEvent
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from aiwei.domain.case.events import CaseFact
from aiwei.domain.office import By, Via
from aiwei.domain.register.events import RegisterEvent
from aiwei.domain.timekeeping.events import TimekeepingEvent
from aiwei.store.envelope import Recorded

Json = dict[str, Any]

#: The shape in which a kind is written now, where it is no longer the first.
SHAPES: dict[str, int] = {
    # 2: a due moment says what was counted and what it replaced; and the fields that the whole life of a case
    # added, which shape 1 lacks: their defaults say so, and no upcast is needed (decision 19)
    "case-accepted": 2,
    "case-closed": 2,
    "case-dispatched": 2,
    "case-registered": 2,
    "case-reopened": 2,
    "check-failed": 2,
    "check-passed": 2,
    "dispatch-signed-for": 2,
    "follow-up-recorded": 2,
    "rectification-submitted": 2,
    "return-requested": 2,
}
#: What turns the data of (kind, shape) into the next shape. One function a change; never removed.
UPCASTS: dict[tuple[str, int], Callable[[Json], Json]] = {}


class Unreadable(Exception):  # noqa: N818 (it names what the bytes are)
    """Stored bytes that are no event of ours: changed by hand, or written by a newer version."""


class Envelope(BaseModel):
    """The stored JSON. ``shape`` is the version of ``data``'s form."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    shape: int = 1
    recorded_at: AwareDatetime
    by: By
    via: Via
    command_id: UUID | None = None
    data: Annotated[CaseFact | RegisterEvent | TimekeepingEvent, Field(discriminator="kind")]


class Codec(Mapper[str]):
    """Maps ``Recorded`` to the library's ``StoredEvent``; validates whatever it reads."""

    def __init__(self) -> None:
        super().__init__(transcoder=JSONTranscoder())

    def to_stored_event(self, domain_event: Any) -> StoredEvent:
        recorded = cast("Recorded", domain_event)
        kind = recorded.event.kind
        envelope = Envelope.model_construct(
            shape=SHAPES.get(kind, 1),
            recorded_at=recorded.recorded_at,
            by=recorded.by,
            via=recorded.via,
            command_id=recorded.command_id,
            data=recorded.event,
        )
        state = envelope.model_dump_json().encode()
        return StoredEvent(recorded.stream, recorded.version, kind, state)

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        try:
            envelope = _read(stored_event.topic, stored_event.state)
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            # beside what validation says: what an upcast meets that it did not expect
            where = f"{stored_event.originator_id} 第 {stored_event.originator_version} 条"
            raise Unreadable(f"事件 {where}（{stored_event.topic}）读不懂：{error}") from error
        return Recorded(
            stream=cast("str", stored_event.originator_id),
            version=stored_event.originator_version,
            position=stored_event.id if isinstance(stored_event, Notification) else 0,
            recorded_at=envelope.recorded_at,
            by=envelope.by,
            via=envelope.via,
            command_id=envelope.command_id,
            event=envelope.data,
        )


def _read(kind: str, state: bytes) -> Envelope:
    """The envelope, upcast first where it was written in an older shape."""
    older = [shape for known, shape in UPCASTS if known == kind]
    envelope = Envelope.model_validate_json(_upcast(kind, state) if older else state)
    if envelope.shape > max(SHAPES.get(kind, 1), *(shape + 1 for shape in older), 1):
        raise ValueError("由更新的版本写成，请升级程序")
    if not older and envelope.data.kind != kind:  # an upcast may rename
        raise ValueError(f"内容写的是 {envelope.data.kind}")
    return envelope


def _upcast(kind: str, state: bytes) -> bytes:
    raw = json.loads(state)
    shape = raw.get("shape", 1)
    while (kind, shape) in UPCASTS:
        raw["data"] = UPCASTS[kind, shape](raw["data"])
        shape += 1
    raw["shape"] = shape
    return json.dumps(raw).encode()
