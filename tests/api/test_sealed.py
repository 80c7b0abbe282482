"""An accusation of an official is for the head and the discipline body; for all others it is not there."""

from uuid import uuid4

import pytest

from tests.api.test_stream import listening, serving

BLIND = ("clerk", "checker", "caller", "leader", "convener", "liaison")
SEEING = ("head", "reviewer")
WORDS = "镇里某干部借清运收钱"


@pytest.fixture(scope="module")
def sealed(town):
    return town.take_in(triage="accusation", title="反映干部", text=WORDS)


@pytest.mark.parametrize("who", BLIND)
@pytest.mark.parametrize("place", ["", "/timeline", "/deadlines", "/actions", "/related"])
def test_at_every_place_it_looks_as_if_it_were_not_there(town, sealed, who, place):
    hidden = town[who].get(f"/cases/{sealed}{place}")
    assert (hidden.status_code, hidden.json()) == (404, town[who].get(f"/cases/{uuid4()}{place}").json())
    past = town[who].get(f"/cases/{sealed}{place}", as_of=town.wall.now.isoformat())
    assert past.status_code == 404


@pytest.mark.parametrize("who", SEEING)
@pytest.mark.parametrize("place", ["", "/timeline", "/deadlines", "/actions", "/related"])
def test_the_head_and_the_discipline_body_read_it(town, sealed, who, place):
    assert town[who].get(f"/cases/{sealed}{place}").status_code == 200


@pytest.mark.parametrize("who", BLIND)
@pytest.mark.parametrize(
    "asked",
    [{}, {"q": "收钱"}, {"q": "反映干部"}, {"as_of": "now"}, {"as_of": "now", "as_of_by": "occurred"}],
    ids=str,
)
def test_it_is_in_no_list_and_no_search(town, sealed, who, asked):
    asked = asked | ({"as_of": town.wall.now.isoformat()} if "as_of" in asked else {})
    assert sealed in listed(town, "head", **asked)
    assert sealed not in listed(town, who, **asked)


def listed(town, who, **asked):
    return [item["case_id"] for item in town[who].get("/cases", limit=200, **asked).json()["items"]]


def test_its_number_is_not_found_by_whoever_may_not_know_it(town, sealed):
    number = town["head"].get(f"/cases/{sealed}").json()["number"]
    assert listed(town, "head", q=number) == [sealed]
    assert listed(town, "clerk", q=number) == []


def test_no_step_on_it_gets_another_answer_than_not_there(town, sealed):
    for verb, by in (("accept", "clerk"), ("urge", "clerk"), ("reveal", "caller")):
        assert town.ask(sealed, verb, by=by).status_code == 404


def test_it_is_not_proposed_to_be_joined(town, sealed):
    offered = town["clerk"].get(f"/cases/{town.take_in()}/actions").json()["choices"]["case"]
    assert sealed not in [choice["value"] for choice in offered]
    told = town["clerk"].post("/similar-cases", {"title": "反映干部", "text": WORDS, "village": "V04"})
    assert sealed not in told.text


def test_the_stream_does_not_tell_of_it(town, home):
    seen = town.house.book.last_position()
    town.take_in(triage="accusation")
    other = town.take_in()
    with serving(town, home) as (address, _), listening(address, who="clerk", last=seen) as heard:
        assert next(heard)[1]["case_id"] == other


def test_what_is_sealed_later_is_sealed_in_the_past_as_well(own_town):
    """An accusation that was first taken for an ordinary complaint."""
    case_id = own_town.take_in()
    before = own_town.wall.now.isoformat()
    own_town.do(case_id, "correct-record", by="head", field="triage", value="accusation")
    for by in ("recorded", "occurred"):
        assert case_id in listed(own_town, "head", as_of=before, as_of_by=by)
        assert case_id not in listed(own_town, "clerk", as_of=before, as_of_by=by)
        own = own_town["clerk"].get(f"/cases/{case_id}", as_of=before, as_of_by=by)
        assert own.status_code == 404


def test_once_handed_over_it_stays_sealed(own_town):
    case_id = own_town.take_in(triage="accusation")
    body = {
        "triage": "accusation",
        "receiver": "",
        "receiver_unit": "JW",
        "reference": "",
        "told_how": "",
    }
    own_town.do(case_id, "transfer-out", by="head", **body)
    assert own_town["head"].get(f"/cases/{case_id}").json()["sealed"]
    assert own_town["clerk"].get(f"/cases/{case_id}").status_code == 404
