"""The sentinel proper: warnings, resumption, and provisional moments that can be settled."""

import threading
from typing import Protocol

from aiwei.application.desk import Desk
from aiwei.application.sentinel.duties import EACH_LOOK, Duty, Every, Note, Worker
from aiwei.application.sentinel.settling import ProvisionalLimits, Settle
from aiwei.application.sentinel.watching import DueLimits, Watch
from aiwei.store.heartbeats import SENTINEL, beat


class Limits(DueLimits, ProvisionalLimits, Protocol):
    """The running limits as the lists have them: a moment behind the book, or an hour."""


class Sentinel(Worker):
    """Several copies may run, each may be killed at any moment: what was done is known by the book."""

    def __init__(self, desk: Desk, limits: Limits, *, note: Note) -> None:
        stopping = threading.Event()
        self._desk = desk
        self._watch = Watch(desk, limits, stopping=stopping.is_set, note=note)
        settling = Settle(desk, limits, stopping=stopping.is_set, note=note)
        duties = [
            Duty("提醒和恢复", Every(EACH_LOOK), self._look),
            Duty("暂定时限", Every(EACH_LOOK), settling.look),
        ]
        super().__init__(desk.clock, duties, stopping, note)

    def _look(self) -> bool:
        more = self._watch.look()
        beat(self._desk.book, SENTINEL, self._desk.clock())
        return more
