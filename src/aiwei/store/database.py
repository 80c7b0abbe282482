"""Where the database is: embedded by default, or given. Waits for it, and says so."""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

import psycopg

from aiwei.settings import Settings
from aiwei.store.embedded import EmbeddedPostgres, default_home

TRY_SECONDS = 1.0
CONNECT_SECONDS = 3


class DatabaseProblem(Exception):  # noqa: N818 (a sentence for the operator)
    """There is no database to work with; the message says what to do."""


class Database:
    """A database that answers, for as long as the context lasts."""

    def __init__(
        self, settings: Settings, *, durable: bool = True, say: Callable[[str], None] = print
    ) -> None:
        self._settings = settings
        self._durable = durable
        self._say = say
        self._embedded: EmbeddedPostgres | None = None
        self.conninfo = ""

    def __enter__(self) -> Self:
        try:
            given = self._settings.given_database()
        except OSError as error:
            raise DatabaseProblem(f"AIWEI_DATABASE_URL_FILE 指的文件读不出来：{error}") from None
        if given is not None:
            self.conninfo = given
            wait_for(given, self._settings.database_wait, self._say)
        else:
            home = self._settings.home or default_home()
            self._embedded = EmbeddedPostgres(home, durable=self._durable, note=self._say)
            self.conninfo = self._embedded.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._embedded is not None:
            self._embedded.stop()


def wait_for(conninfo: str, seconds: float, say: Callable[[str], None]) -> None:
    """Tries until the database answers; says once that it waits; then gives up with a sentence."""
    give_up = time.monotonic() + seconds
    said = False
    while True:
        try:
            psycopg.connect(conninfo, connect_timeout=CONNECT_SECONDS).close()
        except psycopg.OperationalError as error:
            if time.monotonic() >= give_up:
                reason = str(error).strip().splitlines()[-1]
                raise DatabaseProblem(
                    f"等了 {seconds:.0f} 秒，数据库仍连不上：{reason}。"
                    "请检查 AIWEI_DATABASE_URL，以及数据库是否已启动"
                ) from None
            if not said:
                say(f"数据库还没有应答，最多等 {seconds:.0f} 秒……")
                said = True
            time.sleep(TRY_SECONDS)
        except psycopg.ProgrammingError as error:
            raise DatabaseProblem(f"AIWEI_DATABASE_URL 写法不对：{str(error).strip()}") from None
        else:
            return
