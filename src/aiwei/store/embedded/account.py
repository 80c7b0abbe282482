"""Which account runs the server: PostgreSQL refuses root, and we make no account and open no folder."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if sys.platform != "win32":
    import pwd

from aiwei.store.embedded.layout import Layout, is_root, nearest_existing
from aiwei.store.embedded.problem import EmbeddedProblem

_CANDIDATES = ("aiwei", "postgres", "nobody")
"""Best first: an account made for us, one made for databases, then the one that every system has."""

_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""Nothing else of our environment: it may hold keys, and PG* or LC_* would change what the programs do."""


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int
    name: str
    other: bool
    """Whether it is not the account that we run as."""

    def becoming(self) -> dict[str, Any]:
        """What ``subprocess`` needs to start a program as this account, without our groups and secrets."""
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        place: dict[str, Any] = {"cwd": "/", "env": environment}
        return place | ({"user": self.uid, "group": self.gid, "extra_groups": []} if self.other else {})

    def own(self, path: Path) -> None:
        if self.other:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def passes(self, test: str, path: Path) -> bool:
        """Try it for real, as the account: mode bits alone would miss ACLs and other guards."""
        if not self.other:
            return True
        command = ["/bin/sh", "-c", test, "sh", str(path)]
        try:
            done = subprocess.run(command, check=False, capture_output=True, **self.becoming())  # noqa: S603
        except OSError as error:
            raise EmbeddedProblem(
                f"无法以账户 {self.name} 启动程序（{error.strerror}）。请改用普通用户运行。"
            ) from error
        return done.returncode == 0

    def must_enter(self, path: Path) -> None:
        """Refuse a home that the account cannot reach; the folder that stops it is named."""
        existing = nearest_existing(path)
        if self.passes('cd -- "$1"', existing):
            return
        closed = next(
            at for at in (*reversed(existing.parents), existing) if not self.passes('cd -- "$1"', at)
        )
        raise EmbeddedProblem(
            f"以 root 运行时数据库由账户 {self.name} 运行，而它进不了 {closed}。请把 AIWEI_HOME 设为"
            " /var/lib/ 下的新文件夹，或改用普通用户运行（aiwei 不会更改已有文件夹的权限）。"
        )


def server_account(layout: Layout) -> Account:
    """Ourselves; as root the owner of the data, else of the home, else the first candidate that exists."""
    if not is_root():
        return Account(os.geteuid(), os.getegid(), name_of(os.geteuid()), other=False)
    if (owner := _owner(layout.data)) is not None:
        return owner
    owner = _owner(layout.home)
    if owner is not None and _known(owner.uid):  # initdb asks for an entry in the list of users
        return owner
    for name in _CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_uid, entry.pw_gid, name, other=True)
    raise EmbeddedProblem(
        "PostgreSQL 不能以 root 运行，而系统里没有 postgres 或 nobody 账户。请改用普通用户运行。"
    )


def name_of(uid: int) -> str:
    entry = _known(uid)
    return entry.pw_name if entry else f"uid {uid}"


def _known(uid: int) -> "pwd.struct_passwd | None":
    try:
        return pwd.getpwuid(uid)
    except KeyError:
        return None


def _owner(path: Path) -> Account | None:
    if not path.exists():
        return None
    found = path.stat()
    entry = _known(found.st_uid)
    group = entry.pw_gid if entry else found.st_gid
    return Account(found.st_uid, group, name_of(found.st_uid), other=True) if found.st_uid else None
