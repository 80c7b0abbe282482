"""The desk: loads what the rule needs, lets it decide, records. Every door comes here."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from aiwei.application.entries import case_stream, entries_of, refuse_outdated, with_evidence
from aiwei.application.ids import uuid7
from aiwei.application.intake import Intake
from aiwei.application.refusals import NoSuchCase, OutOfDate
from aiwei.application.register_desk import STREAM as REGISTER_STREAM
from aiwei.application.register_desk import RegisterView
from aiwei.application.signing import Caller, by, digest_of, post_of
from aiwei.application.surroundings import gather
from aiwei.application.timekeeping import Timekeeping
from aiwei.domain.calendar import local_date
from aiwei.domain.case.commands import Reveal
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.lifecycle import BY_COMMAND
from aiwei.domain.case.state import Case
from aiwei.domain.deadlines import Terms
from aiwei.domain.decider import Command, Refused
from aiwei.domain.masking import leak_check
from aiwei.domain.office import SYSTEM_POST, By, Office
from aiwei.domain.register.commands import DeclareRegister
from aiwei.domain.register.decide import REGISTER_DECIDER
from aiwei.store.append import Clash, CommandIdReused, Receipt
from aiwei.store.book import Book, Entry, Signature
from aiwei.store.envelope import Recorded
from aiwei.store.vault import Contact, Original, Vault

__all__ = ["Caller", "Desk", "Prepared", "Registered", "case_stream", "source_claim"]
TRIES = 4


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


class Desk:
    """One instance a process. Holds no state of cases: the book does."""

    def __init__(
        self, book: Book, vault: Vault, timekeeping: Timekeeping, clock: Callable[[], datetime]
    ) -> None:
        self.book = book
        self.vault = vault
        self.timekeeping = timekeeping
        self.clock = clock
        self.register = RegisterView(book)

    @property
    def terms(self) -> Terms:
        """The rules and the calendar that are in force now."""
        return self.timekeeping.terms()

    @property
    def is_stale(self) -> bool:
        """Whether a decision would first ask the database what is in force."""
        return self.register.is_stale or self.timekeeping.is_stale

    def office(self, person: str, leaks: Callable[[str], tuple[str, ...]] | None = None) -> Office:
        """What a decision by this person may look at now."""
        terms = self.terms
        office = Office(self.clock(), person, self.register.now(), terms.rules, terms.calendar)
        return office if leaks is None else replace(office, leaks=leaks)

    def register_case(self, intake: Intake, caller: Caller) -> Registered:
        """Takes a report in. The person's words and the first event commit together."""
        prepared = self.prepare(intake, caller.person)
        receipt = self.book.record([prepared.entry], _signed(prepared, intake, caller))
        return self._registered(prepared, receipt)

    async def register_soon(self, intake: Intake, caller: Caller) -> Registered:
        """As ``register_case``, for a caller that serves others while the commit is under way."""
        if self.is_stale:
            await asyncio.to_thread(self.office, caller.person)
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
        facts = with_evidence(CASE_DECIDER.decide(Case(), command, office))
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
        return Prepared(case_id, year, entry, by(post_of(command, Case(), office)))

    def handle(self, case_id: UUID, command: Command, caller: Caller, expected: int | None = None) -> Receipt:
        """One command on one case. With ``expected``, a case that moved on is refused (OutOfDate);
        without, the decision is made again on what it has become.
        """
        digest = digest_of(f"{BY_COMMAND[type(command)].verb}:{case_id}", command)
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
        """Decides again on what the case has become, while others record in between."""
        for _ in range(TRIES):
            try:
                return self._decide_and_record(case_id, command, caller, digest, expected)
            except Clash:
                continue
        raise OutOfDate("此件刚刚被别人更新：请刷新后再办，已填的内容不会丢")

    def _decide_and_record(
        self, case_id: UUID, command: Command, caller: Caller, digest: bytes, expected: int | None
    ) -> Receipt:
        history = self.history(case_id)
        refuse_outdated(history, expected)
        case = CASE_DECIDER.fold(r.event for r in history)
        found = gather(case_id, case, history, command, self._load, self.vault)
        leaks = self.vault.leaks(history[0].event.subject_ref, *found.subjects)
        office = replace(self.office(caller.person, leaks), around=found.around)
        facts = with_evidence(CASE_DECIDER.decide(case, command, office))
        signature = Signature(by(post_of(command, case, office)), caller.via, caller.command_id, digest)
        year = local_date(office.now).year
        return self.book.record(entries_of(case_id, len(history), facts, found, year), signature)

    def _load(self, case_id: UUID) -> list[Recorded]:
        return self.book.load(case_stream(case_id))

    def history(self, case_id: UUID) -> list[Recorded]:
        """Every event of a case, oldest first; refused when there is none."""
        recorded = self._load(case_id)
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
            digest = digest_of("declare-register", command)
            self.book.record([entry], Signature(by(SYSTEM_POST), caller.via, caller.command_id, digest))
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
    digest = digest_of("register", intake) if caller.command_id else b""
    return Signature(prepared.by, caller.via, caller.command_id, digest)
