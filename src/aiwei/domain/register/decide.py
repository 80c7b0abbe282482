"""From a declaration to the facts that are new."""

from collections.abc import Iterator, Sequence

from aiwei.domain.decider import Decider, Refused
from aiwei.domain.office import Office
from aiwei.domain.register.commands import DeclareRegister
from aiwei.domain.register.events import PostEstablished, PostTaken, RegisterEvent, UnitEstablished
from aiwei.domain.register.state import Post, Register, Tenure, Unit, evolve


class BrokenReference(Refused):
    """A line names a unit or post that neither the register nor the declaration has."""

    code = "broken-reference"
    title = "登记册对不上"


def decide(register: Register, command: DeclareRegister, _: Office) -> Sequence[RegisterEvent]:
    """Events for what differs from the register; refuses a line that hangs in the air."""
    _refuse_broken(register, command)
    return [*_units(register, command), *_posts(register, command), *_tenures(register, command)]


def _refuse_broken(register: Register, command: DeclareRegister) -> None:
    units = register.units.keys() | {u.code for u in command.units}
    posts = register.posts.keys() | {p.code for p in command.posts}
    for unit in command.units:
        if unit.parent and unit.parent not in units:
            raise BrokenReference(f"单位「{unit.name}」的上级「{unit.parent}」不存在")
    for post in command.posts:
        if post.unit not in units:
            raise BrokenReference(f"岗位「{post.title}」的单位「{post.unit}」不存在")
    for tenure in command.tenures:
        if tenure.post not in posts:
            raise BrokenReference(f"「{tenure.name}」任职的岗位「{tenure.post}」不存在")


def _units(register: Register, command: DeclareRegister) -> Iterator[UnitEstablished]:
    for u in command.units:
        if register.units.get(u.code) != Unit(u.code, u.name, u.kind, u.parent, u.enforcement_power):
            yield UnitEstablished(
                code=u.code,
                name=u.name,
                unit_kind=u.kind,
                parent=u.parent,
                enforcement_power=u.enforcement_power,
                note=u.note,
            )


def _posts(register: Register, command: DeclareRegister) -> Iterator[PostEstablished]:
    for p in command.posts:
        if register.posts.get(p.code) != Post(p.code, p.title, p.unit, frozenset(p.capabilities)):
            yield PostEstablished(code=p.code, title=p.title, unit=p.unit, capabilities=p.capabilities)


def _tenures(register: Register, command: DeclareRegister) -> Iterator[PostTaken]:
    for t in command.tenures:
        if Tenure(t.person, t.name, t.post, t.since, t.until) not in register.tenures.get(t.person, ()):
            yield PostTaken(
                person=t.person, name=t.name, post=t.post, since=t.since, until=t.until, basis=command.basis
            )


REGISTER_DECIDER: Decider[Register, DeclareRegister, RegisterEvent, Office] = Decider(
    Register, decide, evolve
)
