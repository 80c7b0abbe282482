"""A real database for every test: one embedded server a run, one database a test, copied from a template."""

import shutil
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from aiwei.migrations.run import migrate
from aiwei.store.embedded import EmbeddedPostgres

_numbers = count(1)
MEMORY = Path("/dev/shm")  # noqa: S108 (a database is copied there in 15 ms, on disk in 350)
ROOM = 3 << 30


def _folder() -> Path:
    """A folder that the server's account can reach (pytest's own is closed to others)."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if roomy else Path("/tmp")  # noqa: S108


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A PostgreSQL without fsync; conninfo of the template."""
    home = Path(tempfile.mkdtemp(prefix="aiwei-tests-", dir=_folder()))
    home.chmod(0o711)
    postgres = EmbeddedPostgres(home / "data", durable=False)
    try:
        conninfo = postgres.start()
        migrate(conninfo)
        yield conninfo
    finally:
        postgres.stop()
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def conninfo(server: str) -> Iterator[str]:
    """A database of this test alone, with all migrations."""
    name = f"test_{next(_numbers)}"
    admin = psycopg.conninfo.make_conninfo(server, dbname="postgres")
    with psycopg.connect(admin, autocommit=True) as conn:
        conn.execute(f"CREATE DATABASE {name} TEMPLATE aiwei")
    yield psycopg.conninfo.make_conninfo(server, dbname=name)
    with psycopg.connect(admin, autocommit=True) as conn:
        conn.execute(f"DROP DATABASE {name} WITH (FORCE)")
