"""Changes come in crowds: they are gathered for a moment, and left until the screen is looked at again."""

from collections.abc import Awaitable, Callable, Iterable

from textual.screen import Screen

from aiwei.tui.client.trouble import Trouble

GATHER_SECONDS = 0.5
MOST_SINGLE = 20


class Refresher:
    """Calls ``freshen`` with the ids that changed, at most once a gathering. With very many changes the ids
    are left out: reading the list anew is cheaper.
    """

    def __init__(self, screen: Screen[None], freshen: Callable[[Iterable[str]], Awaitable[None]]) -> None:
        self._screen = screen
        self._freshen = freshen
        self._changed: set[str] = set()
        self._gathering = False

    def changed(self, case_id: str) -> None:
        self._changed.add(case_id)
        if not self._gathering and self._screen.is_current:
            self._gathering = True
            self._screen.set_timer(GATHER_SECONDS, self._run)

    def resume(self) -> None:
        """The screen is looked at again."""
        if self._changed and not self._gathering:
            self._gathering = True
            self._screen.call_later(self._run)

    async def _run(self) -> None:
        changed, self._changed = self._changed, set()
        self._screen.run_worker(self._work(changed if len(changed) <= MOST_SINGLE else ()), group="freshen")

    async def _work(self, changed: Iterable[str]) -> None:
        try:
            await self._freshen(changed)
        except Trouble:
            pass  # the next change, or the reader's own F5, tries again
        finally:
            self._gathering = False
