"""How the API says no: the right number, a stable type, a Chinese sentence, the field at fault."""

from uuid import uuid4

import pytest

from tests.story import ADDRESS, NAME, PHONE, complaint, until

NEW, WORKING = (), until("sign-for")
WAITING = until("submit-rectification")
#: the story so far, the step, by whom, with which changes; status, type and field of the refusal
REFUSED = [
    (NEW, "close", None, {}, 409, "not-open-now", None),
    (until("accept"), "accept", None, {}, 409, "not-open-now", None),
    (NEW, "accept", "caller", {}, 403, "not-your-duty", None),
    (until("dispatch"), "sign-for", "village", {}, 403, "not-your-duty", None),
    (until("dispatch"), "sign-for", "clerk", {}, 403, "not-your-duty", "manner"),
    (WORKING, "submit-rectification", "head", {}, 403, "not-your-duty", None),
    (("release-excerpt", "accept"), "dispatch", None, {"lead_unit": "XX"}, 422, "unknown-place", "lead_unit"),
    (
        ("release-excerpt", "accept"),
        "dispatch",
        None,
        {"assisting_units": ["SB"]},
        422,
        "lead-is-assisting",
        "assisting_units",
    ),
    (
        ("release-excerpt", "accept"),
        "dispatch",
        None,
        {"responsible_person": "p-miaoruyou"},
        422,
        "not-a-post-holder",
        "responsible_person",
    ),
    (("accept",), "dispatch", None, {}, 409, "excerpt-not-released", None),
    (NEW, "accept", None, {"village": "V99"}, 422, "unknown-place", "village"),
    (NEW, "decline", None, {"told_how": ""}, 422, "something-missing", "told_how"),
    (
        WORKING,
        "submit-rectification",
        None,
        {"no_photo_reason": ""},
        422,
        "something-missing",
        "no_photo_reason",
    ),
    (
        WORKING,
        "submit-rectification",
        None,
        {"occurred_at": "2099-01-01T00:00:00Z"},
        422,
        "wrong-time",
        "occurred_at",
    ),
    (until("pass-check"), "close", None, {}, 409, "follow-up-not-done", None),
    (WAITING, "close", None, {}, 409, "check-not-passed", None),
    (until("record-follow-up"), "close", None, {"reply": ""}, 422, "something-missing", "reply"),
    (NEW, "release-excerpt", None, {"text": f"{NAME}反映垃圾"}, 422, "excerpt-leaks", "text"),
    (NEW, "release-excerpt", None, {"text": f"请致电{PHONE}"}, 422, "excerpt-leaks", "text"),
    (NEW, "release-excerpt", None, {"title": f"{ADDRESS}的垃圾"}, 422, "excerpt-leaks", "title"),
    (
        ("release-excerpt", "accept"),
        "dispatch",
        None,
        {"instruction": f"找{NAME}"},
        422,
        "excerpt-leaks",
        "instruction",
    ),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case[1]}-{case[5]}-{case[6]}")
def test_a_refusal_has_its_number_its_name_and_its_field(town, case):
    story, verb, by, changes, status, code, field = case
    refused = town.ask(town.play(*story), verb, by, **changes)
    told = refused.json()
    assert (refused.status_code, told["type"]) == (status, f"/problems/{code}")
    assert [e["field"] for e in told["errors"]] == ([field] if field else [])
    assert is_problem(refused)


def is_problem(answer):
    """RFC 9457, in Chinese."""
    told = answer.json()
    chinese = all(any("\u4e00" <= sign <= "\u9fff" for sign in told[name]) for name in ("title", "detail"))
    kind = answer.headers["Content-Type"].partition(";")[0]
    return kind == "application/problem+json" and told["status"] == answer.status_code and chinese


def test_whoever_heads_two_units_does_not_check_the_work_of_one_in_the_other(town):
    case_id = town.play("release-excerpt", "accept")
    town.do(case_id, "dispatch", lead_unit="PSO", responsible_person="p-anminsheng", assisting_units=[])
    town.do(case_id, "request-return", by="two-hats")
    refused = town.ask(case_id, "reject-return", by="two-hats")
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/handler-may-not-check")
    assert is_problem(refused)


def test_a_refused_step_leaves_no_trace(town):
    case_id = town.play("release-excerpt", "accept")
    town.ask(case_id, "close")
    assert town.kinds(case_id) == ["case-registered", "excerpt-released", "case-accepted"]


def test_whoever_saw_an_older_version_gets_412(town):
    case_id = town.play("release-excerpt")
    late = town["clerk"].post(
        f"/cases/{case_id}/accept", {"category": "noise", "area": "healthy_society"}, seen=1
    )
    assert (late.status_code, late.json()["type"]) == (412, "/problems/out-of-date")
    assert "第 1 版，现在是第 2 版" in late.json()["detail"]


@pytest.mark.parametrize("seen", ["not-a-version", "", '"x"', "-1", "1" * 5000])
def test_an_if_match_that_is_no_version_of_ours_never_matches(town, seen):
    case_id = town.take_in()
    answer = town["clerk"].post(f"/cases/{case_id}/release-excerpt", {"title": "题", "text": "文"}, seen=seen)
    assert (answer.status_code, answer.json()["type"]) == (412, "/problems/out-of-date")


@pytest.mark.parametrize("seen", [None, "*", '"1"', "1", 'W/"1"', ' "1" '])
def test_the_version_seen_may_be_written_in_any_usual_way(town, seen):
    case_id = town.take_in()
    answer = town["clerk"].post(f"/cases/{case_id}/release-excerpt", {"title": "题", "text": "文"}, seen=seen)
    assert answer.status_code == 200


def test_a_look_at_personal_data_respects_the_version_too(town):
    case_id = town.play("release-excerpt")
    late = town["caller"].post(f"/cases/{case_id}/reveal", {"purpose": "follow_up"}, seen=1)
    assert late.status_code == 412
    assert "personal-data-revealed" not in town.kinds(case_id)


def test_a_case_that_is_not_there_and_one_that_is_not_shown_look_the_same(town):
    hidden = town["stranger"].get(f"/cases/{town.take_in()}")
    missing = town["stranger"].get(f"/cases/{uuid4()}")
    assert (hidden.status_code, hidden.json()) == (404, missing.json())
    assert is_problem(hidden)


def test_a_source_number_that_came_before_is_named(town):
    told = complaint(source_system="12345", source_number="JY-0001")
    town["clerk"].post("/cases", told)
    again = town["clerk"].post("/cases", told)
    assert (again.status_code, again.json()["type"]) == (409, "/problems/already-there")
    assert "JY-0001" in again.json()["detail"]


@pytest.mark.parametrize(
    ("path", "status"), [("/api/v1/nowhere", 404), ("/api/v1/cases/x/close", 404), ("/docs/x", 404)]
)
def test_an_address_that_is_none_is_a_problem_too(town, path, status):
    answer = town["clerk"].client.get(path)
    assert answer.status_code in {status, 405}
    assert is_problem(answer)
