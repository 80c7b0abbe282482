"""The stream of changes, against a real server."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from aiwei.cli.serve import bind, server_for
from aiwei.tui.client.following import Changed, Line, follow
from aiwei.tui.client.server import Server
from tests.furnished import PASSWORD, Town

pytestmark = pytest.mark.anyio


@contextmanager
def serving(town: Town, port: int = 0) -> Iterator[int]:
    """The API on a port of this machine, until the block ends."""
    with bind("127.0.0.1", port) as listener:
        server = server_for(town.house)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            server.config.app.state.stopping.set()  # else it waits its grace for the open stream
            server.should_exit = True
            thread.join()


async def test_changes_arrive_and_after_a_break_those_that_were_missed(town: Town):
    with serving(town) as port:
        server = Server(f"http://127.0.0.1:{port}")
        await server.sign_in("clerk", PASSWORD)
        news = follow(server)
        assert await anext(news) == Line(live=True)
        first = town.take_in()
        change = await anext(news)
        assert isinstance(change, Changed)
        assert change.case_id == first
    assert await anext(news) == Line(live=False)
    missed = town.take_in()
    with serving(town, port):
        assert await anext(news) == Line(live=True)
        change = await anext(news)
        assert isinstance(change, Changed)
        assert change.case_id == missed
        await news.aclose()
        await server.close()
