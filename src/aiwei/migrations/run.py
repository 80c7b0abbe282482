"""Runs the numbered SQL files that a database has not seen, each in a transaction of its own."""

import hashlib
from importlib import resources

import psycopg

LOCK = "SELECT pg_advisory_lock(4215, 2)"
KEPT = """CREATE TABLE IF NOT EXISTS aiwei_migrations (
    name text PRIMARY KEY, digest text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())"""
OLDEST_SERVER = 150_000


class MigrationProblem(Exception):  # noqa: N818 (a sentence for the operator)
    """The database cannot be brought to this version."""


def files() -> list[tuple[str, str]]:
    """Name and text of each migration, in order."""
    found = (f for f in resources.files(__package__).iterdir() if f.name.endswith(".sql"))
    return sorted((f.name, f.read_text(encoding="utf-8")) for f in found)


def migrate(conninfo: str) -> list[str]:
    """Brings the database to this version; answers with the names of what was applied now.

    Several processes may call it at once: an advisory lock lets one work and the others find nothing to do.
    """
    with psycopg.connect(conninfo, autocommit=True) as conn:
        if conn.info.server_version < OLDEST_SERVER:
            raise MigrationProblem(
                f"PostgreSQL 版本太旧（{conn.info.server_version // 10_000}），需要 15 或更新"
            )
        conn.execute(LOCK)
        conn.execute(KEPT)
        applied = conn.execute("SELECT name, digest FROM aiwei_migrations").fetchall()
        done: dict[str, str] = {str(name): str(digest_) for name, digest_ in applied}
        known = files()
        _refuse_strangers(done, dict(known))
        return [name for name, sql in known if name not in done and _apply(conn, name, sql)]


def _apply(conn: psycopg.Connection[tuple[object, ...]], name: str, sql: str) -> bool:
    with conn.transaction():
        conn.execute(sql.encode())
        conn.execute("INSERT INTO aiwei_migrations (name, digest) VALUES (%s, %s)", (name, digest(sql)))
    return True


def _refuse_strangers(done: dict[str, str], known: dict[str, str]) -> None:
    for name, applied in done.items():
        if name not in known:
            raise MigrationProblem(f"数据库由更新的版本建立（有 {name}），请升级程序")
        if digest(known[name]) != applied:
            raise MigrationProblem(f"迁移 {name} 与数据库中已执行的不一致，请用原来的程序版本")


def digest(sql: str) -> str:
    return hashlib.sha256(sql.encode()).hexdigest()
