"""What the store wraps around each event: where it stands, when it was recorded, by whom, through what."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from aiwei.domain.case.events import CaseFact
from aiwei.domain.office import By, Via
from aiwei.domain.register.events import RegisterEvent
from aiwei.domain.timekeeping.events import TimekeepingEvent

Fact = CaseFact | RegisterEvent | TimekeepingEvent


@dataclass(frozen=True, slots=True)
class Recorded:
    """One event as it stands in the book. ``position`` counts from 1 without gaps."""

    stream: str
    version: int
    position: int
    recorded_at: datetime
    by: By
    via: Via
    command_id: UUID | None
    event: Any  # a Fact; Any keeps ``match`` in callers free of casts

    @property
    def originator_id(self) -> str:
        return self.stream

    @property
    def originator_version(self) -> int:
        return self.version
