"""A furnished town for each test."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from aiwei.store import accounts
from tests.furnished import Town, database, furnish, open_town


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="package", autouse=True)
def quick_hashes() -> Iterator[None]:
    """argon2 is slow on purpose, and every house that opens makes a hash: here of the cheapest kind."""
    cheap = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "PasswordHasher", cheap)
        yield


@pytest.fixture(scope="session")
def furnished(server: str, home: Path) -> Iterator[str]:
    """The name of a database with register and log-ins, to be copied."""
    with database(server, "aiwei") as conninfo:
        furnish(conninfo, home)
        yield conninfo.partition("dbname=")[2].split()[0]


@pytest.fixture
def town(server: str, furnished: str, home: Path) -> Iterator[Town]:
    with database(server, furnished) as conninfo, open_town(conninfo, home) as town:
        yield town
