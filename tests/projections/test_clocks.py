"""The limits that run, one row each: what every step sets, moves and stops, and what was told of them."""

from datetime import timedelta

import pytest

from aiwei.domain.case import clocks
from aiwei.domain.case import commands as c
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.grounds import Clock, Notice
from aiwei.domain.office import SYSTEM
from aiwei.projections.cases import Cases
from aiwei.projections.projector import Projector
from tests import given as g
from tests.desks import complaint
from tests.projections.rows import STRAIGHT, ask, clocks_of, forget

TOLD = {Notice.YELLOW: 1, Notice.RED: 2, Notice.LISTED: 3}


@pytest.mark.parametrize("size", [1, 7, 500])
def test_at_every_position_the_table_holds_what_runs_and_what_was_told(year, monkeypatch, size):
    year.tell()
    forget(year.book)
    projector = Projector(year.book, Cases(year.book))
    monkeypatch.setattr("aiwei.projections.projector.MOST_AT_ONCE", size)
    facts = {}
    while projector.step():
        for recorded in year.book.read(0, projector.position()):
            if recorded.stream.startswith("case-"):
                facts.setdefault(recorded.stream, {})[recorded.version] = recorded.event
        if projector.position() % 40 and projector.position() != year.book.last_position():
            continue
        assert kept(year.book) == expected(facts), projector.position()


def kept(book):
    return {(row["case_id"], row["clock"]): row for row in ask(book, "SELECT * FROM read.clocks")}


def expected(facts):
    """From the state that decisions read."""
    rows = {}
    for stream, events in facts.items():
        case = CASE_DECIDER.fold(events.values())
        for clock, due in clocks.running(case.state, case.dues).items():
            levels = [TOLD[notice] for notice, of, at in case.noticed if (of, at) == (clock, due.at)]
            row = {
                "case_id": g.UUID(stream.removeprefix("case-")),
                "clock": clock,
                "told": max(levels, default=0),
            }
            row |= {"due_at": due.at, "due_from": due.counted_from}
            rows[row["case_id"], clock] = row | {"in_hours": due.in_hours, "provisional": due.provisional}
    return rows


@pytest.fixture
def running(office, projector):
    """The names of the clocks that run on a case by now."""

    def look(case_id):
        projector.catch_up()
        return set(clocks_of(office.desk.book, case_id))

    return look


def test_each_step_sets_its_clocks_and_stops_those_before_it(office, running):
    case_id = office.take_in(complaint()).case_id
    assert running(case_id) == {"accept"}
    seen = []
    for step in STRAIGHT:
        office.ask(case_id, step)
        seen.append(running(case_id))
    assert seen == [
        {"case", "contact"},
        {"case", "contact"},
        {"sign_for", "task", "case", "contact"},
        {"task", "case", "contact"},
        {"check", "case", "contact"},
        {"follow_up", "case", "contact"},
        {"case", "contact"},
        set(),
    ]


def test_an_extension_moves_the_clock_that_runs(office, running):
    case_id = office.play(*STRAIGHT[:4], g.REQUEST_EXTENSION)
    assert "extension_decide" in running(case_id)
    before = clocks_of(office.desk.book, case_id)["task"]
    office.ask(case_id, g.GRANT_EXTENSION)
    assert "extension_decide" not in running(case_id)
    assert clocks_of(office.desk.book, case_id)["task"] > before


def test_a_halt_stops_the_clocks_and_has_its_own(office, running):
    case_id = office.play(*STRAIGHT[:4], g.REQUEST_SUSPENSION, g.GRANT_SUSPENSION)
    assert running(case_id) == {"resume", "review", "contact"}
    office.ask(case_id, c.Resume())
    assert running(case_id) == {"task", "case", "contact"}


def test_what_is_looked_at_after_the_end_runs_beside_the_list(office, running):
    case_id = office.take_in(complaint()).case_id
    office.ask(case_id, g.TRANSFER)
    assert running(case_id) == {"receipt"}
    office.ask(case_id, g.ACKNOWLEDGE)
    assert running(case_id) == set()


def test_what_was_told_stands_beside_its_clock_until_the_clock_moves(office, running):
    case_id = office.play(*STRAIGHT[:4])
    running(case_id)
    due, _ = clocks_of(office.desk.book, case_id)["task"]
    told = []
    for notice, when in ((Notice.YELLOW, due - timedelta(hours=5)), (Notice.RED, due + timedelta(hours=1))):
        office.wall.now = when
        office.ask(case_id, c.SendNotice(notice=notice, clock=Clock.TASK, due_at=due), by=SYSTEM)
        running(case_id)
        told.append(clocks_of(office.desk.book, case_id)["task"])
    assert told == [(due, 1), (due, 2)]
    office.ask(case_id, g.SUBMIT)
    office.ask(case_id, g.FAIL)
    running(case_id)
    assert clocks_of(office.desk.book, case_id)["task"][1] == 0
