"""From the book to the rows: the same however it is cut, once, and never half."""

import psycopg
import pytest

from aiwei.projections import projector as projecting
from aiwei.projections.cases import Cases
from aiwei.projections.projector import Projector
from tests import given as g
from tests.desks import complaint, open_office
from tests.projections.rows import STRAIGHT, a_busy_week, all_rows, row, tracked
from tests.projections.test_row import after
from tests.store.books import together


def test_the_read_model_follows_a_case_step_by_step(office, projector):
    case_id = office.take_in(complaint()).case_id
    for number, step in enumerate(STRAIGHT, start=1):
        receipt = office.ask(case_id, step)
        assert projector.catch_up() == receipt.position
        found = row(office, case_id)
        expected = after(office.events(case_id))
        assert (found["version"], found["position"]) == (number + 1, receipt.position)
        for field in ("state", "unit", "due_kind", "due_at", "case_due_at", "task_due_at", "late", "grams"):
            assert found[field] == getattr(expected, field), field


def test_projecting_twice_is_the_same_as_once(office, projector):
    a_busy_week(office)
    projector.catch_up()
    once = all_rows(office)
    assert projector.step() == 0
    projector.catch_up()
    assert all_rows(office) == once


@pytest.mark.parametrize("size", [1, 2, 3, 7, 500])
def test_the_rows_are_the_same_however_the_events_are_cut_into_batches(office, projector, monkeypatch, size):
    a_busy_week(office)
    projector.rebuild()
    whole = all_rows(office)
    monkeypatch.setattr(projecting, "MOST_AT_ONCE", size)
    with office.desk.book.connection() as conn:
        conn.execute("TRUNCATE read.cases")
        conn.execute("DELETE FROM aiwei_tracking WHERE application_name = 'cases'")
    assert projector.catch_up() == office.desk.book.last_position()
    assert all_rows(office) == whole


def test_a_rebuild_leads_to_the_same_rows_and_tells_how_far_it_is(office, projector):
    a_busy_week(office)
    projector.catch_up()
    before = all_rows(office)
    told = []
    last = office.desk.book.last_position()
    assert projector.rebuild(lambda done, total: told.append((done, total))) == last
    assert told == [(last, last)]
    assert (all_rows(office), tracked(office)) == (before, last)


def test_a_rebuild_mends_rows_that_somebody_spoilt(office, projector):
    a_busy_week(office)
    projector.catch_up()
    before = all_rows(office)
    with office.desk.book.connection() as conn:
        conn.execute("UPDATE read.cases SET state = 'spoilt', number = number || 'x'")
        conn.execute("DELETE FROM read.cases WHERE number LIKE '%3x'")
    projector.rebuild()
    assert all_rows(office) == before


def test_after_a_rebuild_the_projector_goes_on_where_the_book_does(office, projector):
    case_id = office.play(*STRAIGHT[:2])
    projector.rebuild()
    office.ask(case_id, g.DISPATCH)
    assert projector.step() == 1
    assert row(office, case_id)["state"] == "dispatched"


class Breaks(Cases):
    """Fails after its rows were written, on the events past a position."""

    def __init__(self, beyond):
        self.beyond = beyond

    def project(self, curs, batch):
        super().project(curs, batch)
        if batch[-1].position > self.beyond:
            raise RuntimeError("crash in the middle of a batch")


def test_a_crash_in_the_middle_of_a_batch_leaves_neither_rows_nor_tracking(office, projector):
    a_busy_week(office)
    with pytest.raises(RuntimeError, match="crash"):
        Projector(office.desk.book, Breaks(0)).catch_up()
    assert (all_rows(office), tracked(office)) == ([], 0)
    assert projector.catch_up() == office.desk.book.last_position() == tracked(office)


def test_a_crash_keeps_the_batches_before_it(office, projector, monkeypatch):
    a_busy_week(office)
    projector.rebuild()
    whole = all_rows(office)
    _forget(office)
    monkeypatch.setattr(projecting, "MOST_AT_ONCE", 10)
    with pytest.raises(RuntimeError, match="crash"):
        Projector(office.desk.book, Breaks(30)).catch_up()
    assert tracked(office) == 30
    projector.catch_up()
    assert all_rows(office) == whole


def test_a_rebuild_that_crashes_leaves_the_old_rows_standing(office, projector):
    a_busy_week(office)
    projector.catch_up()
    before = all_rows(office)
    with pytest.raises(RuntimeError, match="crash"):
        Projector(office.desk.book, Breaks(0)).rebuild()
    assert (all_rows(office), tracked(office)) == (before, office.desk.book.last_position())


class Counts(Cases):
    """Remembers which positions it was given, and fails nothing."""

    def __init__(self):
        self.given = []

    def project(self, curs, batch):
        super().project(curs, batch)
        self.given.extend(r.position for r in batch)


def test_of_several_projectors_at_once_each_event_is_taken_by_one(office, projector, monkeypatch):
    a_busy_week(office)
    projector.rebuild()
    whole = all_rows(office)
    _forget(office)
    monkeypatch.setattr(projecting, "MOST_AT_ONCE", 5)
    copies = [Counts() for _ in range(3)]
    assert together([Projector(office.desk.book, copy).catch_up for copy in copies], 3)
    taken = sorted(position for copy in copies for position in copy.given)
    assert taken == list(range(1, office.desk.book.last_position() + 1))
    assert all_rows(office) == whole


def test_the_read_model_does_not_depend_on_the_time_zone_of_the_database(office, projector, conninfo):
    case_id = office.play(*STRAIGHT)
    projector.catch_up()
    with psycopg.connect(conninfo, autocommit=True) as conn:
        conn.execute(f"ALTER DATABASE {conn.info.dbname} SET timezone = 'Pacific/Kiritimati'")
    with open_office(conninfo, declared=False) as east:
        east.wall.now = office.wall.later(hours=1)
        east.ask(case_id, g.REOPEN)
        Projector(east.desk.book, Cases(east.desk.book)).catch_up()
    assert row(office, case_id)["state"] == "accepted"


def test_what_is_not_about_a_case_moves_the_tracking_row_and_nothing_else(office, projector):
    assert projector.catch_up() == office.desk.book.last_position() > 0
    assert all_rows(office) == []


def _forget(office):
    with office.desk.book.connection() as conn:
        conn.execute("TRUNCATE read.cases")
        conn.execute("DELETE FROM aiwei_tracking WHERE application_name = 'cases'")
