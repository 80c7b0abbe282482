"""Facts about units, posts and who held them."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from aiwei.domain.decider import Event
from aiwei.domain.register.words import Capability, UnitKind


class UnitEstablished(Event):
    kind: Literal["unit-established"] = "unit-established"
    code: str
    name: str
    unit_kind: UnitKind
    parent: str | None = None
    enforcement_power: bool = False
    note: str = ""


class PostEstablished(Event):
    kind: Literal["post-established"] = "post-established"
    code: str
    title: str
    unit: str
    capabilities: tuple[Capability, ...] = ()


class PostTaken(Event):
    """A person holds a post from a day on; ``until`` is the last day, when it is known."""

    kind: Literal["post-taken"] = "post-taken"
    person: str
    name: str
    post: str
    since: date
    until: date | None = None
    basis: str = ""


RegisterEvent = Annotated[UnitEstablished | PostEstablished | PostTaken, Field(discriminator="kind")]
