"""A desk and the read model that follows its book."""

from collections.abc import Iterator

import pytest

from aiwei.projections.cases import Cases
from aiwei.projections.projector import Projector
from tests.desks import Office, open_office


@pytest.fixture
def office(conninfo: str) -> Iterator[Office]:
    with open_office(conninfo) as opened:
        yield opened


@pytest.fixture
def projector(office: Office) -> Projector:
    return Projector(office.desk.book, Cases())
