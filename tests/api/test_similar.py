"""Similar open cases over HTTP: what is proposed, to whom, and how a wrong question is answered."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.api.test_anything import QUIETLY, send, spoiled
from tests.story import until

WORDS = "村东头大坑边垃圾没人清运"
TOLD = {"text": WORDS, "village": "V04", "category": "exposed_waste"}


def proposed(town, who="clerk", **told):
    answer = town[who].post("/similar-cases", told)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def test_a_similar_case_is_answered_with_its_place_state_limit_and_why(own_town):
    case_id = own_town.take_in(title="大坑垃圾", text=WORDS, category="exposed_waste")
    (item,) = proposed(own_town, **TOLD)
    assert (item["case_id"], item["number"], item["state_label"]) == (case_id, "2026-00001", "待受理")
    assert (item["title"], item["is_draft"], item["village_name"]) == ("大坑垃圾", True, "假山村")
    assert item["due_at"]
    assert item["unit"] is None
    assert item["why"] == ["同村", "同类", "说法相近「村东头大坑边垃…」", "今天"]
    assert 0.29 < item["score"] < 2


def test_the_village_may_be_named_in_the_words(own_town):
    own_town.take_in(title="大坑垃圾", text=WORDS)
    assert proposed(own_town, text="假山村大坑边有垃圾")[0]["why"][0] == "同村"


def test_a_unit_is_proposed_its_own_cases_only(own_town):
    mine = own_town.play(*until("dispatch"))
    own_town.take_in(title="门口垃圾", text="居民反映门口垃圾堆放多日")
    told = {"text": "门口垃圾堆放多日", "village": "V04"}
    assert [item["case_id"] for item in proposed(own_town, "liaison", **told)] == [mine]
    assert proposed(own_town, "stranger", **told) == []
    assert len(proposed(own_town, "clerk", **told)) == 2


def test_asking_records_nothing(own_town):
    own_town.take_in(text=WORDS)
    before = own_town.house.book.last_position()
    proposed(own_town, **TOLD)
    assert own_town.house.book.last_position() == before


def test_whoever_is_not_signed_in_is_told_so(town):
    answer = town.client.post("/api/v1/similar-cases", json=TOLD)
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/not-signed-in")
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"category": "无此类"}, "category"), ({"q": "垃圾"}, "q"), ({"received_at": "昨天"}, "received_at")],
)
def test_a_wrong_field_is_named(town, wrong, field):
    answer = town["clerk"].post("/similar-cases", TOLD | wrong)
    assert (answer.status_code, answer.json()["title"]) == (422, "内容填写有误")
    assert [error["field"] for error in answer.json()["errors"]] == [field]


def test_words_do_not_come_back_with_a_refusal(town):
    answer = town["clerk"].post("/similar-cases", TOLD | {"village": ["不是代码"]})
    assert WORDS not in json.dumps(answer.json(), ensure_ascii=False)


def test_words_may_not_stand_in_an_address(town):
    assert town["clerk"].get("/similar-cases", text=WORDS).status_code == 405


@QUIETLY
@given(body=spoiled(TOLD) | st.builds(dict, text=st.text(max_size=300), village=st.text(max_size=9)))
def test_any_report_gets_an_answer(town, body):
    send(town, "/similar-cases", body)
