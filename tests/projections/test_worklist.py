"""Which cases are there: every filter, page and Chinese word, and nothing for eyes it is not meant for."""

import pytest

from aiwei.domain.case import commands as c
from aiwei.domain.case.words import CaseState
from aiwei.projections.cases import Cases
from aiwei.projections.projector import Projector
from aiwei.projections.viewer import Viewer, viewer_of
from aiwei.projections.worklist import BadCursor, Wanted, count, page
from tests import given as g
from tests.desks import complaint
from tests.projections.rows import STRAIGHT, a_busy_week

CLERK = Viewer("clerk", ("PHCO",), office=True)
CLOUD = Viewer("cloud", ("CLOUD",), office=False)
TEXTS = (
    "垃圾成堆",
    "村里噪音大，也有垃\n圾",
    "夜里噪声",
    "垃 圾",
    "WIFI 信号差",
    "ｗｉｆｉ １００%",
    "一_二",
    "𠮷野家油烟",
)


@pytest.fixture
def seen(office, projector):
    """A query on the read model as it stands after all that was recorded."""

    def ask(viewer=CLERK, **wanted):
        projector.catch_up()
        with office.desk.book.connection() as conn:
            return page(conn, Wanted(**wanted), viewer, office.wall.now)

    return ask


def numbers(found):
    return [int(row["number"].partition("-")[2]) for row in found.rows]


#: A word, and which of the texts hold it.
FOUND = {
    "垃圾": [1],
    "噪音": [2],
    "噪": [2, 3],
    "wifi": [5, 6],
    "100%": [6],
    "%": [6],
    "_": [7],
    "𠮷": [8],
    "𠮷野": [8],
    "成堆垃": [],
    "没有的词": [],
}


def test_a_word_finds_every_text_that_holds_it_and_no_other(office, seen):
    for text in TEXTS:
        office.take_in(complaint(title="无", text=text, name="", phone="", address=""))
    assert {word: numbers(seen(q=word, sort="number")) for word in FOUND} == FOUND


def test_a_released_excerpt_is_found_by_its_unit_and_the_draft_is_not(office, seen):
    release = c.ReleaseExcerpt(title="桶满", text="桶已满溢")
    office.play(g.ACCEPT, release, g.DISPATCH, intake=complaint(text="原话垃圾"))
    assert numbers(seen(CLOUD, q="满溢")) == [1]
    assert numbers(seen(CLOUD, q="原话")) == []
    assert numbers(seen(CLERK, q="原话")) == [1]


@pytest.mark.parametrize("sort", ["due", "-due", "received", "-received", "number", "-number", "updated"])
def test_pages_together_show_every_case_once_in_order(office, seen, sort):
    a_busy_week(office)
    whole = numbers(seen(sort=sort))
    assert sorted(whole) == list(range(1, 9))
    for limit in (1, 3, 8):
        assert paged(seen, sort=sort, limit=limit) == whole


def paged(seen, **wanted):
    """The cases of all pages, one after another."""
    found = seen(**wanted)
    cases = numbers(found)
    while found.next:
        found = seen(cursor=found.next, **wanted)
        cases += numbers(found)
    return cases


def test_a_case_that_comes_in_while_paging_shifts_nothing(office, seen):
    a_busy_week(office)
    first = seen(sort="-number", limit=4)
    office.take_in(complaint())
    assert numbers(seen(sort="-number", limit=10, cursor=first.next)) == [4, 3, 2, 1]


@pytest.mark.parametrize("cursor", ["x", "!!!", "W10", "e30", "bnVsbA", "WyJkdWUiLDEsMl0"])
def test_a_cursor_that_is_none_is_refused(seen, cursor):
    with pytest.raises(BadCursor):
        seen(cursor=cursor)


def test_a_cursor_of_another_order_is_refused(office, seen):
    a_busy_week(office)
    with pytest.raises(BadCursor, match="另一种排序"):
        seen(sort="number", cursor=seen(sort="due", limit=1).next)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"state": (CaseState.CLOSED,)}, [1]),
        ({"state": (CaseState.CLOSED, CaseState.DECLINED)}, [1, 7]),
        ({"open": False}, [1, 7]),
        ({"open": True}, [2, 3, 4, 5, 6, 8]),
        ({"unit": "CLOUD"}, [1, 4, 5, 6]),
        ({"unit": "WATER"}, [1, 4, 5, 6]),
        ({"unit": "BAMBOO"}, []),
        ({"category": "exposed_waste", "open": False}, [1]),
        ({"village": "CLOUD", "state": ("registered",)}, [8]),
    ],
)
def test_filters_narrow_the_list_and_count_alike(office, seen, wanted, expected):
    a_busy_week(office)
    assert numbers(seen(sort="number", **wanted)) == expected
    with office.desk.book.connection() as conn:
        assert count(conn, Wanted(**wanted), CLERK, office.wall.now) == len(expected)


def test_what_is_overdue_is_asked_of_the_clock_that_runs(office, seen):
    case_id = office.play(*STRAIGHT[:3])
    assert numbers(seen(overdue=True)) == []
    office.wall.later(days=2)
    assert numbers(seen(overdue=True)) == [1]
    office.ask(case_id, c.SignFor())
    assert numbers(seen(overdue=True)) == []


def test_a_unit_sees_its_own_cases_as_lead_or_assistant_and_no_others(office, seen):
    office.play(*STRAIGHT[:3])
    office.take_in()
    assert numbers(seen(CLOUD)) == numbers(seen(Viewer("water", ("WATER",), office=False))) == [1]
    assert numbers(seen(Viewer("bamboo", ("BAMBOO",), office=False))) == []
    assert numbers(seen(CLERK, sort="number")) == [1, 2]


def test_nobody_sees_the_case_about_themselves_or_their_unit(office, seen):
    office.take_in(complaint(accused_person="clerk"))
    office.take_in(complaint(accused_unit="PHCO"))
    other = Viewer("other", ("TOWN",), office=True)
    assert numbers(seen(CLERK)) == []
    assert numbers(seen(other, sort="number")) == [1, 2]


def test_who_looks_is_known_by_all_posts_held_that_day(office):
    register, now = office.desk.register.now(), office.wall.now
    assert viewer_of("clerk", register, now) == CLERK
    assert viewer_of("cousin", register, now) == Viewer("cousin", ("BAMBOO", "WATER"), office=False)
    assert viewer_of("former", register, now) == Viewer("former", (), office=False)


def test_a_list_does_not_see_what_is_not_yet_projected(office):
    office.take_in()
    with office.desk.book.connection() as conn:
        assert page(conn, Wanted(), CLERK, office.wall.now).rows == []
    Projector(office.desk.book, Cases(office.desk.book)).catch_up()
    with office.desk.book.connection() as conn:
        assert len(page(conn, Wanted(), CLERK, office.wall.now).rows) == 1
