"""What can be asked of the register."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from aiwei.domain.decider import Command
from aiwei.domain.register.words import Capability, UnitKind


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class UnitLine(_Line):
    code: str
    name: str
    kind: UnitKind
    parent: str | None = None
    enforcement_power: bool = False
    note: str = ""


class PostLine(_Line):
    code: str
    title: str
    unit: str
    capabilities: tuple[Capability, ...] = ()


class TenureLine(_Line):
    person: str
    name: str
    post: str
    since: date
    until: date | None = None


class DeclareRegister(Command):
    """States units, posts and tenures. What the register says already leads to no event."""

    units: tuple[UnitLine, ...] = ()
    posts: tuple[PostLine, ...] = ()
    tenures: tuple[TenureLine, ...] = ()
    basis: str = ""
