"""A township's busiest year: lives of cases with every kind of event, told into the book all at once."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case.dues import filled
from aiwei.domain.case.grounds import Clock, Notice, Relation
from aiwei.store.book import Book, Entry
from tests import given as g
from tests.domain.limits import local
from tests.domain.tales import SHIPPED, TALES, Tale, complaint, in_hand
from tests.store.books import signed

#: After all that happened, so that the two times of an event are never the same.
LONG_AFTER = local("2028-01-03T09:00:00")
BEHIND = timedelta(seconds=90)
LIGHTS = c.ReleaseExcerpt(title="路灯不亮", text="主街路灯坏了三盏")
ALL_LIGHTS = c.ReleaseExcerpt(title="路灯全坏", text="主街照明全部不亮")
UNWRITTEN = {"excerpt_title": "", "excerpt_text": ""}
MEMBER = {"complaint": g.OTHER, "number": "2026-00009"}


def declined() -> Tale:
    return Tale().then(g.registration(), g.DECLINE)


def withdrawn() -> Tale:
    return complaint().then(g.WITHDRAW)


def an_accusation_as_it_turned_out() -> Tale:
    told = Tale().then(g.registration(**UNWRITTEN), g.CONTACT)
    return told.then(c.CorrectRecord(field="triage", value="accusation", reason="实为举报村干部"))


def released_twice() -> Tale:
    return Tale().then(g.registration(**UNWRITTEN), LIGHTS, g.ACCEPT, ALL_LIGHTS, g.DISPATCH)


def split_in_two() -> Tale:
    return Tale().then(g.registration(), g.SPLIT, g.ACCEPT)


def assigned_and_archived() -> Tale:
    told = in_hand().then(g.ASSIGN, g.PROGRESS, g.REVEAL, g.SUBMIT, g.PASS, g.SOLVED, g.CLOSE)
    return told.then(g.ARCHIVE)


def appealed_in_vain() -> Tale:
    told = complaint().then(g.DISPATCH, days=9).then(c.SignFor(), days=9).then(g.SUBMIT, g.PASS, g.SOLVED)
    told.then(g.CLOSE, g.APPEAL, g.SUPPORT)
    return told.then(c.ReviewLatenessAppeal(supports=False, opinion="理由不足"), by="reviewer-2")


def an_alias() -> Tale:
    """Its answer falls due, is put off, falls due again, and is given."""
    told = complaint().then(g.MERGE)
    told.hears(filled(e.ReplyFellDue, told.case, SHIPPED, occurred_at=told.now)).then(g.UNREACHED)
    told.hears(e.ReplyPutOff(occurred_at=told.now)).now += timedelta(days=2)
    return told.hears(filled(e.ReplyFellDue, told.case, SHIPPED, occurred_at=told.now)).then(g.SOLVED)


def joined_by_mistake() -> Tale:
    told = in_hand()
    told.hears(e.ComplaintJoined(occurred_at=told.now, relation=Relation.REPEAT, contactable=True, **MEMBER))
    told.hears(e.ComplaintLeft(occurred_at=told.now, reason="不是一件事", **MEMBER))
    return told.then(g.SUBMIT)


def entered_in_the_evening() -> Tale:
    """The village had no signal: what it did at ten is entered after what others did at noon."""
    told = complaint().then(g.DISPATCH)
    due = told.case.sign_for_due
    assert due is not None
    told.then(c.SendNotice(notice=Notice.YELLOW, clock=Clock.SIGN_FOR, due_at=due.at), by="system")
    told.then(g.URGE).then(c.SignFor(occurred_at=told.now - timedelta(minutes=150)))
    told.then(g.SUPERVISE, g.REQUEST_EXTENSION)
    told.then(c.RecordProgress(text="先清了一半", occurred_at=told.now - timedelta(minutes=200)))
    early = {"no_photo_reason": "天黑", "assistance": "水利站出车"}
    told.then(c.SubmitRectification(measure="清完", occurred_at=told.now - timedelta(minutes=90), **early))
    return told.then(g.FAIL, g.REVEAL, g.SUBMIT, g.PASS, g.SOLVED, g.CLOSE)


def signed_before_it_was_urged() -> Tale:
    told = complaint().then(g.DISPATCH, g.URGE)
    return told.then(c.SignFor(occurred_at=told.now - timedelta(minutes=90)))


LIVES: tuple[Callable[[], Tale], ...] = (
    *TALES,
    declined,
    withdrawn,
    an_accusation_as_it_turned_out,
    released_twice,
    split_in_two,
    assigned_and_archived,
    appealed_in_vain,
    an_alias,
    joined_by_mistake,
    entered_in_the_evening,
    signed_before_it_was_urged,
)


@dataclass
class Year:
    """All lives, a step of one after a step of another, written down by two servers whose clocks differ."""

    book: Book
    other: Book
    seed: int = 0

    def tell(self, lives: Sequence[Callable[[], Tale]] = LIVES) -> None:
        chance = random.Random(self.seed)  # noqa: S311 (a shuffle)
        left = {case_id(number): facts_of(life, number) for number, life in enumerate(lives, start=1)}
        told = dict.fromkeys(left, 0)
        now = LONG_AFTER
        while left:
            case = chance.choice(list(left))
            now += timedelta(seconds=chance.randrange(5, 60))
            behind = chance.random() < 0.3
            self.write(case, told[case], [left[case].pop(0)], now - BEHIND if behind else now, behind=behind)
            told[case] += 1
            if not left[case]:
                del left[case]

    def tell_one_more(self) -> None:
        """A case of its own, all at once."""
        number = len(LIVES) + 1
        self.write(case_id(number), 0, facts_of(withdrawn, number), LONG_AFTER + timedelta(days=1))

    def write(
        self, case: UUID, version: int, facts: Sequence[Any], at: datetime, *, behind: bool = False
    ) -> None:
        book = self.other if behind else self.book
        book.book_recorder.clock = lambda: at
        book.record([Entry(f"case-{case}", version, facts)], signed())


def case_id(number: int) -> UUID:
    return UUID(int=0xA1 << 120 | number)


def facts_of(life: Callable[[], Tale], number: int) -> list[Any]:
    first, *others = life().facts
    return [first.model_copy(update={"number": f"2026-{number:05d}"}), *others]
