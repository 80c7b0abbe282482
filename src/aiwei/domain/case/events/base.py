"""What every event of a case has in common."""

from pydantic import AwareDatetime

from aiwei.domain.decider import Event


class CaseEvent(Event):
    """``occurred_at`` is business time; the envelope has the time of recording."""

    occurred_at: AwareDatetime


class Excerpt(Event):
    """What may be passed on (摘录): released by a clerk, free of the complainant's data."""

    title: str
    text: str


class Source(Event):
    """Where an imported case has its own number: the key by which a second import finds it."""

    system: str
    number: str
