"""Which cases the list asks for, and how that reads."""

import re
from dataclasses import dataclass, replace
from typing import Any

from aiwei.tui.client.as_of import AsOf, params_of
from aiwei.tui.words import Words

SORTS = {
    "due": "时限，近的在前",
    "-due": "时限，远的在前",
    "-received": "收到时间，新的在前",
    "received": "收到时间，旧的在前",
    "-updated": "最近变动",
    "updated": "最久未动",
    "number": "编号，小的在前",
    "-number": "编号，大的在前",
}
NUMBER = re.compile(r"\s*\d{4}-\d{5,}\s*")
OPEN, ENDED, ALL = "open", "ended", "all"
SCOPES = {OPEN: "未办结", ENDED: "已了结", ALL: "全部"}


@dataclass(frozen=True, slots=True)
class Filters:
    """All conditions hold together; the default is what waits to be done. ``as_of`` asks for the past."""

    scope: str = OPEN
    states: tuple[str, ...] = ()
    kind: str | None = None
    category: str | None = None
    village: str | None = None
    unit: str | None = None
    clock: str | None = None
    supervision: str | None = None
    overdue: bool = False
    q: str = ""
    sort: str = "due"
    as_of: AsOf | None = None

    def params(self) -> list[tuple[str, str]]:
        """As the query of GET /api/v1/cases."""
        wanted = [("state", state) for state in self.states]
        if self._scope != ALL:
            wanted.append(("open", "true" if self._scope == OPEN else "false"))
        if self.overdue:
            wanted.append(("overdue", "true"))
        named = ("kind", "category", "village", "unit", "clock", "supervision", "q")
        wanted += [(name, getattr(self, name)) for name in named if getattr(self, name)]
        return [*wanted, ("sort", self.sort), *params_of(self.as_of)]

    @property
    def _scope(self) -> str:
        """A running clock, and a case asked for by its number, are found wherever they are."""
        return ALL if self.clock or NUMBER.fullmatch(self.q) else self.scope

    def looking_back(self, as_of: AsOf | None) -> "Filters":
        """The same of another moment; which clocks ran is known of the present only."""
        return replace(self, as_of=as_of, clock=None if as_of else self.clock)

    def said(self, words: Words) -> str:
        """The filters in a line, as a clerk says them."""
        parts = [SCOPES[self._scope], *self._chosen(words)]
        if self.clock:
            parts.append(f"正在计时：{words.label('Clock', self.clock)}")
        if self.overdue:
            parts.append("只看逾期")
        if self.q:
            parts.append(f"含「{self.q}」")
        return " · ".join(parts)

    def _chosen(self, words: Words) -> list[str]:
        known: list[tuple[str, Any]] = [
            ("CaseKind", self.kind),
            ("Category", self.category),
            ("SupervisionLevel", self.supervision),
        ]
        states = "/".join(words.label("CaseState", state) for state in self.states)
        named = [words.label(table, code) for table, code in known if code]
        units = [words.unit_name(code) for code in (self.village, self.unit) if code]
        return [part for part in (states, *named, *units) if part]
