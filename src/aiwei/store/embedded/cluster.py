"""The database folder: refused when it is not ours to run, made once when it is missing."""

import os
import secrets
import shutil
import tempfile
from pathlib import Path

from aiwei.store.embedded.account import Account, name_of
from aiwei.store.embedded.layout import Layout, write_private
from aiwei.store.embedded.problem import EmbeddedProblem, failed
from aiwei.store.embedded.programs import Programs
from aiwei.store.embedded.settings import STARTING_SIZES, as_options

MAJOR = "18"
SUPERUSER = "aiwei"
_UNFINISHED = "pg.new."


def exists(data: Path, account: Account) -> bool:
    """Whether there is a database that this account may run; anything else but nothing is refused."""
    if not data.exists():
        return False
    _refuse_foreign(data, account)
    if not any(data.iterdir()):
        return False
    marker = data / "PG_VERSION"
    if not marker.exists():
        raise EmbeddedProblem(f"{data} 里有别的文件，不是数据库文件夹。请移走其中的文件，或另设 AIWEI_HOME。")
    found = marker.read_text().strip()
    if found != MAJOR:
        raise EmbeddedProblem(
            f"{data} 是 PostgreSQL {found} 的数据，本程序带的是 {MAJOR}。"
            "请用原来的版本导出备份，再在新的 AIWEI_HOME 中恢复。"
        )
    return True


def read_password(layout: Layout) -> str:
    if not layout.password.exists():
        raise EmbeddedProblem(f"找不到数据库口令文件 {layout.password}。请从备份中把它放回原处。")
    return layout.password.read_text(encoding="utf-8").strip()


def create(layout: Layout, account: Account, programs: Programs, *, durable: bool) -> None:
    """Make it aside and rename it at the end: after a crash half-way there is simply no database yet.

    Aside means a new folder each time: a process of an initdb that was killed may still write in the last.
    """
    write_private(layout.password, secrets.token_urlsafe(32))
    _remove_unfinished(layout.home)
    fresh = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=layout.home))  # 0700
    account.own(fresh)
    try:
        _initdb(layout, fresh, account, programs, durable=durable)
        fresh.rename(layout.data)
    finally:
        _remove_unfinished(layout.home)
    if durable:
        _sync(layout.home)


def _remove_unfinished(home: Path) -> None:
    for left in home.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)


def _refuse_foreign(data: Path, account: Account) -> None:
    if not data.is_dir():
        raise EmbeddedProblem(f"{data} 不是文件夹，不是数据库。请移走它，或另设 AIWEI_HOME。")
    owner = data.stat().st_uid
    if owner == account.uid or (account.other and not any(data.iterdir())):
        return
    if account.other:  # we are root, and so is the folder: copied back from a backup, most likely
        raise EmbeddedProblem(
            f"{data} 属于 root，而 PostgreSQL 不能以 root 运行。请先执行：chown -R {account.name} {data}"
        )
    whose = name_of(owner)
    raise EmbeddedProblem(
        f"{data} 属于用户 {whose}，当前用户是 {account.name}。请用 {whose} 运行，或另设 AIWEI_HOME。"
    )


def _initdb(layout: Layout, fresh: Path, account: Account, programs: Programs, *, durable: bool) -> None:
    """The server's account cannot read our password file, so it gets one of its own for this moment."""
    layout.first_password.unlink(missing_ok=True)
    write_private(layout.first_password, read_password(layout))
    account.own(layout.first_password)
    try:
        done = programs.run("initdb", *_options(layout, fresh, durable=durable))
    finally:
        layout.first_password.unlink(missing_ok=True)
    if done.returncode != 0:
        raise failed(f"无法在 {layout.home} 建立数据库", done.stderr or done.stdout)


def _options(layout: Layout, fresh: Path, *, durable: bool) -> list[str]:
    """The built-in C.UTF-8 sorts alike on every system; LC_CTYPE too, or pg_trgm would not see Chinese."""
    return [
        f"--pgdata={fresh}",
        f"--username={SUPERUSER}",
        f"--pwfile={layout.first_password}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C.UTF-8",
        "--data-checksums",
        "--no-instructions",
        *([] if durable else ["--no-sync"]),
        *as_options(STARTING_SIZES),
    ]


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
