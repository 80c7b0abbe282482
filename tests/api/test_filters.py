"""What a list lets through, filter by filter, against the same question asked of every line in Python."""

from datetime import datetime, timedelta

import pytest

from tests.furnished import MONDAY, Town
from tests.story import until

LATER = MONDAY + timedelta(days=12)


@pytest.fixture(scope="module")
def busy(town: Town) -> Town:
    """Cases in many states, of several kinds, places and units; then twelve days pass."""
    for verb in (*until("reopen"), "decline"):
        town.play(*(until(verb) if verb != "decline" else (verb,)))
    town.play(channel="visit", matter="inquiry")
    town.find(category="noise", area="healthy_society", village="V01")
    unit = town.play("release-excerpt", "accept")
    town.do(unit, "dispatch", lead_unit="MZ", responsible_person="p-miaoruyou", assisting_units=["SB"])
    town.wall.now = LATER
    return town


def lines(town, **wanted):
    """The lines of a list, with what one sees on opening them."""
    items = town["head"].get("/cases", limit=200, **wanted).json()["items"]
    return [
        town["head"].get(f"/cases/{item['case_id']}").json() | {"colour": item["colour"]} for item in items
    ]


def moment(text):
    return datetime.fromisoformat(text) if text else datetime.max.replace(tzinfo=LATER.tzinfo)


NOON = MONDAY + timedelta(hours=3)
FILTERS = [
    ({"state": "closed"}, lambda c: c["state"] == "closed"),
    ({"state": ["closed", "declined"]}, lambda c: c["state"] in {"closed", "declined"}),
    ({"open": True}, lambda c: c["closed_at"] is None),
    ({"open": False}, lambda c: c["closed_at"] is not None),
    ({"kind": "finding"}, lambda c: c["kind"] == "finding"),
    ({"channel": "visit"}, lambda c: c["channel_label"] == "来访"),
    ({"matter": "inquiry"}, lambda c: c["matter"] == "inquiry"),
    ({"area": "healthy_society"}, lambda c: c["area"] == "healthy_society"),
    ({"category": "exposed_waste"}, lambda c: c["category"] == "exposed_waste"),
    ({"village": "V04"}, lambda c: c["village"] == "V04"),
    ({"unit": "SB"}, lambda c: c["unit"] == "SB" or "柿槟服务中心" in c["assisting_names"]),
    ({"unit": "V04"}, lambda c: "假山村" in c["assisting_names"]),
    ({"overdue": True}, lambda c: moment(c["due_at"]) < LATER),
    ({"overdue": False}, lambda c: moment(c["due_at"]) >= LATER),
    ({"due_before": LATER.isoformat()}, lambda c: moment(c["due_at"]) < LATER),
    ({"received_from": NOON.isoformat()}, lambda c: moment(c["received_at"]) >= NOON),
    ({"received_before": NOON.isoformat()}, lambda c: moment(c["received_at"]) < NOON),
]


@pytest.mark.parametrize(
    ("wanted", "fits"), FILTERS, ids=[f"{n}-{next(iter(w))}" for n, (w, _) in enumerate(FILTERS)]
)
def test_a_filter_lets_through_what_it_says(busy, wanted, fits):
    everything = lines(busy)
    found = {c["case_id"] for c in lines(busy, **wanted)}
    assert found == {c["case_id"] for c in everything if fits(c)}
    assert 0 < len(found) < len(everything)


def test_several_filters_hold_all_at_once(busy):
    filters = {"kind": "grievance", "open": True, "unit": "SB", "overdue": True}
    alone = [{c["case_id"] for c in lines(busy, **{name: value})} for name, value in filters.items()]
    assert {c["case_id"] for c in lines(busy, **filters)} == set.intersection(*alone) != set()


def test_what_is_overdue_is_red_and_what_is_not_is_not(busy):
    assert {c["colour"] for c in lines(busy, overdue=True)} == {"red"}
    assert "red" not in {c["colour"] for c in lines(busy, overdue=False)}


def test_the_unit_table_counts_the_same_cases(busy):
    units = {unit["unit"]: unit for unit in busy["head"].get("/units").json()}
    mine = [c for c in lines(busy) if c["unit"] == "SB"]
    assert units["SB"]["open"] == sum(c["closed_at"] is None for c in mine)
    assert units["SB"]["overdue"] == sum(moment(c["due_at"]) < LATER and c["closed_at"] is None for c in mine)
    assert units["SB"]["closed"] == sum(c["state"] == "closed" for c in mine)
    assert (units["SB"]["unit_name"], units["MZ"]["open"]) == ("柿槟服务中心", 1)


def test_a_unit_that_is_not_there_has_no_cases(busy):
    assert lines(busy, unit="nowhere") == []
