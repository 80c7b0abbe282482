"""The work list's pages, one after the other."""

import asyncio
from dataclasses import dataclass

from aiwei.tui.client.filters import Filters
from aiwei.tui.client.rows import Item
from aiwei.tui.client.server import Server

FIRST, MOST, BEYOND = 100, 200, 60


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a fresh start gave."""

    items: list[Item]
    total: int | None


class Loader:
    """Where the list has come to. A page that belongs to an earlier start is thrown away."""

    def __init__(self, server: Server, filters: Filters) -> None:
        self.filters = filters
        self.total: int | None = None
        self._server = server
        self._next: str | None = None
        self._start = 0
        self._lock = asyncio.Lock()

    async def start(self, filters: Filters, cursor: int = 0, at_least: int | None = None) -> Loaded:
        """From the beginning, as far as a little beyond the cursor."""
        wanted = max(FIRST, cursor + BEYOND)
        asked = [*filters.params(), ("limit", str(min(wanted, MOST)))]
        page = await self._server.cases([*asked, ("with_total", "true")], at_least)
        items, cut = list(page.items), page.next
        while cut and len(items) < wanted:
            further = await self._server.cases([*asked, ("cursor", cut)])
            items += further.items
            cut = further.next
        self._start += 1
        self.filters, self.total, self._next = filters, page.total, cut
        return Loaded(items, page.total)

    async def more(self) -> list[Item]:
        """The next page; empty at the end, and when the list was started anew meanwhile."""
        async with self._lock:
            start, cut = self._start, self._next
            if cut is None:
                return []
            asked = [*self.filters.params(), ("limit", str(FIRST)), ("cursor", cut)]
            page = await self._server.cases(asked)
            if start != self._start:
                return []
            self._next = page.next
            return list(page.items)
