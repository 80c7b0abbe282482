"""What is recorded as one: events of one or many streams, and the rows that commit with them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from aiwei.domain.decider import Refused


class Stamp(NamedTuple):
    """What only the appender knows, under its lock: the time, and the numbers drawn from each series."""

    recorded_at: datetime
    numbers: Mapping[str, range]


class Row(NamedTuple):
    """A row of another table that commits together with the events.

    ``sql`` takes an array for each column, so that the rows of a batch go in one statement.
    """

    sql: str
    params: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Append:
    """A wish to record. ``expected`` gives each stream's version before it (0: must not exist).

    ``events`` is called under the lock, once the numbers are known.
    """

    expected: Mapping[str, int]
    events: Callable[[Stamp], Sequence[StoredEvent]]
    command_id: UUID | None = None
    digest: bytes = b""
    claims: Mapping[str, str] = field(default_factory=dict)
    series: Mapping[str, int] = field(default_factory=dict)
    rows: Sequence[Row] = ()


class Receipt(NamedTuple):
    """The answer to an append, and again to each repeat of its command id."""

    stream: str
    version: int
    position: int
    numbers: tuple[int, ...] = ()
    repeated: bool = False


class Clash(Refused):
    """Somebody else recorded in this stream first."""

    code = "clash"
    title = "此件刚刚被别人更新"


class BookClosed(Exception):  # noqa: N818 (a sentence for whoever comes too late)
    """The program is stopping: nothing more is recorded."""


class CommandIdReused(Refused):
    """The same command id with another body."""

    code = "command-id-reused"
    title = "同一提交编号对应了不同内容"


class AlreadyClaimed(Refused):
    """A number of the source is in the book already, under ``stream``."""

    code = "already-there"
    title = "已经登记过"

    def __init__(self, claim: str, stream: str) -> None:
        super().__init__(f"「{claim.partition(':')[2]}」已经登记过")
        self.claim = claim
        self.stream = stream
