"""The sentinel as a process, alone or twice; what doctor says of it; and a worker that dies."""

import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest

from aiwei.application.desk import Caller
from aiwei.application.house import House
from aiwei.application.intake import Intake
from aiwei.cli.beside import Beside
from aiwei.domain.office import Via
from aiwei.projections.cases import Cases
from aiwei.projections.projector import Projector
from tests.cli.commands import STARTED, ended, started, until
from tests.furnished import MONDAY, furnish, settings
from tests.story import complaint

OLD = 40
TOLD = "SELECT count(*) FROM aiwei_events WHERE topic = 'notice-sent'"
BEATS = "SELECT at FROM aiwei_heartbeats WHERE name = 'sentinel'"


@pytest.fixture
def office(aiwei):
    """An office with complaints of last September that nobody accepted."""
    home = aiwei.folder / "home"
    furnish(aiwei.conninfo, home)
    with House(aiwei.conninfo, settings(home), clock=lambda: MONDAY) as house:
        for _ in range(OLD):
            house.desk.register_case(Intake.model_validate(complaint()), Caller("p-wumingming", Via.TUI))
        Projector(house.book, Cases(house.book)).catch_up()
    return aiwei


def serve(office, *words):
    home = str(office.folder / "home")
    return started("serve", *words, AIWEI_DATABASE_URL=office.conninfo, AIWEI_HOME=home)


def python(program, *words, **environment):
    """A program of a few lines as a process of its own."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("AIWEI_")}
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", program, *words],
        env=ours | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    STARTED.append(process)
    return process


def alone(office):
    process = serve(office, "--only", "sentinel")
    assert process.stdout.readline() == "sentinel 已启动，按 Ctrl-C 停止\n"
    return process


def stop(process):
    os.kill(process.pid, signal.SIGTERM)
    said = ended(process)
    assert (said.code, "Traceback" in said.told) == (0, False), said
    return said


def told(office):
    return office.ask(TOLD)[0][0]


def test_two_sentinels_of_which_one_is_killed_tell_each_once(office):
    first, second = alone(office), alone(office)
    until(lambda: told(office) > 0)
    first.kill()
    ended(first)
    until(lambda: told(office) == OLD)
    third = alone(office)
    beat = office.ask(BEATS)
    until(lambda: office.ask(BEATS) != beat)
    stop(second)
    stop(third)
    distinct = "SELECT count(DISTINCT originator_id) FROM aiwei_events WHERE topic = 'notice-sent'"
    assert (told(office), office.ask(distinct)) == (OLD, [(OLD,)])


def test_everything_in_one_process_tells_and_shows_it_to_the_office(office):
    process = serve(office, "--port", "0")
    assert process.stdout.readline().startswith("爱卫已启动：")
    until(lambda: office.ask("SELECT count(*) FROM read.notices WHERE unit = ''") == [(OLD,)])
    stop(process)


def advice(said):
    return [line for line in said.out.splitlines() if line.startswith("✗ 值守")]


def looked(office, ago):
    at = (datetime.now(UTC) - ago).isoformat()
    office.do(f"INSERT INTO aiwei_heartbeats VALUES ('sentinel', '{at}')")  # noqa: S608 (our own words)


def test_doctor_says_that_nobody_ever_looked(office):
    said = office("doctor")
    assert (said.code, advice(said)) == (1, ["✗ 值守：还没有查看过时限"])
    assert "请启动 aiwei serve" in said.told


def test_doctor_says_when_the_sentinel_last_looked(office):
    looked(office, timedelta(minutes=4))
    assert (advice(office("doctor")), office("doctor").code) == ([], 0)
    assert "✓ 值守：上次查看时限 20" in office("doctor").out


@pytest.mark.parametrize("ago", [timedelta(minutes=6), timedelta(days=9), timedelta(hours=-2)])
def test_doctor_warns_when_the_sentinel_has_not_looked_lately(office, ago):
    looked(office, ago)
    assert advice(office("doctor"))[0].startswith("✗ 值守：上次查看时限 20")


def test_where_no_case_is_open_nobody_has_to_look(aiwei):
    assert advice(aiwei("doctor")) == []


BESIDE = """
import sys, time
from aiwei.cli.beside import Beside
class Dies:
    def run(self):
        exec(sys.argv[1])
    def stop(self):
        pass
with Beside(Dies(), "投影"):
    time.sleep(60)
"""


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("pass", "无故结束"),
        ("raise ValueError('坏了')", "ValueError：坏了"),
        ("sys.exit(3)", "SystemExit：3"),
    ],
)
def test_a_worker_that_ends_unasked_ends_the_program_with_a_sentence(end, told):
    said = ended(python(BESIDE, end))
    assert said.code == 1
    assert f"投影停了（{told}），程序随之停止" in said.told


class Sleeps:
    """A worker that ends when it is told to."""

    def __init__(self):
        self._told = threading.Event()

    def run(self):
        self._told.wait()

    def stop(self):
        self._told.set()


def test_a_worker_that_was_told_to_stop_ends_nothing():
    with Beside(Sleeps(), "投影"):
        pass
    with pytest.raises(ZeroDivisionError), Beside(Sleeps(), "投影"):
        raise ZeroDivisionError


DYING = """
import sys
from aiwei.application.sentinel.sentinel import Sentinel
from aiwei.cli.main import main
def die(self):
    raise SystemExit("没有内存")
Sentinel.work = die
sys.argv = ["aiwei", "serve", *sys.argv[1:]]
main()
"""


@pytest.mark.parametrize("words", [("--port", "0"), ("--only", "sentinel")])
def test_a_server_whose_sentinel_died_stops_and_says_so(office, words):
    home = str(office.folder / "home")
    process = python(DYING, *words, AIWEI_DATABASE_URL=office.conninfo, AIWEI_HOME=home)
    said = ended(process)
    assert (said.code, "Traceback" in said.told) == (1, False), said
    assert "值守停了（SystemExit：没有内存），程序随之停止" in said.told
