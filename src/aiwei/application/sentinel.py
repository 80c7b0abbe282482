"""The sentinel: what the clock, not a person, sets going. Each duty may be done twice without harm."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiwei.application.house import House
from aiwei.store.audit import check
from aiwei.store.book import GONE

LOOK_SECONDS = 20.0
TROUBLE_SECONDS = 5.0


@dataclass(slots=True)
class Duty:
    """Something to be done every so often, and at once after a start."""

    name: str
    every: timedelta
    do: Callable[[], None]
    next: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        return self.next is None or now >= self.next


class Sentinel:
    """Keeps the search index sorted, ends expired log-ins, and re-reads the whole book each day."""

    def __init__(self, house: House, *, note: Callable[[str], None]) -> None:
        self._house = house
        self._note = note
        self._stopping = threading.Event()
        self._duties = [
            Duty("检索整理", timedelta(seconds=30), self._house.vault.sort_in_pairs),
            Duty("过期登录", timedelta(hours=1), self._end_log_ins),
            Duty("账本核验", timedelta(days=1), self._check_book),
        ]

    def stop(self) -> None:
        self._stopping.set()

    def run(self) -> None:
        """Works until ``stop``; a database that goes away is waited for."""
        while not self._stopping.is_set():
            pause = LOOK_SECONDS
            try:
                self.work()
            except GONE as error:
                self._note(f"值守中断，{TROUBLE_SECONDS:.0f} 秒后重试：{type(error).__name__}")
                pause = TROUBLE_SECONDS
            except Exception as error:  # noqa: BLE001 (one duty that fails must not end the others)
                self._note(f"值守出错，稍后再试：{error}")
            self._stopping.wait(pause)

    def work(self) -> list[str]:
        """Does what is due now; answers with the names of the duties done."""
        now = self._house.clock()
        done = []
        for duty in self._duties:
            if duty.is_due(now):
                duty.do()
                duty.next = now + duty.every
                done.append(duty.name)
        return done

    def _end_log_ins(self) -> None:
        self._house.accounts.end_expired(self._house.clock())

    def _check_book(self) -> None:
        report = check(self._house.book)
        for fault in report.faults:
            self._note(f"账本核验发现：{fault}")
