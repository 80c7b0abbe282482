"""The ladder of supervision, and what the sentinel told whom."""

from typing import Literal

from pydantic import AwareDatetime

from aiwei.domain.case.events.base import CaseEvent
from aiwei.domain.case.grounds import Clock, Notice
from aiwei.domain.deadlines import Due
from aiwei.domain.decider import Event


class CaseUrged(CaseEvent):
    kind: Literal["case-urged"] = "case-urged"
    reason: str


class CaseSupervised(CaseEvent):
    kind: Literal["case-supervised"] = "case-supervised"
    reason: str
    demand: str
    reply_due: Due


class CaseListed(CaseEvent):
    """Listed supervision (挂牌督办)."""

    kind: Literal["case-listed"] = "case-listed"
    reason: str
    demand: str
    reply_due: Due


class SupervisionAnswered(CaseEvent):
    kind: Literal["supervision-answered"] = "supervision-answered"
    reply: str
    late: bool


class NoticeSent(CaseEvent):
    """Once a case, clock, due moment and colour. ``unit`` and ``person`` are whose turn it was; none is the
    office. ``contact_due``: the promise ran out, and the complainant is to be told how it stands.
    """

    kind: Literal["notice-sent"] = "notice-sent"
    notice: Notice
    clock: Clock
    due_at: AwareDatetime
    unit: str | None
    person: str | None
    contact_due: Due | None = None


class NamedDue(Event):
    """A clock and its due moment."""

    clock: Clock
    due: Due


class DuesRecomputed(CaseEvent):
    """A year's calendar was loaded: provisional moments became final. Each due names what it replaces."""

    kind: Literal["dues-recomputed"] = "dues-recomputed"
    calendar: str
    dues: tuple[NamedDue, ...]
