"""What a person may do now, and what each form needs to be filled in without typing anything twice."""

import pytest

from aiwei.domain.case.lifecycle import BY_VERB
from tests.story import USUAL, WAY, before, complaint, until

STAGES = [(), *(until(verb) for verb in WAY), ("decline",), (*until("dispatch"), "request-return")]
WHO = ("clerk", "head", "checker", "caller", "two-hats", "liaison", "village")


def actions(town, who, case_id):
    answer = town[who].get(f"/cases/{case_id}/actions")
    return answer.json() if answer.status_code == 200 else {"open": [], "not_yours": []}


def verbs(told):
    return {action["verb"] for action in told}


@pytest.mark.parametrize("story", STAGES, ids=lambda s: s[-1] if s else "new")
def test_each_step_is_offered_or_explained_and_that_is_what_happens_when_it_is_tried(town, story):
    case_id = town.play(*story)
    for who in WHO:
        told = actions(town, who, case_id)
        for verb in verbs(told["not_yours"]):
            refused = town.ask(case_id, verb, by=who)
            assert refused.status_code in {403, 422}, (who, verb, refused.text)
        assert not verbs(told["open"]) & verbs(told["not_yours"])


@pytest.mark.parametrize("verb", USUAL)
def test_what_is_offered_works(town, verb):
    case_id = town.play(*before(verb))
    assert verb in verbs(actions(town, USUAL[verb][0], case_id)["open"])
    assert town.do(case_id, verb)["version"] == actions(town, "head", case_id)["version"]


def test_a_step_that_is_not_yours_says_what_it_takes(town):
    told = actions(town, "caller", town.take_in())
    why = {closed["verb"]: (closed["label"], closed["why"]) for closed in told["not_yours"]}
    assert why["accept"] == ("受理", "受理需要岗位权限「受理」；您现任岗位没有，请换有权限的人办理")


def test_a_step_that_is_not_open_in_this_state_is_not_mentioned(town):
    told = actions(town, "head", town.take_in())
    assert "close" not in verbs(told["open"]) | verbs(told["not_yours"])


@pytest.mark.parametrize("verb", USUAL)
def test_every_field_of_a_form_has_a_chinese_name_and_every_choice_is_there(town, verb):
    form = BY_VERB[verb].command.model_json_schema()
    offered = actions(town, "head", town.take_in())
    for field in form["properties"].values():
        assert field["title"] >= "\u4e00"
        assert field.get("choices", "unit") in {"unit", "person", "village", "rule"}
    assert {"open", "not_yours", "choices", "version"} <= set(offered)


def test_a_form_names_the_words_of_its_lists(town):
    told = actions(town, "clerk", town.take_in())
    accept = next(action for action in told["open"] if action["verb"] == "accept")
    assert accept["form"]["$defs"]["Urgency"]["x-labels"] == {
        "immediate": "立行立改",
        "urgent": "紧急",
        "normal": "一般",
    }
    assert accept["form"]["properties"]["village"]["choices"] == "village"
    assert set(accept["form"]["required"]) == {"category", "area"}


def test_choices_are_those_who_can_be_chosen_today(town):
    choices = actions(town, "clerk", town.take_in())["choices"]
    people = {choice["value"]: choice for choice in choices["person"]}
    assert people["p-zhenshizai2"] == {
        "value": "p-zhenshizai2",
        "label": "甄实在（柿槟服务中心总支书记）",
        "unit": "SB",
    }
    assert "p-wujiuren" not in people  # left in June
    assert {"SB", "MZ"} <= {choice["value"] for choice in choices["unit"]}
    assert not {"PHCO", "E01"} & {choice["value"] for choice in choices["unit"]}
    assert len(choices["village"]) == 12
    assert "12345-COMPLAINT" in {choice["value"] for choice in choices["rule"]}


def test_what_is_known_already_is_filled_in(town):
    told = actions(town, "clerk", town.take_in(area="healthy_society", site="村口"))
    filled = {action["verb"]: action["defaults"] for action in told["open"]}
    assert filled["release-excerpt"]["title"] == "垃圾堆到家门口"
    assert filled["release-excerpt"]["text"].startswith("我叫＊＊＊")
    known = {"area": "healthy_society", "matter": "complaint", "village": "V04", "site": "村口"}
    assert filled["accept"] == known


def test_the_version_told_is_the_one_to_answer_with(town):
    case_id = town.play("release-excerpt")
    told = actions(town, "clerk", case_id)
    who, body = USUAL["accept"]
    assert told["version"] == 2
    assert town[who].post(f"/cases/{case_id}/accept", body, seen=told["version"]).status_code == 200


def test_actions_are_seen_at_once_by_whoever_waits_for_the_position(town):
    answer = town["clerk"].post("/cases", complaint()).json()
    town.catch_up()
    seen = {"X-Position-At-Least": str(answer["position"])}
    assert town["clerk"].get(f"/cases/{answer['case_id']}/actions", headers=seen).status_code == 200
