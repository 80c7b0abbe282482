"""Logging in to the server, and making our database in it."""

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from aiwei.store.embedded.address import Address
from aiwei.store.embedded.cluster import SUPERUSER
from aiwei.store.embedded.problem import EmbeddedProblem

DATABASE = "aiwei"
_SECONDS = 10


def login(address: Address, password: str) -> str:
    return make_conninfo(user=SUPERUSER, password=password, dbname=DATABASE, **address.conninfo())


def prepared(conninfo: str) -> str:
    """The same conninfo, once its database is there."""
    with _connected(conninfo) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if not known:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
    return conninfo


def is_durable(conninfo: str) -> bool:
    with _connected(conninfo) as connection:
        return connection.execute("SHOW fsync").fetchone() == ("on",)


def _connected(conninfo: str) -> psycopg.Connection:
    try:
        return psycopg.connect(conninfo, dbname="postgres", autocommit=True, connect_timeout=_SECONDS)
    except psycopg.Error as error:
        raise EmbeddedProblem(f"数据库在运行但登录不了。请把以下内容交给维护人员。\n{error}") from error
