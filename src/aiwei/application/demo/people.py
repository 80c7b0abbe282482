"""Who does what in the demo town: found in the register by capability, never by name."""

from datetime import datetime

from aiwei.application.desk import Caller
from aiwei.domain.office import Via
from aiwei.domain.register.state import HeldPost, Register
from aiwei.domain.register.words import Capability


class People:
    """The town's post-holders on a day."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def intake_clerk(self, moment: datetime) -> Caller:
        return self.with_capability(Capability.INTAKE, moment, also=Capability.ACCEPT)

    def with_capability(
        self,
        capability: Capability,
        moment: datetime,
        *,
        also: Capability | None = None,
        outside: frozenset[str] = frozenset(),
    ) -> Caller:
        """The person whose post is made for this, with no post in the units named."""
        able = [
            held
            for unit in self.register.units
            for held in self.register.holders_in(unit, moment)
            if held.may(capability) and (also is None or held.may(also))
            if not outside & self.register.units_of(held.person, moment)
        ]
        if able:
            return Caller(min(able, key=lambda held: len(held.post.capabilities)).person, Via.TUI)
        raise LookupError(f"演示登记册里没有人有「{capability.label}」权限")

    def of_unit(self, unit: str, moment: datetime, *, head: bool) -> HeldPost:
        """The unit's head or liaison; whoever may rectify when it has only one post."""
        able = [h for h in self.register.holders_in(unit, moment) if h.may(Capability.RECTIFY)]
        if not able:
            raise LookupError(f"演示登记册里「{self.register.unit_name(unit)}」没有负责整改的人")
        return next((h for h in able if h.post.code.endswith("-HEAD") is head), able[0])
