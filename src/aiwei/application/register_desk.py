"""The register as decisions see it: folded once, then kept up with what was recorded since."""

import time
from threading import Lock

from aiwei.domain.register.state import Register, fold
from aiwei.store.book import Book

STREAM = "register"
FRESH_SECONDS = 1.0


class RegisterView:
    """The register of the book. At most a second old, so that no command pays for a reload."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._lock = Lock()
        self._register = Register()
        self._version = 0
        self._checked = float("-inf")

    def now(self, *, fresh: bool = False) -> Register:
        """The register; ``fresh`` looks for new facts even within the second."""
        if not fresh and not self.is_stale:
            return self._register
        with self._lock:
            recorded = self._book.load_after(STREAM, self._version)
            if recorded:
                self._register = fold((r.event for r in recorded), self._register)
                self._version = recorded[-1].version
            self._checked = time.monotonic()
        return self._register

    @property
    def is_stale(self) -> bool:
        """Whether ``now`` would ask the database."""
        return time.monotonic() - self._checked >= FRESH_SECONDS

    @property
    def version(self) -> int:
        return self._version
