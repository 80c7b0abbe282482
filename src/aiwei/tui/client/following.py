"""Following the server's stream of changed cases, over every break of the line."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from http import HTTPStatus

import httpx2

from aiwei.tui.client.server import Server

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 8.0


@dataclass(frozen=True, slots=True)
class Line:
    """Whether changes arrive at this moment."""

    live: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """A case has moved on."""

    case_id: str
    position: int


News = Line | Changed
Follow = Callable[[Server], AsyncIterator[News]]


async def follow(server: Server) -> AsyncIterator[News]:
    """Changes for ever; after a break it goes on from the last change seen, waiting longer each time."""
    last: str | None = None
    pause = FIRST_PAUSE
    while True:
        try:
            async for news in _follow_once(server, last):
                pause = FIRST_PAUSE
                if isinstance(news, Changed):
                    last = str(news.position)
                yield news
        except httpx2.HTTPError:
            pass
        yield Line(live=False)
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)


async def _follow_once(server: Server, last: str | None) -> AsyncIterator[News]:
    """One connection, until it breaks."""
    token = server.token
    async with server.stream(last) as source:
        if source.response.status_code == HTTPStatus.UNAUTHORIZED:
            await server.renew(token, insist=False)
            return
        source.response.raise_for_status()
        yield Line(live=True)
        async for event in source:
            if event.event == "case":
                yield _changed(event.data)


def _changed(data: str) -> Changed:
    change = json.loads(data)
    return Changed(change["case_id"], change["position"])
