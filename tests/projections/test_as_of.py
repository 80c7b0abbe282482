"""The work list as of a moment is the list that the events of that moment lead to, and no other."""

from collections import defaultdict
from datetime import datetime, timedelta
from operator import itemgetter

import psycopg
import pytest
from psycopg.rows import dict_row

from aiwei.domain.case.events import QUIET
from aiwei.domain.case.words import CaseState
from aiwei.projections.cases import Cases
from aiwei.projections.moment import LISTED, AsOfBy
from aiwei.projections.past import NotThereYet, past, row_of
from aiwei.projections.projector import Projector
from aiwei.projections.viewer import Viewer
from aiwei.projections.worklist import SORT_COLUMNS, Wanted, count, page
from tests.projections.lives import LIVES, LONG_AFTER

ANYBODY = Viewer("anybody", (), office=True, sealed=True)
LATER = datetime.fromisoformat("2029-01-01T00:00:00+08:00")
#: What makes a small table look to the planner as a large one does.
LARGE = "-c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off"


class Past:
    """What the book says of any moment, beside what the lists say."""

    def __init__(self, year):
        self.book = year.book
        Projector(year.book, Cases(year.book)).catch_up()
        self.histories = defaultdict(list)
        for recorded in year.book.read(0, 10_000):
            if recorded.stream.startswith("case-"):
                self.histories[recorded.stream].append(recorded)

    def moments(self, by):
        """When anything happened, and a second before and after the last of it."""
        events = [r for history in self.histories.values() for r in history]
        at = sorted({r.recorded_at if by is AsOfBy.RECORDED else r.event.occurred_at for r in events})
        return [at[0] - timedelta(seconds=1), *at, at[-1] + timedelta(seconds=1)]

    def expected(self, moment, by, **wanted):
        """The rows that the book leads to; in the order of the default list."""
        rows = []
        for history in self.histories.values():
            then = counted(history, moment, by)
            if then and then[0].version == 1:
                last = [r for r in then if not isinstance(r.event, QUIET)][-1]
                rows.append(row_of(then) | {"version": last.version, "position": last.position})
        kept = [row for row in rows if all(KEEPS[name](row, wanted[name], moment) for name in wanted)]
        return sorted(kept, key=itemgetter("due_at", "case_id"))

    def listed(self, moment, by, **wanted):
        with self.book.connection() as conn:
            return asked(conn, moment, by, **wanted).rows


def asked(conn, moment, by, **wanted):
    wish = Wanted(as_of=moment, as_of_by=by, **{"limit": 100, **wanted})
    return page(conn, wish, ANYBODY, LATER)


def counted(history, moment, by):
    """Written down in another way than the code under test has it."""
    if by is AsOfBy.OCCURRED:
        return [r for r in history if r.event.occurred_at <= moment]
    late = [index for index, r in enumerate(history) if r.recorded_at > moment]
    return history[: late[0]] if late else history


#: What each filter keeps.
KEEPS = {
    "open": lambda row, wanted, _: (row["closed_at"] is None) == wanted,
    "overdue": lambda row, wanted, moment: (row["due_at"] < moment) == wanted,
    "due_before": lambda row, wanted, _: row["due_at"] < wanted,
    "unit": lambda row, wanted, _: wanted == row["unit"] or wanted in row["assisting"],
    "state": lambda row, wanted, _: row["state"] in wanted,
    "supervision": lambda row, wanted, _: row["supervision"] == wanted,
}


@pytest.fixture
def past_year(year):
    year.tell()
    return Past(year)


def only(rows):
    """What a list shows; whether a case is sealed is asked of today."""
    return [{name: row[name] for name in LISTED if name != "sealed"} for row in rows]


