"""Who sees what: the office everything, a unit its own, and nobody the case about themselves."""

import pytest

from tests.story import complaint, until

OFFICE = ("clerk", "head", "checker", "caller", "two-hats")
READS = ("", "/timeline", "/deadlines", "/actions")


def seen_in_list(town, who, case_id):
    return case_id in [item["case_id"] for item in town[who].get("/cases", limit=200).json()["items"]]


def answers(town, who, case_id):
    """What this person gets at every place of the case."""
    reads = {town[who].get(f"/cases/{case_id}{place}").status_code for place in READS}
    done = town[who].post(
        f"/cases/{case_id}/submit-rectification", {"measure": "已清", "no_photo_reason": "无"}
    )
    return reads, done.status_code


@pytest.mark.parametrize("who", OFFICE)
def test_the_office_sees_a_case_from_the_first_moment(town, who):
    case_id = town.take_in()
    assert answers(town, who, case_id)[0] == {200}
    assert seen_in_list(town, who, case_id)


@pytest.mark.parametrize("who", ["liaison", "secretary", "village", "stranger", "admin"])
def test_nobody_else_sees_a_case_before_it_is_dispatched(town, who):
    case_id = town.play("release-excerpt", "accept")
    assert answers(town, who, case_id) == ({404}, 404)
    assert not seen_in_list(town, who, case_id)


@pytest.mark.parametrize("who", ["liaison", "secretary", "village"])
def test_the_lead_and_the_assisting_unit_see_what_was_dispatched_to_them(town, who):
    case_id = town.play(*until("dispatch"))
    assert answers(town, who, case_id)[0] == {200}
    assert seen_in_list(town, who, case_id)


@pytest.mark.parametrize("who", ["stranger", "admin"])
def test_others_do_not(town, who):
    case_id = town.play(*until("dispatch"))
    assert answers(town, who, case_id) == ({404}, 404)
    assert not seen_in_list(town, who, case_id)


@pytest.mark.parametrize("end", [("request-return", "approve-return"), until("reopen")[3:]])
def test_a_unit_that_was_let_go_sees_the_case_no_more(town, end):
    case_id = town.play(*until("dispatch"), *end)
    assert answers(town, "liaison", case_id) == ({404}, 404)
    assert not seen_in_list(town, "liaison", case_id)


@pytest.mark.parametrize(
    "story", [(), *(until(verb) for verb in until("reopen"))], ids=lambda s: s[-1] if s else "new"
)
def test_the_list_and_the_book_agree_on_who_sees_what(town, story):
    """One answers from the read model, the others from the events."""
    case_id = town.play(*story)
    for who in ("clerk", "liaison", "village", "stranger", "admin"):
        codes = {place: town[who].get(f"/cases/{case_id}{place}").status_code for place in READS}
        assert len(set(codes.values())) == 1, (who, codes)
        assert seen_in_list(town, who, case_id) == (codes[""] == 200)


ACCUSED = [
    ({"accused_person": "p-wumingming"}, "clerk"),
    ({"accused_unit": "PHCO"}, "clerk"),
    ({"accused_unit": "PSO"}, "two-hats"),
    ({"accused_person": "p-meikuanggong"}, "two-hats"),
]


@pytest.mark.parametrize(
    ("accused", "who"), ACCUSED, ids=["self", "own-unit", "other-post", "self-with-two-posts"]
)
def test_whoever_is_accused_never_meets_the_case(town, accused, who):
    case_id = town.find(title="反映干部", text="吃拿卡要", **accused)
    assert answers(town, who, case_id) == ({404}, 404)
    assert not seen_in_list(town, who, case_id)


def test_an_accused_unit_is_not_given_its_own_case(town):
    case_id = town.play("release-excerpt", "accept", accused_unit="SB")
    refused = town.ask(case_id, "dispatch")
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/accused-would-receive")
    assert answers(town, "liaison", case_id) == ({404}, 404)


def test_a_unit_reads_the_released_excerpt_and_never_the_draft(town):
    case_id = town.play(*until("dispatch"))
    seen = town["liaison"].get(f"/cases/{case_id}").json()
    assert (seen["title"], seen["is_draft"]) == ("门口垃圾堆放", False)
    assert "堆到俺家" not in town["liaison"].get(f"/cases/{case_id}").text


def test_the_office_reads_the_masked_draft_until_the_excerpt_is_released(town):
    case_id = town.take_in()
    seen = town["clerk"].get(f"/cases/{case_id}").json()
    assert (seen["title"], seen["is_draft"]) == ("垃圾堆到家门口", True)
    assert seen["text"].startswith("我叫＊＊＊，住＊＊＊＊＊＊＊＊，电话＊＊＊＊＊＊＊＊＊＊＊。")


def test_a_unit_finds_nothing_by_words_that_stand_only_in_the_draft(town):
    case_id = town.play(*until("dispatch"), text="那堆破沙发没人管", title="破沙发")
    assert [i["case_id"] for i in town["clerk"].get("/cases", q="破沙发").json()["items"]] == [case_id]
    assert town["liaison"].get("/cases", q="破沙发").json()["items"] == []
    found = town["liaison"].get("/cases", q="居民反映门口", limit=200).json()["items"]
    assert case_id in [item["case_id"] for item in found]


def test_a_step_may_follow_at_once_before_the_lists_have_caught_up(town):
    case_id = town["clerk"].post("/cases", complaint()).json()["case_id"]
    assert town["clerk"].get(f"/cases/{case_id}").status_code == 404
    assert town.ask(case_id, "release-excerpt").status_code == 200
