"""A person before the screen: what they press, and what they see."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx2
from anyio import to_thread
from rich.style import Style
from textual import events
from textual.pilot import Pilot

from aiwei.api.app import create_app
from aiwei.tui.app import AiweiApp
from aiwei.tui.client.following import Line, News
from aiwei.tui.client.server import Server
from aiwei.tui.signed_in import SignedIn
from aiwei.tui.widgets.action_list import KEYS, ActionList
from aiwei.tui.words import read_words
from tests.furnished import PASSWORD, Town, token_of

PATIENCE_SECONDS = 5.0
LOOK_SECONDS = 0.05
ROUNDS = 3
WIDE, SMALL = (120, 40), (80, 24)


class BreakableLine(httpx2.AsyncBaseTransport):
    """The API without a network, and a projector that is never behind. With ``lose_answers`` what is asked
    is done, and the answer gets lost.
    """

    def __init__(self, town: Town) -> None:
        self._town = town
        self._inner = httpx2.ASGITransport(create_app(town.house))
        self.down = False
        self.lose_answers = False

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        if self.down:
            raise httpx2.ConnectError("no line")
        answer = await self._inner.handle_async_request(request)
        if request.method == "POST":
            await to_thread.run_sync(self._town.catch_up)
        if self.lose_answers and request.method == "POST":
            raise httpx2.ReadError("the line broke")
        return answer


@dataclass
class Sitting:
    app: AiweiApp
    pilot: Pilot[None]
    line: BreakableLine
    news: asyncio.Queue[News] = field(default_factory=asyncio.Queue)

    async def press(self, *keys: str) -> None:
        """One key after the other, each when the one before has done its work.

        Not by the pilot's own ``press``: it waits until the whole process is idle, and threads of the server
        live in it too.
        """
        for key in keys:
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))
            await self.settled()

    async def can_type(self) -> None:
        await self.until(lambda: self.app.screen.focused is not None, "could type")

    async def settled(self) -> None:
        """What is on its way has arrived, and what that led to."""
        for _ in range(ROUNDS):
            arrived = asyncio.Event()
            self.app.call_later(arrived.set)
            await arrived.wait()
            await self.pilot._wait_for_screen()

    async def types(self, text: str) -> None:
        """All at once, as an input method hands over a phrase."""
        await self.can_type()
        assert self.app.screen.focused is not None
        # by way of the app, as from a terminal: else a text area gets it twice
        self.app.post_message(events.Paste(text))
        await self.settled()

    async def finds(self, word: str) -> None:
        """One case by these words, and opens it."""
        await self.press("slash", "ctrl+a", "ctrl+k")
        await self.types(word)
        await self.press("enter")
        await self.sees(f"含「{word}」", " 1 件")
        await self.press("enter")
        await self.sees("现在可办")

    async def chooses(self, label: str) -> None:
        """An action of the case on screen, by its number, or in the list where it has none."""
        listed = self.app.screen.query_one(ActionList)
        await self.until(lambda: label in [a.label for a in listed._actions], f"could do {label}")
        number = [action.label for action in listed._actions].index(label) + 1
        await self.press(*([str(number)] if number <= KEYS else ["a", *["down"] * (number - 1), "enter"]))
        await self.sees(f"{label} ·", "提交（Ctrl+S）")
        await self.can_type()

    @property
    def screen(self) -> str:
        """Every character on screen."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)

    async def sees(self, *words: str) -> None:
        """Sooner or later all of these stand on screen together."""
        squeezed = ["".join(word.split()) for word in words]
        await self.until(lambda: _all_in(squeezed, self._squeezed), f"sees {words}")

    @property
    def _squeezed(self) -> str:
        """The screen without its spaces: a word may go over the end of a line."""
        return "".join(self.screen.split())

    async def sees_no_more(self, *words: str) -> None:
        await self.until(lambda: not any(word in self.screen for word in words), f"sees no more {words}")

    async def until(self, true, what: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while not true():  # noqa: ASYNC110 (a screen tells nobody)
                    await asyncio.sleep(LOOK_SECONDS)
        except TimeoutError:
            raise AssertionError(f"never {what} on:\n{self.screen}") from None

    def style_of(self, word: str) -> Style:
        """How the first piece of the screen with this word looks."""
        for strip in self.app.screen._compositor.render_strips():
            for segment in strip:
                if word in segment.text and segment.style is not None:
                    return segment.style
        raise AssertionError(f"{word} is not on:\n{self.screen}")

    async def signs_in(self, login: str) -> None:
        await self.sees("登录名")
        await self.types(login)
        await self.press("enter")
        await self.types(PASSWORD)
        await self.press("enter")


def _all_in(words: list[str], text: str) -> bool:
    return all(word in text for word in words)


@asynccontextmanager
async def seated(
    town: Town, login: str | None = None, size: tuple[int, int] = WIDE
) -> AsyncIterator[Sitting]:
    """Before the log-in screen, or signed in already; the news is what the test puts in ``news``."""
    news: asyncio.Queue[News] = asyncio.Queue()

    async def follow(_: Server) -> AsyncIterator[News]:
        yield Line(live=True)
        while True:
            yield await news.get()

    line = BreakableLine(town)
    server = Server("http://aiwei.test", line, token_of(login) if login else None)
    signed_in = SignedIn(server, await server.me(), await read_words(server)) if login else None
    app = AiweiApp(server, follow, signed_in)
    async with app.run_test(size=size, notifications=True) as pilot:
        yield Sitting(app, pilot, line, news)


@asynccontextmanager
async def at_the_list(town: Town, login: str, size: tuple[int, int] = WIDE) -> AsyncIterator[Sitting]:
    """Signed in, with the work list read."""
    async with seated(town, login, size) as sitting:
        await sitting.sees("编号", " 件")
        yield sitting


@asynccontextmanager
async def at_the_case(town: Town, login: str, size: tuple[int, int] = WIDE) -> AsyncIterator[Sitting]:
    """With the first case of the list opened."""
    async with at_the_list(town, login, size) as sitting:
        await sitting.press("enter")
        await sitting.sees("现在可办", "收到")
        yield sitting
