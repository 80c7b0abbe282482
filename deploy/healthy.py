"""Whether this container is well: exit code 0 is yes. Run by HEALTHCHECK, inside the container.

``healthy.py`` asks the API's /ready; ``healthy.py projector`` looks whether a projector follows the book;
``healthy.py database`` whether the database answers, which is all that can be seen of the sentinel.
"""  # noqa: INP001 (a script, not a package)

import sys
from urllib.request import urlopen

import psycopg

from aiwei.settings import Settings

SECONDS = 4
FOLLOWED = """SELECT 1 FROM pg_stat_activity
WHERE datname = current_database() AND query = 'LISTEN aiwei_events'"""


def api(settings: Settings) -> bool:
    """/ready answers 503 while the database is away."""
    with urlopen(f"http://127.0.0.1:{settings.port}/ready", timeout=SECONDS) as answer:
        return bool(answer.status == 200)  # noqa: PLR2004 (OK)


def database(settings: Settings, question: str = "SELECT 1") -> bool:
    """A row comes back. The role sees its own sessions, which is all that is asked for."""
    with psycopg.connect(settings.given_database() or "", connect_timeout=SECONDS) as conn:
        return conn.execute(question.encode()).fetchone() is not None


def projector(settings: Settings) -> bool:
    """Its thread holds a connection that listens; when the thread has died, the connection is gone."""
    return database(settings, FOLLOWED)


CHECKS = {"api": api, "database": database, "projector": projector}

if __name__ == "__main__":
    part = sys.argv[1] if len(sys.argv) > 1 else "api"
    sys.exit(not CHECKS[part](Settings()))
