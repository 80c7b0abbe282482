"""What is filled in wrongly is said in Chinese, with the field's name, and never as an error of ours."""

import pytest

from tests.api.test_refusals import is_problem
from tests.story import complaint

ONE_FIELD = [
    ({"channel": None}, "channel", "必填"),
    ({"channel": "pigeon"}, "channel", "不在可选范围内"),
    ({"chanel": "phone"}, "chanel", "没有这个字段"),
    ({"title": ""}, "title", "不能为空"),
    ({"title": "  \n"}, "title", "不能只有空格"),
    ({"title": "长" * 201}, "title", "太长"),
    ({"title": 5}, "title", "应为文字"),
    ({"text": "长" * 40_001}, "text", "太长"),
    ({"village": " "}, "village", "写法不对"),
    ({"name": "长" * 61}, "name", "太长"),
    ({"received_at": "昨天"}, "received_at", "时间写法不对"),
    ({"received_at": "2026-09-01T09:00:00"}, "received_at", "时区"),
    ({"received_at": "0001-01-01T00:00:00+08:00"}, "received_at", "太早"),
    ({"received_at": "9999-12-31T23:59:59-12:00"}, "received_at", "将来"),
    ({"secrecy": "perhaps"}, "secrecy", "应为 true 或 false"),
    ({"photos": ["x"]}, "photos.0", "写法不对"),
    ({"photos": "x"}, "photos", "应为列表"),
    ({"extra": ["x"]}, "extra", "应为对象"),
    ({"excerpt": {"title": "题"}}, "excerpt.text", "必填"),
    ({"excerpt": "文"}, "excerpt", "应为对象"),
    ({"secrecy": True, "text": "同样", "excerpt": {"title": "题", "text": "同样"}}, "body", "摘录须改写"),
]


@pytest.mark.parametrize(("changes", "field", "saying"), ONE_FIELD, ids=[f"{f}-{s}" for _, f, s in ONE_FIELD])
def test_a_field_that_is_wrong_is_named(town, changes, field, saying):
    answer = town["clerk"].post("/cases", complaint(**changes))
    told = answer.json()
    assert answer.status_code == 422
    assert [e["field"] for e in told["errors"]] == [field]
    assert saying in told["errors"][0]["message"]
    assert is_problem(answer)


def test_all_wrong_fields_are_named_at_once(town):
    told = town["clerk"].post("/cases", complaint(channel=None, title="", kind="x")).json()
    assert {e["field"] for e in told["errors"]} == {"channel", "title", "kind"}
    assert told["type"] == "/problems/invalid"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"null", b"\xff\xfe", b'{"channel": NaN}'])
def test_a_body_that_is_no_object_is_told_so(town, body):
    headers = {"Authorization": f"Bearer {town['clerk'].token}", "Content-Type": "application/json"}
    answer = town.client.post("/api/v1/cases", content=body, headers=headers)
    assert answer.status_code in {400, 422}
    assert is_problem(answer)


QUERIES = [
    {"limit": "0"},
    {"limit": "201"},
    {"limit": "many"},
    {"sort": "colour"},
    {"state": "sleeping"},
    {"overdue": "perhaps"},
    {"due_before": "2026-09-01"},
    {"colour": "red"},
    {"q": "长" * 101},
    {"cursor": "%%%"},
    {"cursor": "WyJudW1iZXIiLCAiMSIsICI2ZjFkMmM1OC0wZDBiLTRjOWEtOWE1Ny0xYjFmMGE3YzJlMTEiXQ"},
    {"cursor": "bnVsbA"},
]


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_a_list_that_is_asked_for_wrongly_is_refused_with_the_field(town, query):
    answer = town["clerk"].get("/cases", **query)
    assert answer.status_code == 422
    assert [e["field"].partition(".")[0] for e in answer.json()["errors"]] == list(query)
    assert is_problem(answer)


def test_a_cursor_made_by_hand_is_refused(town):
    """["due", "not a time", …] in base64"""
    made = "WyJkdWUiLCAibm90IGEgdGltZSIsICI2ZjFkMmM1OC0wZDBiLTRjOWEtOWE1Ny0xYjFmMGE3YzJlMTEiXQ"
    answer = town["clerk"].get("/cases", cursor=made)
    assert answer.status_code == 422
    assert is_problem(answer)


@pytest.mark.parametrize("query", [{"q": "a\0b"}, {"village": "\0"}, {"unit": "\0"}, {"q": "\0"}], ids=str)
def test_a_zero_character_in_a_query_finds_nothing_and_breaks_nothing(town, query):
    assert town["clerk"].get("/cases", **query).status_code in {200, 422}


@pytest.mark.parametrize("path", ["/cases/not-an-id", "/cases/not-an-id/timeline", "/register?on=gestern"])
def test_an_address_with_a_wrong_part_names_the_part(town, path):
    answer = town["clerk"].get(path)
    assert (answer.status_code, len(answer.json()["errors"])) == (422, 1)
    assert is_problem(answer)
