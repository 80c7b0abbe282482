"""A worker on a thread of its own. One that ends unasked ends the program, with a sentence."""

import os
import signal
import threading
import time
from types import TracebackType
from typing import Protocol, Self

import typer

from aiwei.cli.say import err

JOIN_SECONDS = 10.0
SETTLE_SECONDS = 0.2


class Worker(Protocol):
    """Something that works until it is told to stop."""

    def run(self) -> None: ...
    def stop(self) -> None: ...


class Beside:
    """A worker on a thread of its own, for as long as the context lasts."""

    def __init__(self, worker: Worker, name: str) -> None:
        self._worker = worker
        self._name = name
        self._leaving = False
        self._died = False
        self._entered = threading.Event()
        self._thread = threading.Thread(target=self._work, name=type(worker).__name__, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._entered.set()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leaving = True
        self._worker.stop()
        self._thread.join(timeout=JOIN_SECONDS)
        if self._died:
            raise typer.Exit(1)

    def _work(self) -> None:
        """Without it lists would stand still, or nobody be warned, and nobody would know: better to stop."""
        why = "无故结束"
        try:
            self._worker.run()
        except BaseException as error:  # noqa: BLE001 (whatever it was, the program ends by it)
            why = f"{type(error).__name__}：{error}"
        if not self._leaving:
            self._died = True
            sentence = f"{self._name}停了（{why}），程序随之停止：请重新启动，仍不行请把这句话告诉维护人员"
            err.print(sentence, style="bold red", markup=False)
            self._entered.wait()
            time.sleep(SETTLE_SECONDS)  # until whoever started us is where a Ctrl-C ends it in order
            os.kill(os.getpid(), signal.SIGINT)
