"""A sentinel over a real database, and what it told."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from aiwei.application.sentinel import Sentinel
from aiwei.domain.case import commands as c
from aiwei.domain.case.events import NoticeSent
from aiwei.domain.case.grounds import Clock, Notice
from aiwei.domain.decider import Command
from aiwei.projections.cases import Cases
from aiwei.projections.due_clocks import DueClocks
from aiwei.projections.projector import Projector
from tests import given as g
from tests.desks import Office
from tests.domain.limits import local
from tests.town import MONDAY

RELEASE = c.ReleaseExcerpt(title="垃圾堆放", text="门口垃圾堆放多日")
#: In the unit's hands on Monday, 2 March; promised for the 16th, and nobody waits for a call.
IN_HAND = (g.ACCEPT, RELEASE, g.CONTACT, g.DISPATCH, c.SignFor())
Told = tuple[Clock, Notice]


def in_hand(office: Office, count: int, *more: Command) -> list[UUID]:
    """So many cases in the unit's hands, all of Monday, 2 March."""
    cases = []
    for _ in range(count):
        office.wall.now = MONDAY
        cases.append(office.play(*IN_HAND, *more))
    return cases


def project(office: Office) -> None:
    Projector(office.desk.book, Cases(office.desk.book)).catch_up()


def a_sentinel(office: Office, note: Callable[[str], object] = lambda _: None, **more: Any) -> Sentinel:
    return Sentinel(office.desk, more.get("limits") or DueClocks(office.desk.book), note=note)


def look(office: Office, sentinel: Sentinel | None = None, at: str | None = None) -> list[str]:
    """A round of a sentinel that has just started, with lists that are up to date; what it noted."""
    if at is not None:
        office.wall.now = local(at)
    notes: list[str] = []
    project(office)
    walk(sentinel or a_sentinel(office, notes.append))
    project(office)
    return notes


def walk(sentinel: Sentinel) -> int:
    """Looks until there is no more to do; how often."""
    looks = 1
    while sentinel.work() == 0:
        looks += 1
    return looks


def told(office: Office, *cases: UUID) -> Counter[tuple[Clock, Notice]]:
    """What was told of these cases, and how often."""
    events = [event for case_id in cases for event in office.events(case_id)]
    return Counter((e.clock, e.notice) for e in events if isinstance(e, NoticeSent))


def once(*what: Told) -> Counter[Told]:
    return Counter(what)


class Watched:
    """The lists, with what was asked of them."""

    def __init__(self, office: Office) -> None:
        self._limits = DueClocks(office.desk.book)
        self.batches: list[int] = []

    def due(self, bands: Sequence[Any], most: int) -> list[Any]:
        found = self._limits.due(bands, most)
        self.batches.append(len(found))
        return found

    def provisional(self, after: UUID, most: int) -> list[UUID]:
        return self._limits.provisional(after, most)
