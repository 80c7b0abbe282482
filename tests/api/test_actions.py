"""What a person may do now, and what each form needs to be filled in without typing anything twice."""

import pytest

from aiwei.api import groups
from aiwei.api.choices import OFFERS
from aiwei.domain.case.lifecycle import BY_VERB, STEPS
from tests.story import USUAL, WAY, before, complaint, until

STAGES = [
    (),
    *(until(verb) for verb in WAY),
    ("decline",),
    (*until("dispatch"), "request-return"),
    (*until("sign-for"), "request-extension", "request-suspension"),
    (*before("resume"),),
    ("merge-into",),
    ("transfer-out",),
    (*until("accept"), "open-consultation"),
    (*until("close"), "archive"),
]
WHO = ("clerk", "head", "checker", "caller", "two-hats", "liaison", "village", "leader", "convener")


def actions(town, who, case_id, **asked):
    answer = town[who].get(f"/cases/{case_id}/actions", **asked)
    return answer.json() if answer.status_code == 200 else {"open": [], "not_yours": []}


def action(town, who, case_id, verb):
    return next(a for a in actions(town, who, case_id)["open"] if a["verb"] == verb)


def verbs(told):
    return {action["verb"] for action in told}


@pytest.mark.parametrize("story", STAGES, ids=lambda s: s[-1] if s else "new")
def test_each_step_is_offered_or_explained_and_that_is_what_happens_when_it_is_tried(town, story):
    case_id = town.play(*story)
    for who in WHO:
        told = actions(town, who, case_id)
        for verb in verbs(told["not_yours"]):
            refused = town.ask(case_id, verb, by=who)
            assert refused.status_code in {403, 409}, (who, verb, refused.text)
        assert not verbs(told["open"]) & verbs(told["not_yours"])


@pytest.mark.parametrize("verb", USUAL)
def test_what_is_offered_works(town, verb):
    case_id = town.open_to(verb)
    assert verb in verbs(actions(town, USUAL[verb][0], case_id)["open"])
    version = town.do(case_id, verb)["version"]
    assert version == len(town["head"].get(f"/cases/{case_id}/timeline").json())


def test_a_step_that_is_not_yours_says_what_it_takes(town):
    told = actions(town, "caller", town.take_in())
    why = {closed["verb"]: (closed["label"], closed["why"]) for closed in told["not_yours"]}
    assert why["accept"] == ("受理", "受理需要岗位权限「受理」；您现任岗位没有，请换有权限的人办理")


def test_a_step_that_is_not_open_in_this_state_is_not_mentioned(town):
    told = actions(town, "head", town.take_in())
    assert "close" not in verbs(told["open"]) | verbs(told["not_yours"])


def test_what_only_the_sentinel_does_is_nobodys_to_choose(town):
    told = actions(town, "head", town.play(*until("sign-for")))
    assert not {"send-notice", "recompute-dues"} & (verbs(told["open"]) | verbs(told["not_yours"]))


def test_what_brings_the_case_on_stands_first_and_what_is_seldom_done_last(town):
    told = actions(town, "clerk", town.take_in())["open"]
    assert [a["verb"] for a in told][:2] == ["release-excerpt", "accept"]
    assert [a["verb"] for a in told][-2:] == ["reveal", "correct-record"]
    order = [group.value for group in groups.Group]
    places = [order.index(a["group"]) for a in told]
    assert places == sorted(places)
    assert {a["group"]: a["group_label"] for a in told}["next"] == "下一步"


def test_handing_over_is_the_next_step_of_what_is_not_ours(town):
    told = actions(town, "clerk", town.take_in(triage="petition_matter"))["open"]
    assert (told[0]["verb"], told[0]["group"]) == ("transfer-out", "next")
    assert "accept" not in verbs(told)


def test_every_step_has_its_group():
    assert {step.verb for step in STEPS} == set(groups.PLACES)


def test_of_the_past_nothing_can_be_done(town):
    case_id = town.play(*until("accept"))
    told = actions(town, "clerk", case_id, as_of=town.wall.now.isoformat())
    assert told == {"version": 3, "open": [], "not_yours": [], "choices": {}}


@pytest.mark.parametrize("verb", USUAL)
def test_every_field_of_a_form_has_a_chinese_name_and_every_offer_is_there(town, verb):
    case_id = town.open_to(verb)
    told = actions(town, USUAL[verb][0], case_id)
    form = next(a for a in told["open"] if a["verb"] == verb)["form"]
    for field in form["properties"].values():
        assert field["title"] >= "\u4e00"
        for part in (field, *field.get("variants", ())):
            assert part.get("choices") in {None, *told["choices"]}
            assert set(part.get("shown_for", ())) <= set(form["properties"])


def test_only_the_offers_that_are_needed_are_told(town):
    assert set(actions(town, "liaison", town.play(*until("sign-for")))["choices"]) == {
        "colleague",
        "statement",
        "village",
    }
    assert set(actions(town, "clerk", town.play(*until("accept")))["choices"]) <= set(OFFERS)


def test_a_form_names_the_words_of_its_lists(town):
    accept = action(town, "clerk", town.take_in(), "accept")
    labels = accept["form"]["$defs"]["Urgency"]["x-labels"]
    assert labels == {
        "critical": "特急",
        "immediate": "立行立改",
        "urgent": "紧急",
        "normal": "一般",
        "long_term": "长期",
    }
    assert accept["form"]["properties"]["village"]["choices"] == "village"
    assert set(accept["form"]["required"]) == {"category", "area"}
    assert BY_VERB["accept"].label == accept["label"]


def test_choices_are_those_who_can_be_chosen_today(town):
    choices = actions(town, "clerk", town.play(*until("accept")))["choices"]
    people = {choice["value"]: choice for choice in choices["person"]}
    assert people["p-zhenshizai2"] == {
        "value": "p-zhenshizai2",
        "label": "甄实在（柿槟服务中心总支书记）",
        "unit": "SB",
    }
    assert "p-wujiuren" not in people  # left in June
    assert {"SB", "MZ"} <= {choice["value"] for choice in choices["unit"]}
    assert not {"PHCO", "E01"} & {choice["value"] for choice in choices["unit"]}
    accepting = actions(town, "clerk", town.take_in())["choices"]
    assert len(accepting["village"]) == 12
    assert "12345-COMPLAINT" in {choice["value"] for choice in accepting["rule"]}


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
