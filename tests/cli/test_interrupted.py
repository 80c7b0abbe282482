"""Ctrl-C and SIGTERM amid an import: what was reported is there, and a second run completes it."""

import json
import os
import signal

import psycopg
import pytest

from aiwei.store.recorder import ORDER_LOCK
from tests.cli.commands import ended, numbered, started, until
from tests.documents.books import MESSAGES

ROWS = 3_000
WAITS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"


@pytest.fixture
def file(aiwei):
    rows = "".join(",".join(str(cell) for cell in row) + "\n" for row in numbered(ROWS))
    path = aiwei.folder / "messages.csv"
    path.write_text(",".join(MESSAGES) + "\n" + rows, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("number", "workers"), [(signal.SIGINT, "1"), (signal.SIGTERM, "1"), (signal.SIGINT, "2")]
)
def test_what_was_reported_is_there_and_running_again_completes_it(aiwei, file, number, workers):
    said = interrupted(aiwei, file, number, workers)
    assert said.code == 130
    assert "重新运行即可接着做" in said.told
    assert "Traceback" not in said.told
    assert said.figures["created"] == aiwei.cases() < ROWS
    again = aiwei.imports(file)
    assert (again["created"], again["already-there"]) == (
        ROWS - said.figures["created"],
        said.figures["created"],
    )
    assert aiwei.cases() == ROWS == len(aiwei.ask("SELECT DISTINCT source_number FROM read.cases"))


def interrupted(aiwei, file, number, workers):
    """Stops the import while it waits for the lock under which appends are ordered."""
    with psycopg.connect(aiwei.conninfo) as conn:
        conn.execute(ORDER_LOCK.encode())
        process = started(
            *("import-cases", file, "--json", "--workers", workers),
            AIWEI_DATABASE_URL=aiwei.conninfo,
            AIWEI_HOME=os.environ["AIWEI_HOME"],
        )
        until(lambda: aiwei.ask(WAITS) >= [(int(workers),)])
        # a terminal's Ctrl-C reaches every process of the command, a supervisor's SIGTERM the first
        (os.killpg if number is signal.SIGINT else os.kill)(process.pid, number)
    return ended(process)


def test_a_kill_without_warning_loses_nothing_that_was_committed(aiwei, file):
    process = started(
        *("import-cases", file), AIWEI_DATABASE_URL=aiwei.conninfo, AIWEI_HOME=os.environ["AIWEI_HOME"]
    )
    until(aiwei.cases)
    process.kill()
    ended(process)
    until(
        lambda: (
            aiwei.ask("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()") == [(1,)]
        )
    )
    there = aiwei.cases()
    again = aiwei.imports(file)
    assert (again["created"], again["already-there"]) == (ROWS - there, there)
    kept = [
        json.loads(bytes(state))["data"]["source"]["number"]
        for (state,) in aiwei.ask("SELECT state FROM aiwei_events")
    ]
    assert len(set(kept)) == len(kept) == ROWS
