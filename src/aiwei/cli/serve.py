"""``aiwei serve``: migrations, API, projector and sentinel in one process, or apart."""

import socket
import threading
from contextlib import ExitStack, suppress
from enum import StrEnum

import uvicorn

from aiwei.api.app import create_app
from aiwei.application.house import House, home
from aiwei.application.sentinel import Housekeeping, Sentinel
from aiwei.cli.beside import Beside
from aiwei.cli.open import opened, stop_on_sigterm
from aiwei.cli.say import err, fail, note, out
from aiwei.projections.cases import Cases
from aiwei.projections.due_clocks import DueClocks
from aiwei.projections.projector import Projector
from aiwei.settings import Settings
from aiwei.store.embedded import ServeLock

GRACE_SECONDS = 3


class Part(StrEnum):
    API = "api"
    PROJECTOR = "projector"
    SENTINEL = "sentinel"


class Following(Beside):
    """The projector, following the book."""

    def __init__(self, house: House) -> None:
        super().__init__(Projector(house.book, Cases(house.book), note=note), "投影")


class Watching(Beside):
    """The sentinel, watching the limits that the projector keeps."""

    def __init__(self, house: House) -> None:
        super().__init__(Sentinel(house.desk, DueClocks(house.book), note=note), "值守")


def run(settings: Settings, only: Part | None) -> None:
    """Serves until it is told to stop; each refusal to start is a sentence."""
    stop_on_sigterm()  # by default it would end us at once, and the database would go on without us
    with ExitStack() as stack:
        listener = None
        if only in {None, Part.API}:
            listener = stack.enter_context(bind(settings.host, settings.port))
            address = f"http://{settings.host}:{listener.getsockname()[1]}"
            if settings.given_database() is None:
                home(settings).mkdir(parents=True, exist_ok=True)
                stack.enter_context(ServeLock(home(settings), address))
        house = stack.enter_context(opened(settings))
        if only in {None, Part.PROJECTOR}:
            stack.enter_context(Following(house))
        if only in {None, Part.SENTINEL}:
            stack.enter_context(Beside(Housekeeping(house, note=note), "内务"))
            stack.enter_context(Watching(house))
        if listener is None:
            with suppress(KeyboardInterrupt):
                out.print(f"{only} 已启动，按 Ctrl-C 停止")
                threading.Event().wait()
        else:
            out.print(f"爱卫已启动：{address}  （接口说明 {address}/docs，按 Ctrl-C 停止）")
            serve_on(house, listener)
    err.print("已停止", style="dim")


def bind(host: str, port: int) -> socket.socket:
    """The port, taken before anything else is started."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OverflowError:
        listener.close()
        fail(f"没有端口 {port}：端口是 0 到 65535 之间的数")
    except socket.gaierror:
        listener.close()
        fail(f"没有地址 {host}：请核对 --host")
    except OSError as error:
        listener.close()
        fail(f"端口 {host}:{port} 用不了（{error.strerror}）：可能另一个程序正在使用，请换端口：--port 8421")
    return listener


class Server(uvicorn.Server):
    """uvicorn, quiet: requests are counted in /metrics, and no address with an id goes to a log.

    Streams end as soon as it is told to stop: else each would hold it until its grace is over.
    """

    def __init__(self, house: House) -> None:
        self._app = create_app(house)
        super().__init__(
            uvicorn.Config(
                self._app,
                log_level="warning",
                access_log=False,
                timeout_graceful_shutdown=GRACE_SECONDS,
                server_header=False,
            )
        )

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._app.state.stopping.set()
        await super().shutdown(sockets)


def server_for(house: House) -> Server:
    return Server(house)


def serve_on(house: House, listener: socket.socket) -> None:
    """Until SIGINT or SIGTERM, which uvicorn raises once more when it has stopped."""
    with suppress(KeyboardInterrupt):
        server_for(house).run(sockets=[listener])
