"""A case and a list as they were at a moment: by recording or by occurrence, never in the future."""

from datetime import timedelta

import pytest

from tests.api.test_refusals import is_problem
from tests.furnished import MONDAY
from tests.story import until

PLACES = ("", "/timeline", "/deadlines", "/actions", "/related")


@pytest.fixture(scope="module")
def lived(town):
    """A case of an hour a step; its states by the hour."""
    start = town.wall.now
    case_id = town.play(*until("close"))
    return case_id, start


def as_of(town, case_id, place="", who="head", **asked):
    return town[who].get(f"/cases/{case_id}{place}", **asked)


@pytest.mark.parametrize(
    ("hours", "state"),
    [(0, "待受理"), (1, "待受理"), (2, "待派单"), (4, "整改中"), (5, "待核查"), (8, "已办结")],
)
def test_a_case_is_told_as_it_was(town, lived, hours, state):
    case_id, start = lived
    moment = (start + timedelta(hours=hours, minutes=1)).isoformat()
    if hours < 8:
        town.wall.now = max(town.wall.now, start + timedelta(hours=9))
    seen = as_of(town, case_id, as_of=moment).json()
    told = as_of(town, case_id, "/timeline", as_of=moment).json()
    assert (seen["state_label"], seen["version"]) == (state, len(told))


def test_the_promise_is_as_it_stood_before_it_was_extended(town):
    case_id = town.play(*until("sign-for"), "request-extension")
    before = town.wall.now.isoformat()
    town.do(case_id, "grant-extension")
    then, now = (as_of(town, case_id, **asked).json() for asked in ({"as_of": before}, {}))
    assert then["task_due_at"] < now["task_due_at"]
    assert (then["extensions"], now["extensions"]) == (0, 1)
    limits = {d["clock"]: d for d in as_of(town, case_id, "/deadlines", as_of=before).json()}
    assert limits["task"]["due"]["was"] is None
    assert limits["extension_decide"]["running"]


def test_what_was_entered_later_had_happened_but_was_not_known(town):
    case_id = town.play(*until("sign-for"))
    happened = town.wall.now + timedelta(minutes=30)
    town.wall.now += timedelta(hours=5)
    done = town.do(case_id, "submit-rectification", occurred_at=happened.isoformat())
    between = (happened + timedelta(hours=1)).isoformat()
    known = as_of(town, case_id, as_of=between).json()
    true = as_of(town, case_id, as_of=between, as_of_by="occurred").json()
    assert (known["state"], true["state"]) == ("in_progress", "awaiting_check")
    assert true["version"] == done["version"]
    for by, state in (("recorded", "in_progress"), ("occurred", "awaiting_check")):
        items = town["head"].get("/cases", as_of=between, as_of_by=by, limit=200).json()["items"]
        assert {i["case_id"]: i["state"] for i in items}[case_id] == state


def test_a_list_of_the_past_has_its_own_now_and_its_own_colours(own_town):
    case_id = own_town.play(*until("accept"))
    then = own_town.wall.now
    own_town.wall.now += timedelta(days=40)
    past = own_town["head"].get("/cases", as_of=then.isoformat()).json()
    assert (past["items"][0]["colour"], past["items"][0]["case_id"]) == ("none", case_id)
    assert own_town["head"].get("/cases").json()["items"][0]["colour"] == "red"
    assert past["now"] == then.isoformat()


def test_before_it_was_registered_it_was_not_there(town, lived):
    case_id, start = lived
    for place in PLACES:
        answer = as_of(town, case_id, place, as_of=(start - timedelta(days=9)).isoformat())
        assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-there-yet")
        assert is_problem(answer)


@pytest.mark.parametrize("place", ["", *(f"/{{}}{place}" for place in PLACES)])
def test_the_future_and_a_time_without_a_zone_are_refused_in_words(town, lived, place):
    path = f"/cases{place.format(lived[0])}"
    future = town["head"].get(path, as_of=(town.wall.now + timedelta(minutes=1)).isoformat())
    assert (future.status_code, future.json()["type"]) == (422, "/problems/not-yet-that-moment")
    assert "现在以前" in future.json()["detail"]
    naive = town["head"].get(path, as_of="2026-09-07T09:00:00")
    assert (naive.status_code, naive.json()["errors"]) == (
        422,
        [{"field": "as_of", "message": "时间要带时区，如 +08:00"}],
    )
    other = town["head"].get(path, as_of=MONDAY.isoformat(), as_of_by="guessed")
    assert (other.status_code, other.json()["errors"][0]["field"]) == (422, "as_of_by")


def test_a_clock_cannot_be_asked_of_the_past(town):
    refused = town["head"].get("/cases", as_of=MONDAY.isoformat(), clock="reinspect")
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/bad-filter")


def test_what_was_corrected_stays_in_its_place_with_what_it_should_have_been(town):
    case_id = town.play(*until("submit-rectification"))
    town.do(
        case_id,
        "correct-record",
        by="liaison",
        field="statement",
        value="清运两车",
        of_version=6,
        reason="笔误",
    )
    told = as_of(town, case_id, "/timeline").json()
    assert (told[5]["corrected"], told[6]["corrected"]) == ("清运两车", "")
    assert "已清运" in told[5]["sentence"]


def test_lists_can_be_asked_for_a_running_clock_and_a_level_of_supervision(town):
    case_id = town.play(*until("close"))
    pushed = town.play(*until("sign-for"), "supervise")
    asked = {
        "supervision": {"supervision": "supervised"},
        "clock": {"clock": "supervision"},
        "other": {"clock": "reinspect"},
    }
    found = {
        name: [i["case_id"] for i in town["head"].get("/cases", limit=200, **a).json()["items"]]
        for name, a in asked.items()
    }
    assert pushed in found["supervision"]
    assert pushed in found["clock"]
    assert case_id not in found["supervision"] + found["clock"] + found["other"]
    seen = as_of(town, pushed).json()
    assert seen["supervision_label"] == "督办"


def test_every_clock_answers_the_running_ones_first_each_with_its_lines(town):
    case_id = town.play(*until("sign-for"), "supervise", "request-extension")
    limits = as_of(town, case_id, "/deadlines").json()
    assert [d["running"] for d in limits] == sorted((d["running"] for d in limits), reverse=True)
    assert {d["clock"] for d in limits} >= {"task", "case", "supervision", "extension_decide", "sign_for"}
    assert all(d["lines"][0].startswith("规则 ") and d["lines"][-1].startswith("到期 ") for d in limits)
