"""Locks on files by ``flock``: they vanish with their process, so ``kill -9`` leaves no wrong count."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

from aiwei.store.embedded.layout import open_private
from aiwei.store.embedded.problem import EmbeddedProblem


class FileLock:
    """One open handle on a lock file. Two handles exclude each other even within one process."""

    def __init__(self, path: Path) -> None:
        if sys.platform == "win32":
            raise EmbeddedProblem("Windows 上不支持自带的数据库。请用 AIWEI_DATABASE_URL 指定 PostgreSQL。")
        self.path = path
        self.descriptor = open_private(path, os.O_RDWR)

    def share(self) -> None:
        """Hold it together with others; waits for an exclusive holder. Turns an exclusive hold into this."""
        fcntl.flock(self.descriptor, fcntl.LOCK_SH)

    def try_exclusive(self) -> bool:
        """Hold it alone if nobody else holds it.

        On False a shared hold may be gone: ``flock`` lets go of the old lock before it asks for the new.
        """
        try:
            fcntl.flock(self.descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        fcntl.flock(self.descriptor, fcntl.LOCK_UN)  # a forked child may hold a copy of the handle
        os.close(self.descriptor)

    @contextmanager
    def exclusive(self, seconds: float, waiting: Callable[[], None]) -> Iterator[None]:
        """Hold it alone for a while; ``waiting`` is called once when another holder keeps us waiting."""
        deadline = time.monotonic() + seconds
        if not self.try_exclusive():
            waiting()
            while not self.try_exclusive():
                if time.monotonic() > deadline:
                    raise EmbeddedProblem(
                        f"另一个进程一直占用着 {self.path}。请确认它是否卡住，结束它后再试。"
                    )
                time.sleep(0.05)
        try:
            yield
        finally:
            fcntl.flock(self.descriptor, fcntl.LOCK_UN)
