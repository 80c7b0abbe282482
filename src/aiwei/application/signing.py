"""Who records, in which post, through which door, by which command."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from pydantic import BaseModel

from aiwei.domain.case.lifecycle import BY_COMMAND, acting_post
from aiwei.domain.case.state import Case
from aiwei.domain.decider import Command
from aiwei.domain.office import By, Office, Via
from aiwei.domain.register.state import HeldPost


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, through which door, and by which command id a repeat is known."""

    person: str
    via: Via
    command_id: UUID | None = None


def post_of(command: Command, case: Case, office: Office) -> HeldPost:
    """The post in which the actor takes this step; refuses by name when there is none."""
    return acting_post(BY_COMMAND[type(command)], case, office)


def by(held: HeldPost) -> By:
    """The post's holder, as the envelope names them."""
    return By(person=held.person, post=held.post.code, unit=held.post.unit)


def digest_of(what: str, body: BaseModel) -> bytes:
    """By which a repeat of a command is told from another one under the same id."""
    return hashlib.sha256(what.encode() + b"\0" + body.model_dump_json().encode()).digest()
