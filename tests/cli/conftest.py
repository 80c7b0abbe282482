"""The command line in this process, over a database of the test; or as a process of its own."""

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.commands import Commands, Homes, end_all
from tests.conftest import _folder as reachable


@pytest.fixture(autouse=True)
def nobodys_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing from the environment of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith("AIWEI_")]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def processes() -> Iterator[None]:
    yield
    end_all()


@pytest.fixture
def aiwei(conninfo: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Commands]:
    """``aiwei …`` in this process."""
    monkeypatch.setenv("AIWEI_DATABASE_URL", conninfo)
    monkeypatch.setenv("AIWEI_HOME", str(tmp_path / "home"))
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield Commands(conninfo, tmp_path)
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that the embedded server's account can reach, as pytest's own is not when we are root."""
    folder = Path(tempfile.mkdtemp(prefix="aiwei-test-", dir=reachable()))
    folder.chmod(0o711)
    with Homes(folder):
        yield folder / "home"
        end_all()
    shutil.rmtree(folder)
