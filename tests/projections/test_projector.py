"""From the book to the rows: the same however it is cut, once, and never half."""

import psycopg
import pytest

from aiwei.projections import projector as projecting
from aiwei.projections.cases import Cases, columns
from aiwei.projections.projector import Projector
from aiwei.projections.taken import Taken
from tests import given as g
from tests.desks import complaint, open_office
from tests.projections.folded import after
from tests.projections.rows import (
    STRAIGHT,
    all_rows,
    ask,
    everything,
    forget,
    row,
    tracked,
)
from tests.store.books import together

NOTHING: dict[str, list[object]] = {table: [] for table in Cases.tables}


@pytest.fixture
def whole(year):
    """A year with every kind of event, and the read model that it leads to when it is read at once."""
    year.tell()
    Projector(year.book, Cases(year.book)).catch_up()
    return everything(year.book)


def by_position(book, cases=None):
    """What the projector makes of it, batch after batch."""
    projector = Projector(book, cases or Cases(book))
    assert projector.catch_up() == book.last_position()
    return everything(book)


def test_the_read_model_follows_a_case_step_by_step(office, projector):
    case_id = office.take_in(complaint()).case_id
    for number, step in enumerate(STRAIGHT, start=1):
        receipt = office.ask(case_id, step)
        assert projector.catch_up() == receipt.position
        found = row(office, case_id)
        expected = columns(after(office.events(case_id)))
        assert (found["version"], found["position"]) == (number + 1, receipt.position)
        for name in ("state", "unit", "due_kind", "due_at", "case_due_at", "task_due_at", "late", "title"):
            assert found[name] == expected[name], name


def test_projecting_twice_is_the_same_as_once(year, whole):
    projector = Projector(year.book, Cases(year.book))
    assert projector.step() == 0
    projector.catch_up()
    assert everything(year.book) == whole


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50, 500])
def test_the_rows_are_the_same_however_the_events_are_cut_into_batches(year, whole, monkeypatch, size):
    monkeypatch.setattr(projecting, "MOST_AT_ONCE", size)
    forget(year.book)
    assert by_position(year.book) == whole


@pytest.mark.parametrize("size", [1, 20])
def test_nor_does_it_matter_how_many_streams_are_read_at_once(year, whole, monkeypatch, size):
    monkeypatch.setattr(projecting, "ANEW_AT_ONCE", size)
    Projector(year.book, Cases(year.book)).rebuild()
    assert everything(year.book) == whole


def test_what_comes_to_it_while_it_reads_is_taken_up_next(year, whole):
    class Reads(Cases):
        def from_nothing(self, batch):
            if not self.more:
                self.more.append(year.book.last_position())
                year.tell_one_more()
            return super().from_nothing(batch)

    cases = Reads(year.book)
    cases.more = []
    projector = Projector(year.book, cases)
    assert projector.rebuild() == cases.more[0] == tracked(year.book)
    assert everything(year.book) == whole
    assert projector.catch_up() == year.book.last_position() > cases.more[0]
    assert len(everything(year.book)["read.cases"]) == len(whole["read.cases"]) + 1


def test_a_rebuild_leads_to_the_same_rows_and_tells_how_far_it_is(year, whole):
    told = []
    last = year.book.last_position()
    projector = Projector(year.book, Cases(year.book))
    assert projector.rebuild(lambda done, total: told.append((done, total))) == last
    assert told[-1] == (last, last)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert (everything(year.book), tracked(year.book)) == (whole, last)


def test_a_rebuild_mends_rows_that_somebody_spoilt(year, whole):
    with year.book.connection() as conn:
        conn.execute("UPDATE read.cases SET state = 'spoilt', number = number || 'x'")
        conn.execute("DELETE FROM read.spans WHERE version = 2")
        conn.execute("UPDATE read.clocks SET due_at = now()")
        conn.execute("DELETE FROM read.cases WHERE number LIKE '%3x'")
    Projector(year.book, Cases(year.book)).rebuild()
    assert everything(year.book) == whole


def test_who_forgot_how_far_it_was_begins_again(year, whole):
    with year.book.connection() as conn:
        conn.execute("DELETE FROM aiwei_tracking WHERE application_name = 'cases'")
    assert by_position(year.book) == whole


def test_after_a_rebuild_the_projector_goes_on_where_the_book_does(office, projector):
    case_id = office.play(*STRAIGHT[:2])
    projector.rebuild()
    office.ask(case_id, g.DISPATCH)
    assert projector.step() == 1
    assert row(office, case_id)["state"] == "dispatched"


def test_readers_see_the_old_rows_until_the_new_ones_stand(year, whole):
    seen = []

    class Watched(Cases):
        def from_nothing(self, batch):
            seen.append(everything(year.other))
            return super().from_nothing(batch)

    Projector(year.book, Watched(year.book)).rebuild()
    assert seen == [whole]


class Crash(RuntimeError):  # noqa: N818 (what happens)
    """The power goes, in the middle of a batch."""


class Breaks(Cases):
    """Fails after its rows were written, on the events past a position."""

    def __init__(self, book, beyond):
        super().__init__(book)
        self.beyond = beyond

    def project(self, curs, batch):
        super().project(curs, batch)
        if batch[-1].position > self.beyond:
            raise Crash

    def from_nothing(self, batch):
        return Half(super().from_nothing(batch))


class Half:
    def __init__(self, taken: Taken) -> None:
        self.taken = taken

    def keep(self, curs):
        self.taken.keep(curs)
        raise Crash


def test_a_crash_in_the_middle_leaves_neither_rows_nor_tracking(year):
    year.tell()
    with pytest.raises(Crash):
        Projector(year.book, Breaks(year.book, 0)).catch_up()
    assert (everything(year.book), tracked(year.book)) == (NOTHING, 0)
    assert by_position(year.book) != NOTHING


def test_a_crash_keeps_the_batches_before_it(year, whole, monkeypatch):
    forget(year.book)
    monkeypatch.setattr(projecting, "MOST_AT_ONCE", 10)
    with pytest.raises(Crash):
        Projector(year.book, Breaks(year.book, 100)).catch_up()
    assert tracked(year.book) == 91
    assert by_position(year.book) == whole


def test_a_rebuild_that_crashes_leaves_the_old_rows_standing(year, whole):
    with pytest.raises(Crash):
        Projector(year.book, Breaks(year.book, 0)).rebuild()
    assert (everything(year.book), tracked(year.book)) == (whole, year.book.last_position())


class Counts(Cases):
    """Remembers which positions it was given, and fails nothing."""

    def __init__(self, book):
        super().__init__(book)
        self.given = []

    def project(self, curs, batch):
        super().project(curs, batch)
        self.given.extend(r.position for r in batch)

    def from_nothing(self, batch):
        self.given.extend(r.position for r in batch)
        return super().from_nothing(batch)


@pytest.mark.parametrize("anew", [True, False])
def test_of_several_projectors_at_once_each_event_is_taken_by_one(year, whole, monkeypatch, anew):
    forget(year.book)
    if anew:
        ask(year.book, "DELETE FROM aiwei_tracking WHERE application_name = 'cases' RETURNING 1")
    monkeypatch.setattr(projecting, "MOST_AT_ONCE", 5)
    copies = [Counts(book) for book in (year.book, year.other, year.book)]
    together([Projector(copy._book, copy).catch_up for copy in copies], 3)
    taken = sorted(position for copy in copies for position in copy.given)
    assert taken == list(range(2, year.book.last_position() + 1))
    assert everything(year.book) == whole


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
