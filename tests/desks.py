"""A desk over a real database, a clock that the test moves, and a villager who complains."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from aiwei.application.desk import Caller, Desk, Registered
from aiwei.application.intake import Intake
from aiwei.application.timekeeping import Timekeeping
from aiwei.domain.case.words import Channel, MatterKind
from aiwei.domain.decider import Command
from aiwei.domain.office import SYSTEM, Via
from aiwei.store.append import Receipt
from aiwei.store.book import Book
from aiwei.store.keys import MasterKey
from aiwei.store.vault import Vault
from tests.given import USUALLY_BY
from tests.town import DECLARATION, MONDAY

MASTER = MasterKey(b"k" * 32)
NAME, PHONE, ADDRESS = "云小满", "13800001111", "云栖村三组18号"
WORDS = "我叫云小满，住云栖村三组18号，电话13800001111。隔壁王老五家的垃圾堆到俺家门口了！"


@dataclass(slots=True)
class Wall:
    """The clock on the office's wall; it stands until the test moves it."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def later(self, **time: float) -> datetime:
        self.now += timedelta(**time)
        return self.now


@dataclass(frozen=True, slots=True)
class Office:
    """The desk, and the hands that use it."""

    desk: Desk
    wall: Wall

    def take_in(
        self, intake: Intake | None = None, by: str = "clerk", command_id: UUID | None = None
    ) -> Registered:
        return self.desk.register_case(intake or complaint(), Caller(by, Via.TUI, command_id))

    def ask(
        self,
        case_id: UUID,
        wish: Command,
        by: str | None = None,
        command_id: UUID | None = None,
        expected: int | None = None,
    ) -> Receipt:
        """One command by whoever usually does it, an hour after the last."""
        self.wall.later(hours=1)
        caller = Caller(by or USUALLY_BY[type(wish)], Via.API, command_id)
        return self.desk.handle(case_id, wish, caller, expected)

    def play(self, *wishes: Command, intake: Intake | None = None) -> UUID:
        """A new case, and these wishes one after another."""
        case_id = self.take_in(intake).case_id
        for wish in wishes:
            self.ask(case_id, wish)
        return case_id

    def events(self, case_id: UUID) -> list[Any]:
        return [recorded.event for recorded in self.desk.history(case_id)]


def complaint(**changes: Any) -> Intake:
    """Told over the phone; the clerk has not yet released an excerpt."""
    usual = {
        "channel": Channel.PHONE,
        "matter": MatterKind.COMPLAINT,
        "title": "垃圾堆到家门口",
        "text": WORDS,
        "village": "CLOUD",
        "name": NAME,
        "phone": PHONE,
        "address": ADDRESS,
    }
    return Intake.model_validate(usual | changes)


@contextmanager
def open_office(conninfo: str, *, declared: bool = True) -> Iterator[Office]:
    """A desk with the register of the tests, on Monday morning."""
    wall = Wall()
    book = Book(conninfo, clock=wall)
    desk = Desk(book, Vault(book, MASTER), Timekeeping(book), wall)
    try:
        if declared:
            desk.declare_register(DECLARATION, Caller(SYSTEM, Via.CLI))
        yield Office(desk, wall)
    finally:
        book.close()
