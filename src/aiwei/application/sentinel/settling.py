"""Provisional moments whose year was loaded meanwhile: what ``aiwei calendar load`` did not come to."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Protocol
from uuid import UUID

from aiwei.application.desk import Desk
from aiwei.application.recompute import settle
from aiwei.application.sentinel.bands import FIRST
from aiwei.application.sentinel.duties import Every, Note
from aiwei.domain.office import Via
from aiwei.store.book import GONE

MOST = 200
#: Besides after a start and after each change of the calendar: a case may begin to run again.
AGAIN = timedelta(hours=1)


class ProvisionalLimits(Protocol):
    """Finds the next cases on which a provisional limit runs."""

    def provisional(self, after: UUID, most: int) -> Sequence[UUID]: ...


class Settle:
    """Goes round the cases with provisional moments, a batch a look."""

    def __init__(
        self, desk: Desk, limits: ProvisionalLimits, *, stopping: Callable[[], bool], note: Note
    ) -> None:
        self._desk = desk
        self._limits = limits
        self._stopping = stopping
        self._note = note
        self._every = Every(AGAIN)
        self._calendar = ""
        self._at: UUID | None = None
        self._noted: set[UUID] = set()

    def look(self) -> bool:
        """One batch, where a round is due; whether it has more."""
        now, calendar = self._desk.clock(), self._desk.terms.calendar.version
        if calendar != self._calendar or self._every.is_over(now):
            self._calendar, self._every.last, self._at = calendar, now, FIRST
        if self._at is None:
            return False
        found = self._limits.provisional(self._at, MOST)
        for case_id in found:
            if self._stopping():
                return False
            self._at = case_id
            self._settle(case_id)
        if len(found) == MOST:
            return True
        self._at = None
        return False

    def _settle(self, case_id: UUID) -> None:
        """A fault is noted once a case, and hinders no other."""
        try:
            settle(self._desk, case_id, Via.SENTINEL)
        except GONE:
            raise
        except Exception as error:  # noqa: BLE001 (one case that cannot be read must not hide the others)
            if case_id not in self._noted:
                self._note(f"值守：件 {case_id} 的暂定时限没有重算：{type(error).__name__}")
            self._noted.add(case_id)
