"""One ``serve`` for one home: the second is told where the first listens."""

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from aiwei.store.embedded.layout import Layout, make_home
from aiwei.store.embedded.locks import FileLock
from aiwei.store.embedded.problem import EmbeddedProblem, explained


class ServeLock:
    """Held while serving a home. Only the lock on the file counts, so a killed process frees it."""

    def __init__(self, home: Path, where: str) -> None:
        self._home = Layout(home).home
        self._where = where
        self._lock: FileLock | None = None

    def __enter__(self) -> Self:
        try:
            make_home(self._home)
            self._lock = self._take()
        except OSError as error:
            raise explained(error, self._home) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._lock:
            self._lock.close()
            self._lock = None

    def _take(self) -> FileLock:
        lock = FileLock(self._home / "serve.lock")
        if not lock.try_exclusive():
            pid, _, where = os.pread(lock.descriptor, 4096, 0).decode(errors="replace").partition("\n")
            lock.close()
            raise EmbeddedProblem(
                f"{self._home} 的数据已由另一个 aiwei serve 使用（进程号 {pid}，地址 {where}）。"
                "请直接使用它，或先结束它再启动。"
            )
        os.ftruncate(lock.descriptor, 0)
        os.pwrite(lock.descriptor, f"{os.getpid()}\n{self._where}".encode(), 0)
        return lock
