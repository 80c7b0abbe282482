"""API, projector and sentinel as processes of their own over one database, as docker-compose.yml has it."""

import os
import signal

import httpx2
import pytest

from tests.cli.commands import ended, listening, started, until
from tests.documents.books import message
from tests.furnished import furnish, token_of
from tests.story import complaint


@pytest.fixture
def office(aiwei):
    furnish(aiwei.conninfo, aiwei.folder / "home")
    return aiwei


def part(office, *words):
    home = str(office.folder / "home")
    return started("serve", "--only", *words, AIWEI_DATABASE_URL=office.conninfo, AIWEI_HOME=home)


def worker(office, name):
    """A part without an address, once it says that it works."""
    process = part(office, name)
    assert process.stdout.readline() == f"{name} 已启动，按 Ctrl-C 停止\n"
    return process


def stop(*processes):
    """Told to stop, they end in order."""
    for process in processes:
        os.kill(process.pid, signal.SIGTERM)
    said = [ended(process) for process in processes]
    assert [(s.code, "Traceback" in s.told) for s in said] == [(0, False)] * len(processes), said


def test_what_the_one_records_the_other_shows(office):
    office.do("UPDATE sessions SET expires_at = '2100-01-01'")
    api, projector = part(office, "api", "--port", "0"), worker(office, "projector")
    signed = {"Authorization": f"Bearer {token_of('clerk')}"}
    with httpx2.Client(base_url=listening(api), headers=signed, timeout=30) as client:
        done = client.post("/api/v1/cases", json=complaint())
        assert done.status_code == 201
        until(lambda: client.get("/ready").json()["projected"] == done.json()["position"])
        seen = client.get("/api/v1/cases", headers={"X-Position-At-Least": str(done.json()["position"])})
    assert [item["number"] for item in seen.json()["items"]] == [done.json()["number"]]
    stop(api, projector)


def test_a_projector_alone_catches_up_with_what_was_recorded_before(office):
    office.imports(office.messages(message()))
    office.do("DELETE FROM read.cases; DELETE FROM aiwei_tracking WHERE application_name = 'cases'")
    projector = worker(office, "projector")
    until(lambda: office.ask("SELECT count(*) FROM read.cases") == [(1,)])
    stop(projector)


def test_the_sentinel_ends_log_ins_whose_time_is_over(office):
    office.do("UPDATE sessions SET expires_at = '2020-01-01' WHERE login = 'clerk'")
    sentinel = worker(office, "sentinel")
    until(lambda: office.ask("SELECT count(*) FROM sessions WHERE login = 'clerk'") == [(0,)])
    stop(sentinel)
