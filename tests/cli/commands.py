"""``aiwei …`` as a test gives it: in this process, or as a process of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx2
import psycopg
from typer.testing import CliRunner

from aiwei.cli.main import app
from aiwei.store.embedded.postmaster import Postmaster
from tests.documents.books import MESSAGES, message, workbook

AIWEI = (sys.executable, "-m", "aiwei")
STARTED: list[subprocess.Popen[str]] = []
PATIENCE = 60.0  # seconds, for a machine that is busy with other things


@dataclass(frozen=True, slots=True)
class Said:
    """What a command printed, line ends of a narrow console aside, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> str:
        return (self.out + self.err).replace("\n", "")

    @property
    def figures(self) -> dict[str, Any]:
        return dict(json.loads(self.out))


@dataclass(frozen=True, slots=True)
class Commands:
    """The command line in this process, and a look into its database."""

    conninfo: str
    folder: Path

    def __call__(self, *words: str, typed: str = "") -> Said:
        ended = CliRunner().invoke(app, words, input=typed)
        if ended.exception is not None and not isinstance(ended.exception, SystemExit):
            raise ended.exception
        return Said(ended.exit_code, ended.stdout, ended.stderr)

    def refused(self, *words: str, typed: str = "") -> str:
        """The one sentence in which a command ends; exit code 1."""
        said = self(*words, typed=typed)
        assert (said.code, "Traceback" in said.told) == (1, False), said
        return said.err.replace("\n", "")

    def messages(self, *rows: Sequence[Any], name: str = "messages.xlsx") -> str:
        """A workbook of citizens' messages."""
        return str(workbook(self.folder / name, rows, MESSAGES))

    def imports(self, file: str, *options: str) -> dict[str, Any]:
        """The figures of an import."""
        return self("import-cases", file, "--json", *options).figures

    def ask(self, sql: str, *params: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.conninfo, autocommit=True) as conn:
            return conn.execute(sql.encode(), params).fetchall()

    def do(self, sql: str) -> None:
        with psycopg.connect(self.conninfo, autocommit=True) as conn:
            conn.execute(sql.encode())

    def cases(self) -> int:
        return int(self.ask("SELECT count(*) FROM aiwei_events WHERE topic = 'case-registered'")[0][0])


def numbered(count: int) -> list[list[Any]]:
    """Rows that differ by their number."""
    return [message(number=n, text=f"第{n}处有垃圾") for n in range(1, count + 1)]


def started(*words: str, **environment: str) -> subprocess.Popen[str]:
    """A process of its own, with these settings and no others."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("AIWEI_")}
    pipe = subprocess.PIPE
    process = subprocess.Popen(  # noqa: S603
        [*AIWEI, *words], env=ours | environment, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    )
    STARTED.append(process)
    return process


def end_all() -> None:
    """No process outlives its test, whatever became of the test."""
    while STARTED:
        process = STARTED.pop()
        if process.stdout is not None and not process.stdout.closed:  # nobody has heard it to its end
            process.kill()
            process.communicate()


def ended(process: subprocess.Popen[str]) -> Said:
    out, err = process.communicate(timeout=PATIENCE)
    return Said(process.returncode, out, err)


def run(*words: str, **environment: str) -> Said:
    return ended(started(*words, **environment))


def until(true: Callable[[], object]) -> None:
    """Waits for something that another process does."""
    give_up = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < give_up
        time.sleep(0.02)


def answers(url: str) -> bool:
    with suppress(httpx2.TransportError):
        return httpx2.get(url, timeout=5).status_code == 200
    return False


def listening(process: subprocess.Popen[str]) -> str:
    """The address that a server says it listens on, once it is ready."""
    assert process.stdout is not None
    line = process.stdout.readline()
    address = line.removeprefix("爱卫已启动：").split()[0] if line else ended(process).told
    until(lambda: answers(f"{address}/ready"))
    return address


class Homes:
    """A folder with homes of embedded servers in it; none of them outlives the test."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for found in self._folder.rglob("postmaster.pid"):
            if (left := Postmaster.read(found.parent)) and left.alive:
                os.kill(left.pid, signal.SIGQUIT)
                until(lambda left=left: not left.alive)  # type: ignore[misc]
