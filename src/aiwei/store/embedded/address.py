"""Where the server listens: a Unix socket in a closed folder, or loopback where no socket is possible."""

import os
import socket
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiwei.store.embedded.account import Account
from aiwei.store.embedded.layout import make_folder

_PORT = 5432  # names the socket only; nothing listens on the network
_TEMPORARY = "aiwei-pg-"
_LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Address:
    host: str
    port: int

    @property
    def is_socket(self) -> bool:
        return self.host.startswith("/")

    def settings(self) -> dict[str, str]:
        listen, folder = ("", self.host) if self.is_socket else (self.host, "")
        return {"listen_addresses": listen, "unix_socket_directories": folder, "port": str(self.port)}

    def conninfo(self) -> dict[str, Any]:
        """On loopback another program may sit on our old port: it must not get the password in the clear."""
        proof = {} if self.is_socket else {"require_auth": "scram-sha-256"}
        return {"host": self.host, "port": self.port, **proof}

    def answers(self) -> bool:
        """Whether something listens there now; who it is shows when we log in."""
        with socket.socket(socket.AF_UNIX if self.is_socket else socket.AF_INET) as probe:
            probe.settimeout(2)
            at = f"{self.host}/.s.PGSQL.{self.port}" if self.is_socket else (self.host, self.port)
            return probe.connect_ex(at) == 0

    def clear(self, run: Path) -> None:
        """Take away what a dead server left: its socket, the socket's own pid file, a temporary folder.

        Only in folders of our making: copied data may name the folder of another living server.
        """
        folder = Path(self.host)
        temporary = folder.name.startswith(_TEMPORARY)
        if temporary or folder == run:
            with suppress(OSError):
                for left in folder.glob(".s.PGSQL.*"):
                    left.unlink()
        if temporary:
            with suppress(OSError):
                folder.rmdir()


def choose_address(run: Path, account: Account) -> Address:
    """The home's ``run`` folder; else a closed one under ``/tmp`` (PostgreSQL notes it in postmaster.pid)."""
    if make_folder(run, 0o700):
        account.own(run)
    if _suits(run, account):
        return Address(str(run), _PORT)
    short = Path(tempfile.mkdtemp(prefix=_TEMPORARY, dir="/tmp"))
    account.own(short)
    if _suits(short, account):
        return Address(str(short), _PORT)
    short.rmdir()
    return Address(_LOOPBACK, _free_port())


def _suits(folder: Path, account: Account) -> bool:
    """Whether a socket of PostgreSQL's name fits here: too long a path, or a disk without sockets, does not.

    A comma or a quote would end the name within a setting or a connection string.
    """
    found = folder.stat()
    closed = found.st_uid == account.uid and not found.st_mode & 0o077
    return closed and not set(str(folder)) & set(",\"'\\") and _holds_socket(folder)


def _holds_socket(folder: Path) -> bool:
    trial = folder / ".s.PGSQL.test"  # as long as .s.PGSQL.5432
    trial.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.bind(os.fspath(trial))
        except OSError:
            return False
    trial.unlink()
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_LOOPBACK, 0))
        return int(probe.getsockname()[1])
