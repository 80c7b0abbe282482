"""The server's main process: reading its pid file, starting it, waiting for it, stopping it."""

import os
import signal
import subprocess
import threading
import time
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from aiwei.store.embedded.address import Address
from aiwei.store.embedded.layout import Layout, open_private
from aiwei.store.embedded.problem import StillStarting, failed, last_lines
from aiwei.store.embedded.programs import Programs
from aiwei.store.embedded.settings import as_options

Process = subprocess.Popen[bytes]

START_SECONDS = 30.0
_LOG_LIMIT = 10 * 1024 * 1024
_LINES = 8  # pid, data, start time, port, socket folder, listen address, shared memory, status


@dataclass(frozen=True)
class Postmaster:
    """What ``postmaster.pid`` says; PostgreSQL fills the file line by line while it starts.

    An empty one, as a power cut can leave it, reads as pid 0, which is never alive.
    """

    pid: int
    address: Address
    ready: bool

    @classmethod
    def read(cls, data: Path) -> "Postmaster | None":
        try:
            lines = (
                (data / "postmaster.pid").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
            )
        except FileNotFoundError:
            return None
        lines += [""] * (_LINES - len(lines))
        pid, port = (int(lines[at]) if lines[at].strip().lstrip("-").isdecimal() else 0 for at in (0, 3))
        return cls(abs(pid), Address(lines[4] or lines[5], port), ready=lines[7].strip() == "ready")

    @property
    def alive(self) -> bool:
        """Whether this pid is a running PostgreSQL: after a power cut another program may have the number.

        A zombie is not alive. Without ``/proc`` the bare number decides, as it does for PostgreSQL.
        """
        if not self._number_taken():
            return False
        with suppress(OSError):
            _, _, rest = Path(f"/proc/{self.pid}/stat").read_text(errors="replace").partition("(")
            name, _, state = rest.rpartition(")")
            return name == "postgres" and state.split()[0] not in {"Z", "X"}
        return True

    def clear_stale(self, layout: Layout) -> None:
        """Tidy up after a dead server: its socket, and a pid file that would mislead.

        PostgreSQL deals with a number that nobody has, but refuses when another program or a zombie has it.
        Removing the file is safe: our start lock is held, and PostgreSQL still refuses while any process
        uses the old server's memory.
        """
        self.address.clear(layout.run)
        if not self.pid or self._number_taken():
            (layout.data / "postmaster.pid").unlink(missing_ok=True)

    def _number_taken(self) -> bool:
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return self.pid > 0


def running(layout: Layout) -> Postmaster | None:
    """The server of an earlier start that answers, waiting while it starts or stops; None when there is none.

    An answering socket counts without a visible process: the server may live in another container.
    """
    deadline = time.monotonic() + START_SECONDS
    while found := Postmaster.read(layout.data):
        if found.ready and (found.alive or found.address.is_socket) and found.address.answers():
            return found
        if not found.alive:
            found.clear_stale(layout)
            return None
        if time.monotonic() > deadline:
            raise still_starting(layout)
        time.sleep(0.02)
    return None


def launch(layout: Layout, programs: Programs, settings: dict[str, str]) -> tuple[Postmaster, Process]:
    """Start the server and wait until it takes connections.

    Backends of a killed server hold its memory for a moment longer; then PostgreSQL must be asked again.
    """
    deadline = time.monotonic() + START_SECONDS
    while True:
        _rotate(layout.log)
        begun = layout.log.stat().st_size if layout.log.exists() else 0
        spawned: Future[Process] = Future()
        try:
            _spawn(layout, programs, settings, spawned)
            if found := _until_ready(layout, spawned.result(), deadline):
                return found, spawned.result()
        except KeyboardInterrupt:
            _abandon(spawned)
            raise
        output = layout.log.read_bytes()[begun:].decode(errors="replace")
        if "is still in use" not in output or time.monotonic() > deadline:
            raise failed(f"数据库没有启动（{layout.data}）", output)
        time.sleep(0.2)


def _until_ready(layout: Layout, process: Process, deadline: float) -> Postmaster | None:
    """None when the process ended instead."""
    while process.poll() is None:
        found = Postmaster.read(layout.data)
        if found and found.pid == process.pid and found.ready:
            return found
        if time.monotonic() > deadline:
            raise still_starting(layout)
        time.sleep(0.01)
    return None


def halt(layout: Layout, programs: Programs, process: Process | None) -> str:
    """Stop the server cleanly; returns what went wrong, or nothing.

    When the folder was removed under a server that we started, there is nothing left to write to: end it.
    """
    found = Postmaster.read(layout.data)
    if found is None or not found.alive:
        if process and process.poll() is None:
            process.send_signal(signal.SIGQUIT)
        return ""
    done = programs.run("pg_ctl", "stop", f"--pgdata={layout.data}", "--mode=fast", "--wait", "--timeout=60")
    if done.returncode == 0:
        found.address.clear(layout.run)
    return (done.stderr + done.stdout).strip() if done.returncode else ""


def still_starting(layout: Layout) -> StillStarting:
    """The server is not killed: a long recovery would then begin anew each time and never end."""
    output = layout.log.read_text(encoding="utf-8", errors="replace") if layout.log.exists() else ""
    return StillStarting(
        f"数据库（{layout.data}）在 {START_SECONDS:.0f} 秒内没有就绪。它可能正在恢复数据，会在后台继续，"
        f"请过一会儿再试。\n{last_lines(output)}"
    )


def _spawn(layout: Layout, programs: Programs, settings: dict[str, str], spawned: Future[Process]) -> None:
    """Start the process from a thread of its own, which then waits to reap it.

    Ctrl-C interrupts the main thread only, so it cannot come between the fork and our knowing the pid
    (3 of 60 tries left a server behind). And as our zombie an ended server would look alive to PostgreSQL.
    """

    def spawn_and_reap() -> None:
        try:
            with os.fdopen(open_private(layout.log, os.O_WRONLY | os.O_APPEND), "ab") as log:
                arguments = ["-D", str(layout.data), *as_options(settings)]
                process = programs.spawn("postgres", *arguments, output=log.fileno())
        except BaseException as error:  # noqa: BLE001 — handed to the thread that waits
            spawned.set_exception(error)
            return
        spawned.set_result(process)
        process.wait()

    threading.Thread(target=spawn_and_reap, name="aiwei-postgres-reaper", daemon=True).start()


def _abandon(spawned: Future[Process]) -> None:
    """End a server that was interrupted while it started: nobody else uses it yet."""
    with suppress(TimeoutError):  # the thread was not even started
        process = spawned.result(timeout=5)
        process.send_signal(signal.SIGINT)
        process.wait()


def _rotate(log: Path) -> None:
    if log.exists() and log.stat().st_size > _LOG_LIMIT:
        log.replace(log.with_suffix(".log.1"))
