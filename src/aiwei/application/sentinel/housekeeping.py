"""What has to be done now and then in the house, however long it takes: no warning waits for it."""

import threading
from datetime import timedelta

from aiwei.application.house import House
from aiwei.application.sentinel.duties import Duty, Every, Note, Worker
from aiwei.store.audit import check


class Housekeeping(Worker):
    """Keeps the search index sorted, ends expired log-ins, and re-reads the whole book each day."""

    def __init__(self, house: House, *, note: Note) -> None:
        self._house = house
        self._told = note
        duties = [
            Duty("检索整理", Every(timedelta(seconds=30)), house.vault.sort_in_pairs),
            Duty("过期登录", Every(timedelta(hours=1)), self._end_log_ins),
            Duty("账本核验", Every(timedelta(days=1)), self._check_book),
        ]
        super().__init__(house.clock, duties, threading.Event(), note)

    def _end_log_ins(self) -> None:
        self._house.accounts.end_expired(self._house.clock())

    def _check_book(self) -> None:
        for fault in check(self._house.book).faults:
            self._told(f"账本核验发现：{fault}")