def some(moments, count=12):
    return moments[:: len(moments) // count + 1]


@pytest.mark.parametrize("by", AsOfBy)
def test_at_every_moment_the_list_is_what_the_book_leads_to(past_year, by):
    moments = past_year.moments(by)
    for moment in moments:
        assert only(past_year.listed(moment, by)) == only(past_year.expected(moment, by)), moment
    assert len(past_year.listed(moments[-1], by)) == len(LIVES)
    assert past_year.listed(moments[0], by) == []


@pytest.mark.parametrize("by", AsOfBy)
def test_the_index_gives_the_first_page_in_order_also_where_many_are_due_at_once(past_year, by):
    with psycopg.connect(past_year.book.conninfo, options=LARGE, row_factory=dict_row) as conn:
        plan = Plan(conn)
        asked(plan, LONG_AFTER, by, open=True, limit=5)
        assert f"using spans_{by} on spans" in plan.told
        assert "Order By" in plan.told
        for moment in some(past_year.moments(by), 60):
            found = asked(conn, moment, by, open=True, limit=5).rows
            assert only(found) == only(past_year.expected(moment, by, open=True)[:5]), moment


class Plan:
    """A connection that says how it would answer."""

    def __init__(self, conn):
        self.conn = conn
        self.told = ""

    def execute(self, sql, params):
        self.told = "\n".join(row["QUERY PLAN"] for row in self.conn.execute(b"EXPLAIN " + sql, params))
        return self

    def fetchall(self):
        return []


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("by", AsOfBy)
def test_in_whichever_order_it_was_told(year, by, seed):
    year.seed = seed
    year.tell()
    told = Past(year)
    for moment in some(told.moments(by)):
        assert only(told.listed(moment, by)) == only(told.expected(moment, by)), moment


@pytest.mark.parametrize("by", AsOfBy)
@pytest.mark.parametrize(
    "wanted",
    [
        {"open": True},
        {"open": False},
        {"overdue": True},
        {"overdue": False, "open": True},
        {"due_before": datetime.fromisoformat("2026-03-12T00:00:00+08:00")},
        {"due_before": datetime.fromisoformat("2026-03-12T00:00:00+08:00"), "overdue": True},
        {"unit": "WATER", "open": True},
        {"state": (CaseState.MERGED, CaseState.SUSPENDED)},
        {"supervision": "supervised"},
    ],
)
def test_filters_are_judged_at_that_moment_and_count_alike(past_year, by, wanted):
    seen = 0
    for moment in some(past_year.moments(by), 25):
        found = past_year.listed(moment, by, **wanted)
        assert only(found) == only(past_year.expected(moment, by, **wanted)), moment
        with past_year.book.connection() as conn:
            wish = Wanted(as_of=moment, as_of_by=by, **wanted)
            assert count(conn, wish, ANYBODY, LATER) == len(found)
        seen += len(found)
    assert seen


@pytest.mark.parametrize("by", AsOfBy)
@pytest.mark.parametrize("sort", [sign + name for name in SORT_COLUMNS for sign in ("", "-")])
def test_pages_of_the_past_together_show_every_case_once_in_order(past_year, by, sort):
    column, backwards = SORT_COLUMNS[sort.removeprefix("-")], sort.startswith("-")
    for moment in some(past_year.moments(by), 6):
        rows = past_year.expected(moment, by)
        rows.sort(key=itemgetter(column, "case_id"), reverse=backwards)
        for limit in (1, 4, 50):
            assert only(paged(past_year, moment, by, sort=sort, limit=limit)) == only(rows)


def paged(told, moment, by, **wanted):
    with told.book.connection() as conn:
        found = asked(conn, moment, by, **wanted)
        rows = list(found.rows)
        while found.next:
            found = asked(conn, moment, by, cursor=found.next, **wanted)
            rows += found.rows
    return rows


@pytest.mark.parametrize("by", AsOfBy)
def test_one_case_is_looked_back_on_as_the_list_is(past_year, by):
    for moment in some(past_year.moments(by), 40):
        for history in past_year.histories.values():
            then = counted(history, moment, by)
            if then and then[0].version == 1:
                assert past(history, moment, by) == then
            else:
                with pytest.raises(NotThereYet):
                    past(history, moment, by)
