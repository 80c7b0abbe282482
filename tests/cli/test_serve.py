"""``aiwei serve`` as a process of its own: it starts, serves one home once, and stops without a trace."""

import os
import signal

import httpx2
import pytest

from tests.cli.commands import answers, ended, listening, numbered, run, started
from tests.documents.books import MESSAGES, workbook


@pytest.fixture
def served(home):
    """A server on a home of its own, and its address."""
    process = started("serve", "--port", "0", AIWEI_HOME=str(home))
    yield process, listening(process)
    if process.poll() is None:
        process.terminate()
        ended(process)


def server_runs(home):
    """Whether the home's PostgreSQL is there."""
    pid = home / "pg" / "postmaster.pid"
    return pid.exists() and os.path.exists(f"/proc/{pid.read_text().splitlines()[0]}")  # noqa: PTH110


def test_one_home_is_served_once_and_everything_else_works_beside_it(home, served, tmp_path):
    process, address = served
    second = run("serve", "--port", "0", AIWEI_HOME=str(home))
    assert (second.code, "Traceback" in second.told) == (1, False)
    assert f"已由另一个 aiwei serve 使用（进程号 {process.pid}，地址 {address}）" in second.told
    file = workbook(tmp_path / "a.xlsx", numbered(600), MESSAGES)
    imported = run("import-cases", str(file), "--json", AIWEI_HOME=str(home))
    assert imported.figures["created"] == 600
    assert httpx2.get(f"{address}/ready").json() == {"ready": True, "recorded": 600, "projected": 600}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_told_and_its_database_with_it(home, served, number):
    process, address = served
    assert server_runs(home)
    os.kill(process.pid, number)
    said = ended(process)
    assert (said.code, "已停止" in said.told, "Traceback" in said.told) == (0, True, False)
    assert not server_runs(home)
    assert not answers(f"{address}/live")


def test_the_database_goes_on_as_long_as_somebody_uses_it_and_the_data_stay(home, served, tmp_path):
    process, _ = served
    file = workbook(tmp_path / "a.xlsx", numbered(2), MESSAGES)
    run("import-cases", str(file), AIWEI_HOME=str(home))
    assert server_runs(home)  # the import left, the server did not
    os.kill(process.pid, signal.SIGTERM)
    ended(process)
    again = run("import-cases", str(file), "--json", AIWEI_HOME=str(home))
    assert again.figures["already-there"] == 2


@pytest.mark.skipif(os.geteuid() != 0, reason="needs two accounts")
def test_a_home_that_the_server_cannot_reach_is_refused_with_what_to_do(tmp_path):
    said = run("doctor", AIWEI_HOME=str(tmp_path / "home"))
    assert (said.code, "Traceback" in said.told) == (1, False)
    assert "进不了" in said.told
    assert "AIWEI_HOME" in said.told


@pytest.mark.skipif(os.geteuid() != 0, reason="needs two accounts")
def test_data_that_belong_to_somebody_else_are_refused_with_what_to_do(home):
    (home / "pg").mkdir(parents=True)
    (home / "pg" / "PG_VERSION").write_text("18\n")
    said = run("doctor", AIWEI_HOME=str(home))
    assert (said.code, "Traceback" in said.told) == (1, False)
    assert f"{home}/pg 属于 root" in said.told
