"""Where things lie in a home, and how folders and private files are made without opening anything."""

import os
from pathlib import Path

import platformdirs

from aiwei.store.embedded.problem import EmbeddedProblem

SYSTEM_HOME = Path("/var/lib/aiwei")
"""Root's home; also where a copy of the programs goes when the server's account cannot read the wheel."""


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def default_home() -> Path:
    """``AIWEI_HOME``; else root's is ``/var/lib/aiwei`` (``/root`` is closed to the server's account)."""
    given = os.environ.get("AIWEI_HOME")
    if given:
        return Path(given).expanduser()
    return SYSTEM_HOME if is_root() else Path(platformdirs.user_data_dir("aiwei"))


class Layout:
    """The names inside one home. As root, only ``data`` and ``run`` belong to the server's account."""

    def __init__(self, home: Path) -> None:
        self.home = Path(os.path.abspath(home.expanduser()))  # noqa: PTH100 — resolve() would lose symlinks
        self.data = self.home / "pg"
        self.password = self.home / "pg.password"
        self.first_password = self.home / "pg.password.initdb"
        self.run = self.home / "run"
        self.log = self.home / "pg.log"
        self.users_lock = self.home / "pg.users.lock"
        self.start_lock = self.home / "pg.start.lock"


def nearest_existing(path: Path) -> Path:
    return next(folder for folder in (path, *path.parents) if folder.exists())


def must_be_folder(home: Path) -> None:
    existing = nearest_existing(home)
    if not existing.is_dir():
        raise EmbeddedProblem(f"{existing} 是一个文件，不能存放数据。请把 AIWEI_HOME 设为一个文件夹。")


def make_home(home: Path) -> None:
    """Make the home and what is missing above it; folders that exist keep their mode.

    Ours alone (0700) for an ordinary user; as root 0711, so that the server's account can pass through
    but not look around.
    """
    must_be_folder(home)
    for folder in reversed([folder for folder in (home, *home.parents) if not folder.exists()]):
        make_folder(folder, 0o711 if is_root() else 0o700)


def make_folder(folder: Path, mode: int) -> bool:
    """Make one folder with exactly this mode, whatever the umask; False when it was there already."""
    try:
        folder.mkdir(mode=mode)
    except FileExistsError:
        if not folder.is_dir():
            raise
        return False
    folder.chmod(mode)
    return True


def open_private(path: Path, flags: int) -> int:
    """Open or make a file that only its owner reads; no link is followed.

    The file goes to the owner of its folder: with ``sudo`` in a user's own home, the user can still
    open it afterwards.
    """
    descriptor = os.open(path, flags | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    if is_root():
        owner = path.parent.stat()
        os.fchown(descriptor, owner.st_uid, owner.st_gid)
    return descriptor


def write_private(path: Path, text: str) -> None:
    descriptor = open_private(path, os.O_WRONLY | os.O_TRUNC)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
