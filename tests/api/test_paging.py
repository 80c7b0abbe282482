"""Page by page through the list: each case once, in order, whatever happens meanwhile."""

from datetime import timedelta

import pytest

from tests.furnished import MONDAY
from tests.story import complaint

SORTS = ("due", "received", "number", "updated")
KEYS = {"due": "due_at", "received": "received_at", "number": "number", "updated": "position"}


@pytest.fixture(scope="module", autouse=True)
def cases(town):
    """Forty cases, some received in the same minute, some with no clock running."""
    for number in range(40):
        received = MONDAY - timedelta(minutes=number // 3)
        body = complaint(title=f"第{number}件", received_at=received.isoformat())
        case_id = town["clerk"].post("/cases", body).json()["case_id"]
        if number % 5 == 0:
            town.ask(case_id, "decline")
        if number % 7 == 0:
            town.ask(case_id, "accept")
    town.catch_up()


def walk(town, between=lambda: None, **wanted):
    """All pages, joined."""
    found, cursor = [], None
    while True:
        page = town["head"].get("/cases", **wanted, **({"cursor": cursor} if cursor else {})).json()
        found += page["items"]
        cursor = page["next"]
        if cursor is None:
            return found
        between()


@pytest.mark.parametrize("limit", [1, 7, 40])
@pytest.mark.parametrize("sort", [*SORTS, *(f"-{sort}" for sort in SORTS)])
def test_all_pages_together_hold_each_case_once(town, sort, limit):
    found = walk(town, sort=sort, limit=limit)
    everything = town["head"].get("/cases", sort=sort, limit=200, with_total=True).json()
    assert [i["case_id"] for i in found] == [i["case_id"] for i in everything["items"]]
    assert len({i["case_id"] for i in found}) == everything["total"] == len(found)


@pytest.mark.parametrize("sort", [*SORTS, *(f"-{sort}" for sort in SORTS)])
def test_the_pages_are_in_the_order_asked_for(town, sort):
    keys = [item[KEYS[sort.removeprefix("-")]] for item in walk(town, sort=sort, limit=9)]
    told = ["9999" if key is None else key for key in keys]
    assert told == sorted(told, reverse=sort.startswith("-"))


@pytest.mark.parametrize("sort", [*SORTS, *(f"-{sort}" for sort in SORTS)])
def test_new_cases_between_two_pages_shift_nothing(town, sort):
    before = {i["case_id"] for i in walk(town, sort=sort, limit=200)}
    found = [i["case_id"] for i in walk(town, between=town.take_in, sort=sort, limit=15)]
    assert len(found) == len(set(found))
    assert before <= set(found)


def test_a_cursor_keeps_its_place_under_filters_too(town):
    found = walk(town, state="declined", sort="-number", limit=3)
    assert len(found) == 8
    assert {item["state"] for item in found} == {"declined"}


def test_a_cursor_belongs_to_its_order(town):
    cursor = town["head"].get("/cases", sort="due", limit=1).json()["next"]
    refused = town["head"].get("/cases", sort="-due", limit=1, cursor=cursor)
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/bad-cursor")


def test_the_last_page_says_so(town):
    assert town["head"].get("/cases", limit=200).json()["next"] is None


def test_a_total_is_counted_only_when_asked_for(town):
    assert town["head"].get("/cases", limit=1).json()["total"] is None
    assert town["head"].get("/cases", limit=1, state="declined", with_total=True).json()["total"] == 8
