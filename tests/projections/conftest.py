"""A desk and the read model that follows its book."""

from collections.abc import Iterator

import pytest

from aiwei.projections.cases import Cases
from aiwei.projections.projector import Projector
from aiwei.store.book import Book
from tests.desks import Office, open_office
from tests.projections.lives import Year
from tests.store.books import entry, signed


@pytest.fixture
def office(conninfo: str) -> Iterator[Office]:
    with open_office(conninfo) as opened:
        yield opened


@pytest.fixture
def projector(office: Office) -> Projector:
    return Projector(office.desk.book, Cases(office.desk.book))


@pytest.fixture
def year(conninfo: str) -> Iterator[Year]:
    """Two servers over an empty book, but for one fact of the register."""
    book, other = Book(conninfo), Book(conninfo)
    try:
        book.record([entry("register")], signed())
        yield Year(book, other)
    finally:
        other.close()
        book.close()
