"""``aiwei tui``: the terminal UI against a given server, the one on the default port, or one of its own."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx2
import uvicorn

from aiwei.application.house import home
from aiwei.cli.open import opened, stop_on_sigterm
from aiwei.cli.say import fail, note, sentences
from aiwei.cli.serve import Following, Watching, bind, server_for
from aiwei.settings import Settings
from aiwei.store.embedded import EmbeddedProblem, ServeLock
from aiwei.tui.app import AiweiApp
from aiwei.tui.client.server import Server

LOOK_SECONDS = 3.0
STOP_SECONDS = 10.0
LOOPBACK = "127.0.0.1"


def run(url: str | None) -> None:
    """Until the person leaves. A server that does not answer is said in a sentence, with exit code 1."""
    settings = Settings()
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        fail("aiwei tui 要在终端里运行")
    end_cleanly()
    with sentences(), ExitStack() as stack:
        address = url or (_usual(settings) if _may_be_ours(settings) else None)
        if url is not None and not answers(url):
            fail(f"{url} 没有回答：请核对地址，或先在那台机器上运行 aiwei serve")
        if address is None or not answers(address):
            address = stack.enter_context(own_server(settings))
        AiweiApp(Server(address)).run()


def end_cleanly() -> None:
    """SIGTERM, and a terminal or ssh line that is gone, end it as Ctrl-C does: the database stops."""
    stop_on_sigterm()
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.getsignal(signal.SIGTERM))


def _may_be_ours(settings: Settings) -> bool:
    """Whether a server on the usual port can be this home's: not when it was named and nobody serves it."""
    if settings.home is None or settings.given_database() is not None or not settings.home.exists():
        return True
    try:
        with ServeLock(settings.home, "aiwei tui"):
            return False
    except EmbeddedProblem:
        return True


def _usual(settings: Settings) -> str:
    host = LOOPBACK if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104 (compared)
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def answers(url: str) -> bool:
    """Whether an Aiwei lives there."""
    try:
        answer = httpx2.get(f"{url.rstrip('/')}/live", timeout=LOOK_SECONDS)
    except (httpx2.HTTPError, httpx2.InvalidURL):
        return False
    return answer.is_success and answer.text.strip() == "ok"


@contextmanager
def own_server(settings: Settings) -> Iterator[str]:
    """API and projector in this process, on a free port of this machine only; stopped at the end."""
    note("没有正在运行的服务，就在本机打开…")
    with ExitStack() as stack:
        listener = stack.enter_context(bind(LOOPBACK, 0))
        address = f"http://{LOOPBACK}:{listener.getsockname()[1]}"
        if settings.given_database() is None:
            home(settings).mkdir(parents=True, exist_ok=True)
            stack.enter_context(ServeLock(home(settings), address))
        house = stack.enter_context(opened(settings))
        stack.enter_context(Following(house))
        stack.enter_context(Watching(house))
        server = server_for(house)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="api", daemon=True)
        stack.callback(_stop, server, thread)
        thread.start()
        yield address


def _stop(server: uvicorn.Server, thread: threading.Thread) -> None:
    server.should_exit = True
    thread.join(STOP_SECONDS)
