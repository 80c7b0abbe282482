"""Duties that come round, and the worker that does them on a thread of its own."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiwei.store.book import GONE

Note = Callable[[str], object]
LOOK_SECONDS = 20.0
TROUBLE_SECONDS = 5.0
#: When a duty that failed is tried again, unless it comes round before.
RETRY = timedelta(minutes=5)
EACH_LOOK = timedelta(0)


@dataclass(slots=True)
class Every:
    """So much time, again and again. A clock that was set back lets nothing wait for it to come by again."""

    length: timedelta
    last: datetime | None = None

    def is_over(self, now: datetime) -> bool:
        return self.last is None or not self.last <= now < self.last + self.length


@dataclass(slots=True)
class Duty:
    """Something to be done every so often, and at once after a start. ``do`` answers with True where it has
    more to do at once: a batch is as much as one duty may hold up the others.
    """

    name: str
    every: Every
    do: Callable[[], object]
    said: str = ""

    def turn(self, now: datetime, note: Note) -> float:
        """Does it when it is due; answers with the seconds that may pass before the next turn. A fault is
        noted once and stops nobody else; a database that went away is waited for.
        """
        if not self.every.is_over(now):
            return LOOK_SECONDS
        try:
            more = self.do() is True
        except GONE as error:
            kind = type(error).__name__
            self._say(f"值守「{self.name}」中断，每 {TROUBLE_SECONDS:.0f} 秒重试：{kind}", note)
            return TROUBLE_SECONDS
        except Exception as error:  # noqa: BLE001 (one duty that fails must not end the others)
            self.every.last = now - max(self.every.length - RETRY, EACH_LOOK)
            self._say(f"值守「{self.name}」没有办成，稍后再试：{error}", note)
            return LOOK_SECONDS
        self.said = ""
        if more:
            return 0.0
        self.every.last = now
        return LOOK_SECONDS

    def _say(self, fault: str, note: Note) -> None:
        if fault != self.said:
            note(fault)
        self.said = fault


class Worker:
    """Does its duties one after another until it is told to stop."""

    def __init__(
        self, clock: Callable[[], datetime], duties: Sequence[Duty], stopping: threading.Event, note: Note
    ) -> None:
        self._clock = clock
        self._duties = duties
        self._stopping = stopping
        self._note = note

    def stop(self) -> None:
        self._stopping.set()

    def run(self) -> None:
        """Works until ``stop``."""
        while not self._stopping.is_set():
            self._stopping.wait(self.work())

    def work(self) -> float:
        """Each duty that is due, once; answers with the seconds that may pass until the next time."""
        pause = LOOK_SECONDS
        for duty in self._duties:
            if self._stopping.is_set():
                break
            pause = min(pause, duty.turn(self._clock(), self._noting))
        return pause

    def _noting(self, text: str) -> None:
        """What breaks off because the program stops is no trouble."""
        if not self._stopping.is_set():
            self._note(text)
