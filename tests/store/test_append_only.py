"""Nothing is ever overwritten: the database itself refuses."""

from uuid import UUID

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from aiwei.store.book import Book
from tests.store.books import entry, positions, signed


@pytest.fixture
def written(our_book):
    """One event, one command, one claim."""
    our_book.record([entry("a", claim="source-x:1")], signed(UUID(int=7)))
    return our_book


#: Each table, and a column that somebody might want to change.
TABLES = {"aiwei_events": "state", "aiwei_commands": "digest", "aiwei_claims": "stream"}


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE {table} SET {column} = {column}",
        "DELETE FROM {table}",
        "DELETE FROM {table} WHERE false",
        "TRUNCATE {table}",
        "TRUNCATE {table} CASCADE",
    ],
)
def test_what_stands_in_the_book_is_not_changed_by_anybody(written, conninfo, sql):
    with psycopg.connect(conninfo, autocommit=True) as conn:
        for table, column in TABLES.items():
            with pytest.raises(InsufficientPrivilege, match="append-only"):
                conn.execute(sql.format(table=table, column=column))
    assert positions(written) == [1]


def test_an_insert_by_hand_cannot_take_a_place_that_is_taken(written, conninfo):
    copy = "INSERT INTO aiwei_events SELECT {}, topic, state, {} FROM aiwei_events"
    with psycopg.connect(conninfo, autocommit=True) as conn:
        for where in (("originator_id, originator_version", 2), ("'b', 1", 1)):
            with pytest.raises(psycopg.errors.UniqueViolation):
                conn.execute(copy.format(*where))
    assert positions(written) == [1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("POSTGRES_ENABLE_DB_FUNCTIONS", "yes"),
        ("AIWEI_POSTGRES_ENABLE_DB_FUNCTIONS", "yes"),
        ("POSTGRES_SCHEMA", "elsewhere"),
        ("POSTGRES_HOST", "nowhere.invalid"),
        ("PERSISTENCE_MODULE", "eventsourcing.popo"),
        ("COMPRESSOR_TOPIC", "zlib"),
        ("CREATE_TABLE", "yes"),
    ],
)
def test_a_stray_setting_of_the_library_changes_nothing(conninfo, monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    book = Book(conninfo)
    assert not book.factory.datastore.enable_db_functions
    assert book.record([entry("a")], signed()).position == 1
    assert [r.position for r in book.read(0, 9)] == [1]
    book.close()
