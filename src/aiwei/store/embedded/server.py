"""The embedded server as its users see it: start it or join it, and leave it; the last to leave stops it."""

import atexit
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from aiwei.store.embedded import cluster, database, postmaster
from aiwei.store.embedded.account import server_account
from aiwei.store.embedded.address import choose_address
from aiwei.store.embedded.layout import Layout, make_home, must_be_folder
from aiwei.store.embedded.locks import FileLock
from aiwei.store.embedded.postmaster import Postmaster
from aiwei.store.embedded.problem import EmbeddedProblem, StillStarting, explained
from aiwei.store.embedded.programs import Programs
from aiwei.store.embedded.settings import promised

_WAIT_SECONDS = 120.0  # for another process that starts (initdb, recovery) or stops the server


def _silent(_: str) -> None:
    pass


class EmbeddedPostgres:
    """One user of a home's server. Every process, and every instance in it, holds a share of the users lock.

    Starts and stops are serialized by the start lock, so whoever can turn their share into an exclusive
    hold while stopping is the last user.
    """

    def __init__(self, home: Path, *, durable: bool = True, note: Callable[[str], None] = _silent) -> None:
        self._layout = Layout(home)
        self._durable = durable
        self._note = note
        self._conninfo = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._pid = 0

    def start(self) -> str:
        """Start or join the server; returns a libpq conninfo with the password in it (keep it out of logs).

        Raises EmbeddedProblem.
        """
        if self._conninfo:
            return self._conninfo
        try:
            self._enter()
        except OSError as error:
            raise explained(error, self._layout.home) from error
        self._pid = os.getpid()
        atexit.register(self.stop)
        return self._conninfo

    def stop(self) -> None:
        """Leave; the last one stops the server. Harmless when not started, and in a forked child."""
        if not self._conninfo or self._pid != os.getpid():
            return
        self._conninfo = ""
        atexit.unregister(self.stop)
        try:
            with self._starting.exclusive(_WAIT_SECONDS, self._say_waiting):
                self._leave()
        finally:
            self._users.close()
            self._starting.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _enter(self) -> None:
        layout = self._layout
        must_be_folder(layout.home)
        self._account = server_account(layout)
        self._account.must_enter(layout.home)
        make_home(layout.home)
        self._programs = Programs(self._account)
        self._starting = FileLock(layout.start_lock)
        self._users = FileLock(layout.users_lock)
        try:
            with self._starting.exclusive(_WAIT_SECONDS, self._say_waiting):
                self._users.share()
                self._conninfo = self._connected()
        except BaseException:
            self._users.close()
            self._starting.close()
            raise

    def _connected(self) -> str:
        """Whatever goes wrong on the way, no server is left behind, but one that is still recovering."""
        password = self._password_of_cluster()
        try:
            found = self._running(password) or self._launched()
            return database.prepared(database.login(found.address, password))
        except StillStarting:
            raise
        except BaseException:
            self._leave()
            raise

    def _password_of_cluster(self) -> str:
        if not cluster.exists(self._layout.data, self._account):
            self._note("第一次运行，正在建立数据库…")
            cluster.create(self._layout, self._account, self._programs, durable=self._durable)
        return cluster.read_password(self._layout)

    def _running(self, password: str) -> Postmaster | None:
        """The server to join; one without durability (a test's) is stopped first, or refused if in use."""
        found = postmaster.running(self._layout)
        if found is None or not self._durable or database.is_durable(database.login(found.address, password)):
            return found
        self._refuse_unless_alone()
        self._halt()
        return None

    def _launched(self) -> Postmaster:
        self._note("正在启动数据库…")
        address = choose_address(self._layout.run, self._account)
        settings = promised(durable=self._durable) | address.settings()
        found, self._process = postmaster.launch(self._layout, self._programs, settings)
        return found

    def _refuse_unless_alone(self) -> None:
        alone = self._users.try_exclusive()
        self._users.share()
        if not alone:
            raise EmbeddedProblem(
                f"{self._layout.home} 的数据库正以测试方式（断电可能丢数据）运行。请先结束正在使用它的程序。"
            )

    def _leave(self) -> None:
        if self._users.try_exclusive():
            self._halt()

    def _halt(self) -> None:
        trouble = postmaster.halt(self._layout, self._programs, self._process)
        if trouble:
            self._note(f"数据库没有正常停止：{trouble}")

    def _say_waiting(self) -> None:
        self._note("另一个进程正在启动或停止数据库，请稍候…")
