"""Books on a real database, with either recorder; and what a test writes into them."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from eventsourcing.utils import Environment, EnvType

from aiwei.domain.case.events import CaseRegistered
from aiwei.domain.office import By, Via
from aiwei.domain.register.events import UnitEstablished
from aiwei.domain.register.words import UnitKind
from aiwei.store.append import Row
from aiwei.store.book import Book, Entry, Signature
from aiwei.store.factory import BookFactory
from aiwei.store.reference import ReferenceRecorder
from tests.given import a_registered_case

BY = By(person="clerk", post="CLERK", unit="PHCO")
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


class ReferenceFactory(BookFactory):
    application_recorder_class = ReferenceRecorder


class ReferenceBook(Book):
    """The same book over the library's way of inserting."""

    name = "aiwei"  # the library names an application after its class

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        topic = f"{ReferenceFactory.__module__}:{ReferenceFactory.__qualname__}"
        return super().construct_env(name, {**(env or {}), "PERSISTENCE_MODULE": topic})


BOOKS: dict[str, type[Book]] = {"group commit": Book, "reference": ReferenceBook}


def signed(command_id: UUID | None = None, body: bytes = b"") -> Signature:
    return Signature(BY, Via.CLI, command_id, body)


def unit(name: str = "云栖村") -> UnitEstablished:
    """A fact without consequences."""
    return UnitEstablished(code="CLOUD", name=name, unit_kind=UnitKind.VILLAGE)


def entry(
    stream: str, expected: int = 0, count: int = 1, *, rows: Sequence[Row] = (), claim: str = ""
) -> Entry:
    facts = [unit(f"第{expected + n}次") for n in range(1, count + 1)]
    return Entry(stream, expected, facts, rows=rows, claim=claim or None)


def case_entry(stream: str, series: str = "case-2026") -> Entry:
    """A registration that draws its number from a series."""
    (fact,) = a_registered_case()
    assert isinstance(fact, CaseRegistered)
    return Entry(stream, 0, [fact], series=series)


def names(book: Book, stream: str) -> list[str]:
    return [recorded.event.name for recorded in book.load(stream)]


def positions(book: Book) -> list[int]:
    return [recorded.position for recorded in book.read(0, 10_000)]


def together(work: Iterable[Callable[[], Any]], threads: int) -> list[Any]:
    """The answers of all, or what each raised; carried out by many threads at once."""
    with ThreadPoolExecutor(threads) as pool:
        return [_outcome(future) for future in [pool.submit(job) for job in work]]


def _outcome(future: Future[Any]) -> Any:
    return future.exception() or future.result()
