"""A database is brought to this version once, and one that is ahead of us or was altered is left alone."""

import psycopg
import pytest

from aiwei.migrations import run
from aiwei.migrations.run import MigrationProblem, files, migrate
from tests.store.books import together


@pytest.fixture
def bare(server, conninfo):
    """A database without a single table, beside the test's own."""
    name = psycopg.conninfo.conninfo_to_dict(conninfo)["dbname"] + "_bare"
    admin = psycopg.conninfo.make_conninfo(server, dbname="postgres")
    with psycopg.connect(admin, autocommit=True) as conn:
        conn.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        yield psycopg.conninfo.make_conninfo(server, dbname=name)
        conn.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_migrated_database_has_nothing_left_to_do(conninfo):
    assert migrate(conninfo) == []


def test_a_bare_database_gets_every_file_in_order(bare):
    assert migrate(bare) == [name for name, _ in files()] == sorted(name for name, _ in files())
    assert migrate(bare) == []


def test_of_several_processes_one_migrates_and_the_others_find_it_done(bare):
    answers = together([lambda: migrate(bare)] * 4, 4)
    assert sorted(answers) == [[], [], [], [name for name, _ in files()]]


def test_a_database_of_a_newer_version_is_left_alone(conninfo):
    with psycopg.connect(conninfo) as conn:
        conn.execute("INSERT INTO aiwei_migrations (name, digest) VALUES ('9999_future.sql', '')")
    with pytest.raises(MigrationProblem, match="9999_future"):
        migrate(conninfo)


def test_a_file_that_was_altered_after_it_ran_is_noticed(conninfo):
    with psycopg.connect(conninfo) as conn:
        conn.execute("UPDATE aiwei_migrations SET digest = 'another' WHERE name LIKE '0001%'")
    with pytest.raises(MigrationProblem, match="0001"):
        migrate(conninfo)


def test_a_file_that_fails_leaves_nothing_of_itself(bare, monkeypatch):
    monkeypatch.setattr(run, "files", lambda: [("0001_half.sql", "CREATE TABLE half (); SELECT 1/0")])
    with pytest.raises(psycopg.errors.DivisionByZero):
        migrate(bare)
    with psycopg.connect(bare) as conn:
        assert conn.execute("SELECT to_regclass('half')").fetchone() == (None,)
        assert conn.execute("SELECT count(*) FROM aiwei_migrations").fetchone() == (0,)


def test_a_server_too_old_is_refused_with_a_sentence(conninfo, monkeypatch):
    monkeypatch.setattr(run, "OLDEST_SERVER", 990_000)
    with pytest.raises(MigrationProblem, match="版本太旧"):
        migrate(conninfo)
