"""Whatever a client sends, the answer is the client's fault or ours to keep; never an error of ours."""

import json
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.story import USUAL, complaint

HARD = st.sampled_from(
    ["\0", "\ud800", "a\udfffb", "", " ", "😀" * 50, "٣", "0001-01-01T00:00:00Z", "{}", "\u202e"]
)
LEAF = (
    st.none() | st.booleans() | st.integers() | st.just(10**400) | st.floats() | st.text(max_size=20) | HARD
)
ANY = st.recursive(
    LEAF,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5) | HARD, inner, max_size=3)
    ),
    max_leaves=8,
)
QUIETLY = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def send(town, path, body, who="clerk"):
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {town[who].token}"}
    answer = town.client.post(f"/api/v1{path}", content=json.dumps(body), headers=headers)
    assert answer.status_code < 500, (body, answer.text)
    return answer


def spoiled(body):
    """A good body, one or two of whose fields hold anything at all."""
    fields = st.sampled_from([*body, "occurred_at", "received_at", "extra", "photos", "nothing"])
    return st.dictionaries(fields, ANY, min_size=1, max_size=2).map(lambda bad: body | bad)


@QUIETLY
@given(body=ANY | spoiled(complaint()) | spoiled(complaint(accused_unit="SB", site="x", source_number="1")))
def test_any_registration_gets_an_answer(town, body):
    send(town, "/cases", body)
    town.catch_up()
    assert town["head"].get("/cases", limit=200).status_code == 200


@settings(QUIETLY, max_examples=20)  # a password takes its time on purpose
@given(body=ANY | spoiled({"login": "clerk", "password": "wrong horse"}))
def test_any_sign_in_gets_an_answer(town, body):
    send(town, "/sessions", body)


@pytest.mark.parametrize("verb", USUAL)
@settings(QUIETLY, max_examples=10)
@given(data=st.data())
def test_any_step_gets_an_answer(town, verb, data):
    who, usual = town.usual(verb)
    body = data.draw(ANY | spoiled(usual))
    send(town, f"/cases/{case_before(town, verb)}/{verb}", body, who)


def case_before(town, verb):
    """A case at which this step is open: the one of the last example, as long as that was refused."""
    case_id = CASES.get(verb)
    if case_id is None or verb not in open_to(town, case_id, USUAL[verb][0]):
        CASES[verb] = town.open_to(verb)
    return CASES[verb]


CASES: dict[str, str] = {}


def open_to(town, case_id, who):
    answer = town[who].get(f"/cases/{case_id}/actions")
    return [action["verb"] for action in answer.json().get("open", [])]


@QUIETLY
@given(
    query=st.dictionaries(
        st.sampled_from(["q", "cursor", "state", "unit", "village", "due_before", "limit", "sort", "x"]),
        st.text(max_size=20)
        | st.sampled_from(["\0", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "😀"]),
        max_size=3,
    )
)
def test_any_list_that_is_asked_for_gets_an_answer(town, query):
    utf8 = {name: value.encode(errors="replace").decode() for name, value in query.items()}
    assert town["clerk"].get("/cases", **utf8).status_code in {200, 422}


@QUIETLY
@given(key=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=250))
def test_any_key_and_any_version_seen_get_an_answer(town, key):
    headers = {"Idempotency-Key": key, "If-Match": key, "X-Aiwei-Door": key}
    answer = town["clerk"].post(f"/cases/{uuid4()}/accept", USUAL["accept"][1], headers=headers)
    assert answer.status_code in {404, 422}
