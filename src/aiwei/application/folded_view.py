"""A stream as decisions see it: folded once, then kept up with what was recorded since."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from aiwei.store.book import Book
from aiwei.store.envelope import Recorded

FRESH_SECONDS = 1.0
S = TypeVar("S")


class FoldedView(Generic[S]):
    """What a stream of the book comes to. At most a second old, so that no command pays for a reload."""

    def __init__(self, book: Book, stream: str, initial: S, step: Callable[[S, Recorded], S]) -> None:
        self._book = book
        self._stream = stream
        self._step = step
        self._lock = Lock()
        self._at = (initial, 0)
        self._checked = float("-inf")

    def now(self, *, fresh: bool = False) -> S:
        """The state; ``fresh`` looks for new facts even within the second."""
        return self.fresh()[0] if fresh or self.is_stale else self._at[0]

    def fresh(self) -> tuple[S, int]:
        """The state with all that is recorded by now, and the version of the stream that it stands on."""
        with self._lock:
            state, version = self._at
            for recorded in self._book.load_after(self._stream, version):
                state, version = self._step(state, recorded), recorded.version
            self._at = (state, version)
            self._checked = time.monotonic()
        return state, version

    @property
    def is_stale(self) -> bool:
        """Whether ``now`` would ask the database."""
        return time.monotonic() - self._checked >= FRESH_SECONDS

    @property
    def version(self) -> int:
        """How many events the state stands on."""
        return self._at[1]
