"""A town furnished once a run, and copied for each module or each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.furnished import Town, database, furnish, open_town


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the master key lies."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def furnished(server: str, home: Path) -> Iterator[str]:
    """The name of a database with register and log-ins, to be copied."""
    with database(server, "aiwei") as conninfo:
        furnish(conninfo, home)
        yield conninfo.partition("dbname=")[2].split()[0]


@pytest.fixture(scope="module")
def town(server: str, furnished: str, home: Path) -> Iterator[Town]:
    """One town for a module's tests: each works on cases of its own."""
    with database(server, furnished) as conninfo, open_town(conninfo, home) as town:
        yield town


@pytest.fixture
def own_town(server: str, furnished: str, home: Path) -> Iterator[Town]:
    """A town of this test alone."""
    with database(server, furnished) as conninfo, open_town(conninfo, home) as town:
        yield town
