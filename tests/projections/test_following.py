"""The projector follows the book until it is told to stop, and outlives a database that goes away."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from aiwei.projections import projector as projecting
from aiwei.projections.cases import Cases
from aiwei.projections.projector import Projector
from aiwei.store.book import GONE
from tests.desks import complaint, open_office
from tests.projections.rows import all_rows, tracked

PATIENCE = 20.0
OTHERS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""


@contextmanager
def following(office) -> Iterator[list[str]]:
    notes: list[str] = []
    projector = Projector(office.desk.book, Cases(office.desk.book), note=notes.append)
    thread = threading.Thread(target=projector.run)
    thread.start()
    try:
        yield notes
    finally:
        projector.stop()
        thread.join(PATIENCE)
    assert not thread.is_alive()


def reached(office, position: int) -> bool:
    """Whether the read model comes so far while anybody has the patience to wait."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        try:
            if tracked(office.desk.book) >= position:
                return True
        except GONE:
            pass  # the connection was cut by the test
        time.sleep(0.01)
    return False


def test_what_is_recorded_while_it_follows_is_projected(office):
    with following(office) as notes:
        assert reached(office, office.desk.book.last_position())
        for _ in range(3):
            assert reached(office, office.take_in(complaint()).receipt.position)
    assert notes == []
    assert len(all_rows(office)) == 3


def test_a_commit_wakes_whoever_listens(office, conninfo):
    with psycopg.connect(conninfo, autocommit=True) as listener:
        listener.execute("LISTEN aiwei_events")
        office.take_in(complaint())
        assert [n.channel for n in listener.notifies(timeout=PATIENCE, stop_after=1)] == ["aiwei_events"]


def test_a_refused_command_wakes_nobody(office, conninfo):
    told = complaint(source_number="1")
    office.take_in(told)
    with psycopg.connect(conninfo, autocommit=True) as listener:
        listener.execute("LISTEN aiwei_events")
        with pytest.raises(Exception, match="已经登记过"):
            office.take_in(told)
        assert list(listener.notifies(timeout=0)) == []


@pytest.mark.parametrize("which", ["application_name = 'aiwei'", "application_name <> 'aiwei'", "true"])
def test_connections_that_are_cut_are_made_anew_and_nothing_is_missed(office, conninfo, monkeypatch, which):
    monkeypatch.setattr(projecting, "TROUBLE_SECONDS", 0.0)
    with following(office):
        assert reached(office, office.desk.book.last_position())
        with psycopg.connect(conninfo, autocommit=True) as conn:
            conn.execute(f"{OTHERS} AND {which}")
        with open_office(conninfo, declared=False) as elsewhere:
            assert reached(elsewhere, elsewhere.take_in(complaint()).receipt.position)
    assert len(all_rows(office)) == 1


def test_whoever_is_told_to_stop_before_beginning_does_nothing(office):
    projector = Projector(office.desk.book, Cases(office.desk.book))
    projector.stop()
    projector.run()
    assert tracked(office.desk.book) == 0
