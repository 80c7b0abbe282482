"""The register as a fold: units, posts, and who held which on a day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import assert_never

from aiwei.domain.calendar import local_date
from aiwei.domain.register.events import PostEstablished, PostTaken, RegisterEvent, UnitEstablished
from aiwei.domain.register.words import Capability, UnitKind


@dataclass(frozen=True, slots=True)
class Unit:
    code: str
    name: str
    kind: UnitKind
    parent: str | None
    enforcement_power: bool


@dataclass(frozen=True, slots=True)
class Post:
    code: str
    title: str
    unit: str
    capabilities: frozenset[Capability]


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in a post from ``since`` to ``until``, both days included."""

    person: str
    name: str
    post: str
    since: date
    until: date | None

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post as its holder acts in it."""

    person: str
    name: str
    post: Post

    def may(self, capability: Capability) -> bool:
        return capability in self.post.capabilities


@dataclass(frozen=True, slots=True)
class Register:
    """Who answered for what, on any day. Replaced, never changed."""

    units: dict[str, Unit] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    tenures: dict[str, tuple[Tenure, ...]] = field(default_factory=dict)  # by person
    names: dict[str, str] = field(default_factory=dict)

    def posts_of(self, person: str, moment: datetime) -> tuple[HeldPost, ...]:
        """Every post that this person holds at the moment."""
        day = local_date(moment)
        return tuple(
            HeldPost(t.person, t.name, self.posts[t.post])
            for t in self.tenures.get(person, ())
            if t.holds(day) and t.post in self.posts
        )

    def units_of(self, person: str, moment: datetime) -> frozenset[str]:
        """Every unit in which this person holds a post: recusal tests all of them."""
        return frozenset(held.post.unit for held in self.posts_of(person, moment))

    def holders_in(self, unit: str, moment: datetime) -> tuple[HeldPost, ...]:
        """The people who hold a post of this unit at the moment, by post."""
        day = local_date(moment)
        return tuple(
            HeldPost(t.person, t.name, self.posts[t.post])
            for tenures in self.tenures.values()
            for t in tenures
            if t.holds(day) and t.post in self.posts and self.posts[t.post].unit == unit
        )

    def unit_name(self, code: str | None) -> str:
        if not code:
            return "—"
        return self.units[code].name if code in self.units else code

    def person_name(self, person: str | None) -> str:
        if not person:
            return "—"
        return self.names.get(person, person)

    def post_title(self, post: str | None) -> str:
        return self.posts[post].title if post and post in self.posts else post or ""

    def villages(self) -> tuple[Unit, ...]:
        return tuple(u for u in self.units.values() if u.kind is UnitKind.VILLAGE)


def evolve(register: Register, event: RegisterEvent) -> Register:
    """The register after one more fact. Copies the touched table only."""
    match event:
        case UnitEstablished():
            unit = Unit(event.code, event.name, event.unit_kind, event.parent, event.enforcement_power)
            return Register(
                {**register.units, unit.code: unit}, register.posts, register.tenures, register.names
            )
        case PostEstablished():
            post = Post(event.code, event.title, event.unit, frozenset(event.capabilities))
            return Register(
                register.units, {**register.posts, post.code: post}, register.tenures, register.names
            )
        case PostTaken():
            tenure = Tenure(event.person, event.name, event.post, event.since, event.until)
            others = tuple(
                t
                for t in register.tenures.get(event.person, ())
                if (t.post, t.since) != (tenure.post, tenure.since)
            )
            return Register(
                register.units,
                register.posts,
                {**register.tenures, event.person: (*others, tenure)},
                {**register.names, event.person: event.name},
            )
        case _:
            assert_never(event)


def fold(events: Iterable[RegisterEvent], register: Register | None = None) -> Register:
    """The register that these facts describe."""
    current = register or Register()
    for event in events:
        current = evolve(current, event)
    return current
