"""A desk of this test alone."""

from collections.abc import Iterator

import pytest

from tests.desks import Office, open_office


@pytest.fixture
def office(conninfo: str) -> Iterator[Office]:
    with open_office(conninfo) as opened:
        yield opened
