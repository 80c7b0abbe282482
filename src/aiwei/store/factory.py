"""The library's infrastructure factory, told where our database is."""

from typing import Any

from eventsourcing.postgres import PostgresFactory
from eventsourcing.utils import Environment
from psycopg.conninfo import conninfo_to_dict

from aiwei.store.group_commit import GroupCommitRecorder

CONNECT_SECONDS = 3
# under the order lock each statement must see what was committed before the lock was had
ISOLATION = r"-c default_transaction_isolation=read\ committed"


class BookFactory(PostgresFactory):
    """Takes a whole conninfo, so that sslmode, socket folders and the like are kept."""

    application_recorder_class = GroupCommitRecorder

    def __init__(self, env: Environment) -> None:
        super().__init__(env)
        conninfo: dict[str, Any] = conninfo_to_dict(env["AIWEI_CONNINFO"])
        kwargs = self.datastore.pool.kwargs
        if not isinstance(kwargs, dict):  # pragma: no cover (the library gives a dict)
            raise TypeError("the library's pool takes its connection arguments in another way")
        for key in ("dbname", "host", "port", "user", "password"):
            kwargs.pop(key, None)
        kwargs.update(
            conninfo, options=options_of(conninfo), connect_timeout=CONNECT_SECONDS, application_name="aiwei"
        )


def options_of(conninfo: dict[str, Any]) -> str:
    """The server options for every connection that appends: those given, and the isolation we rely on."""
    return f"{conninfo.get('options') or ''} {ISOLATION}".strip()


def library_environment(conninfo: str, *, pool_size: int, most: int) -> dict[str, str]:
    """Settings for the library. Its defaults are large pools, a 30 s timeout inside ten retries, and tables
    made at start: all three are wrong here (design section 3, traps 4 and 6).
    """
    return {
        "PERSISTENCE_MODULE": f"{BookFactory.__module__}:{BookFactory.__qualname__}",
        "AIWEI_CONNINFO": conninfo,
        "POSTGRES_DBNAME": "",
        "POSTGRES_HOST": "",
        "POSTGRES_USER": "",
        "POSTGRES_PASSWORD": "",
        "POSTGRES_POOL_SIZE": str(pool_size),
        "POSTGRES_MAX_OVERFLOW": str(max(most - pool_size, 0)),
        "POSTGRES_CONNECT_TIMEOUT": str(CONNECT_SECONDS),
        "POSTGRES_IDLE_IN_TRANSACTION_SESSION_TIMEOUT": "60",
        "ORIGINATOR_ID_TYPE": "text",
        "CREATE_TABLE": "no",
    }
