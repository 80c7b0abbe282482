"""A home for a bench and the programs that run on it; gone when the bench ends."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from aiwei.settings import Settings


@contextmanager
def home() -> Iterator[Settings]:
    """Settings of an empty home that the embedded server's account can reach. Durable as in production."""
    folder = Path(tempfile.mkdtemp(prefix="aiwei-bench-", dir="/tmp"))
    folder.chmod(0o711)
    try:
        yield Settings(home=folder / "data", database_url=None, port=free_port())
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def program(arguments: list[str], settings: Settings, ready: str) -> Iterator[subprocess.Popen[bytes]]:
    """A Python program as a process of its own, from when it answers at ``ready`` until the context ends."""
    env = {**os.environ, "AIWEI_HOME": str(settings.home), "AIWEI_PORT": str(settings.port)}
    process = subprocess.Popen([sys.executable, *arguments], env=env, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        wait_until(ready)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_until(url: str, seconds: float = 30) -> None:
    give_up = time.monotonic() + seconds
    while True:
        try:
            urlopen(url, timeout=1).close()  # noqa: S310 (loopback)
        except OSError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.05)
        else:
            return
