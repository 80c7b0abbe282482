"""A book of this test alone."""

from collections.abc import Iterator

import pytest

from aiwei.store.book import Book
from tests.store.books import BOOKS, NOON


@pytest.fixture(params=BOOKS, ids=lambda name: name.replace(" ", "-"))
def book(request: pytest.FixtureRequest, conninfo: str) -> Iterator[Book]:
    """The same tests on our recorder and on the library's way of inserting."""
    opened = BOOKS[request.param](conninfo, clock=lambda: NOON)
    yield opened
    opened.close()


@pytest.fixture
def our_book(conninfo: str) -> Iterator[Book]:
    """The book as it is run."""
    opened = Book(conninfo, clock=lambda: NOON)
    yield opened
    opened.close()
