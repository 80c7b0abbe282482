"""The desk: loads what the rule needs, lets it decide, records. Every door comes here."""

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from aiwei.application.ids import uuid7
from aiwei.application.intake import Intake
from aiwei.application.refusals import EvidenceMissing, NoSuchCase, OutOfDate
from aiwei.application.register_desk import STREAM as REGISTER_STREAM
from aiwei.application.register_desk import RegisterView
from aiwei.domain.calendar import WorkCalendar, local_date
from aiwei.domain.case.commands import Reveal
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.events import CaseFact
from aiwei.domain.case.lifecycle import BY_COMMAND, acting_post
from aiwei.domain.case.state import Case
from aiwei.domain.deadlines import Rules
from aiwei.domain.decider import Command, Refused
from aiwei.domain.masking import leak_check
from aiwei.domain.office import SYSTEM_POST, By, Office, Via
from aiwei.domain.register.commands import DeclareRegister
from aiwei.domain.register.decide import REGISTER_DECIDER
from aiwei.domain.register.state import HeldPost
from aiwei.store.append import Clash, CommandIdReused, Receipt
from aiwei.store.book import Book, Entry, Signature
from aiwei.store.envelope import Recorded
from aiwei.store.vault import Contact, Original, Vault

TRIES = 4
NO_PHOTOS_YET = "照片须先上传；上传功能随后续版本提供，现在请填写「无照片原因」"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, through which door, and by which command id a repeat is known."""

    person: str
    via: Via
    command_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    case_id: UUID
    number: str
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Prepared:
    """A registration that is decided and sealed, ready to be recorded alone or among hundreds."""

    case_id: UUID
    year: int
    entry: Entry
    by: By


def case_stream(case_id: UUID) -> str:
    return f"case-{case_id}"


class Desk:
    """One instance a process. Holds no state of cases: the book does."""

    def __init__(
        self, book: Book, vault: Vault, rules: Rules, calendar: WorkCalendar, clock: Callable[[], datetime]
    ) -> None:
        self.book = book
        self.vault = vault
        self.rules = rules
        self.calendar = calendar
        self.clock = clock
        self.register = RegisterView(book)

    def office(self, person: str, leaks: Callable[[str], tuple[str, ...]] | None = None) -> Office:
        """What a decision by this person may look at now."""
        office = Office(self.clock(), person, self.register.now(), self.rules, self.calendar)
        return office if leaks is None else replace(office, leaks=leaks)

    def register_case(self, intake: Intake, caller: Caller) -> Registered:
        """Takes a report in. The person's words and the first event commit together."""
        prepared = self.prepare(intake, caller.person)
        receipt = self.book.record([prepared.entry], _signed(prepared, intake, caller))
        return self._registered(prepared, receipt)

    async def register_soon(self, intake: Intake, caller: Caller) -> Registered:
        """As ``register_case``, for a caller that serves others while the commit is under way."""
        if self.register.is_stale:
            await asyncio.to_thread(self.register.now)
        prepared = self.prepare(intake, caller.person)
        receipt = await self.book.record_soon([prepared.entry], _signed(prepared, intake, caller))
        if receipt.repeated:
            return await asyncio.to_thread(self._registered, prepared, receipt)
        return self._registered(prepared, receipt)

    def _registered(self, prepared: Prepared, receipt: Receipt) -> Registered:
        case_id = UUID(receipt.stream.removeprefix("case-"))
        if receipt.repeated:  # perhaps of another year
            return Registered(case_id, self.history(case_id)[0].event.number, receipt)
        return Registered(case_id, f"{prepared.year}-{receipt.numbers[0]:05d}", receipt)

    def prepare(self, intake: Intake, person: str) -> Prepared:
        """Decides and seals a registration without recording it."""
        case_id = uuid7()
        contact = intake.contact
        leaks = leak_check(contact.name, [contact.phone], contact.address)
        if intake.site and leaks(intake.site):
            intake = intake.with_site_sealed()
        sealed = self.vault.seal(case_id, contact, intake.original) if intake.from_public else None
        command = intake.command(
            subject_ref=sealed.subject_ref if sealed else None, sealed=sealed.digest if sealed else None
        )
        office = self.office(person, leaks)
        facts = _with_evidence(CASE_DECIDER.decide(Case(), command, office))
        year = local_date(office.now).year
        source = intake.source_number
        entry = Entry(
            stream=case_stream(case_id),
            expected=0,
            facts=facts,
            series=f"case-{year}",
            claim=source_claim(intake.source_system, source) if source else None,
            rows=(sealed.row,) if sealed else (),
        )
        return Prepared(case_id, year, entry, _by(_post(command, Case(), office)))

    def handle(self, case_id: UUID, command: Command, caller: Caller, expected: int | None = None) -> Receipt:
        """One command on one case. With ``expected``, a case that moved on is refused (OutOfDate);
        without, the decision is made again on what it has become.
        """
        digest = _digest(f"{BY_COMMAND[type(command)].verb}:{case_id}", command)
        try:
            return self._until_recorded(case_id, command, caller, digest, expected)
        except Refused:
            # a repeat finds the case moved on by its first coming: it gets the first answer again
            if (known := self._known(caller, digest)) is not None:
                return known
            raise

    def _until_recorded(
        self, case_id: UUID, command: Command, caller: Caller, digest: bytes, expected: int | None
    ) -> Receipt:
        for attempt in range(1, TRIES + 1):
            try:
                return self._decide_and_record(case_id, command, caller, digest, expected)
            except Clash:
                if expected is not None or attempt == TRIES:
                    raise OutOfDate("此件刚刚被别人更新：请刷新后再办，已填的内容不会丢") from None
        raise AssertionError  # pragma: no cover (the loop returns or raises)

    def _decide_and_record(
        self, case_id: UUID, command: Command, caller: Caller, digest: bytes, expected: int | None
    ) -> Receipt:
        history = self.history(case_id)
        if expected is not None and expected != len(history):
            raise OutOfDate(f"您看到的是第 {expected} 版，现在是第 {len(history)} 版：请刷新后再办")
        case = CASE_DECIDER.fold(r.event for r in history)
        office = self.office(caller.person, self.vault.leaks(history[0].event.subject_ref))
        facts = _with_evidence(CASE_DECIDER.decide(case, command, office))
        signature = Signature(_by(_post(command, case, office)), caller.via, caller.command_id, digest)
        return self.book.record([Entry(case_stream(case_id), len(history), facts)], signature)

    def history(self, case_id: UUID) -> list[Recorded]:
        """Every event of a case, oldest first; refused when there is none."""
        recorded = self.book.load(case_stream(case_id))
        if not recorded:
            raise NoSuchCase("没有这个件，请核对编号")
        return recorded

    def reveal(
        self, case_id: UUID, command: Reveal, caller: Caller, expected: int | None = None
    ) -> tuple[Receipt, Contact | None, Original | None]:
        """Who complained and in which words; the look is recorded before anything is shown."""
        receipt = self.handle(case_id, command, caller, expected)
        subject = self.history(case_id)[0].event.subject_ref
        return receipt, self.vault.contact(subject), self.vault.original(subject)

    def declare_register(self, command: DeclareRegister, caller: Caller) -> int:
        """Records what is new in the register; answers with the number of facts."""
        register = self.register.now(fresh=True)
        office = self.office(caller.person)
        facts = REGISTER_DECIDER.decide(register, command, office)
        if facts:
            entry = Entry(REGISTER_STREAM, self.register.version, facts)
            digest = _digest("declare-register", command)
            self.book.record([entry], Signature(_by(SYSTEM_POST), caller.via, caller.command_id, digest))
            self.register.now(fresh=True)
        return len(facts)

    def _known(self, caller: Caller, digest: bytes) -> Receipt | None:
        """The first answer to this command id, when it was carried out before."""
        if caller.command_id is None:
            return None
        kept = self.book.receipt_of(caller.command_id)
        if kept is None:
            return None
        if kept[0] != digest:
            raise CommandIdReused("这个提交编号已用于另一份内容，请换一个编号再提交")
        return kept[1]


def source_claim(system: str, number: str) -> str:
    """The key by which a source's own number is taken once only."""
    return f"source-{system}:{number}"


def _signed(prepared: Prepared, intake: Intake, caller: Caller) -> Signature:
    """A repeat is known by its command id when it is appended; what it sealed is dropped with it."""
    digest = _digest("register", intake) if caller.command_id else b""
    return Signature(prepared.by, caller.via, caller.command_id, digest)


def _with_evidence(facts: Sequence[CaseFact]) -> Sequence[CaseFact]:
    """The facts, unless one points at a photo that is not kept; until photos can be uploaded, none is."""
    if any(getattr(fact, "photos", ()) for fact in facts):
        raise EvidenceMissing(NO_PHOTOS_YET, field="photos")
    return facts


def _post(command: Command, case: Case, office: Office) -> HeldPost:
    return acting_post(BY_COMMAND[type(command)], case, office)


def _by(held: HeldPost) -> By:
    return By(person=held.person, post=held.post.code, unit=held.post.unit)


def _digest(what: str, body: BaseModel) -> bytes:
    return hashlib.sha256(what.encode() + b"\0" + body.model_dump_json().encode()).digest()
