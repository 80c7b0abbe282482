"""A form is cut to its case: what is known stands there, what does not concern it is left out."""

import pytest

from tests.api.test_actions import action
from tests.story import before, until


def form(town, verb, who="clerk", *story, **changes):
    case_id = town.play(*(story or before(verb)), **changes)
    return action(town, who, case_id, verb)


def test_a_draft_and_what_was_told_are_filled_in(town):
    case_id = town.take_in(area="healthy_society", site="村口")
    release = action(town, "clerk", case_id, "release-excerpt")["defaults"]
    assert release["title"] == "垃圾堆到家门口"
    assert release["text"].startswith("我叫＊＊＊")
    known = {"area": "healthy_society", "matter": "complaint", "village": "V04", "site": "村口"}
    assert action(town, "clerk", case_id, "accept")["defaults"] == known


def test_an_excerpt_that_stands_already_is_what_is_put_right(town):
    again = form(town, "release-excerpt", "clerk", "release-excerpt")
    assert again["defaults"] == {"title": "门口垃圾堆放", "text": "居民反映门口垃圾堆放多日。"}


def test_a_split_begins_with_the_words_as_they_came_masked_and_the_other_nature(town):
    known = form(town, "split")["defaults"]
    assert known["matter"] == "tip_off"
    assert known["title"] == "垃圾堆到家门口"
    assert "＊＊＊" in known["text"]
    assert form(town, "split", matter="tip_off")["defaults"]["matter"] == "complaint"


def test_a_designated_unit_stands_in_the_dispatch(town):
    case_id = town.play(*before("decide-consultation"))
    town.do(case_id, "decide-consultation", assisting_units=["V04"])
    known = action(town, "clerk", case_id, "dispatch")["defaults"]
    assert known == {"lead_unit": "MZ", "assisting_units": ["V04"], "basis": "会商指定"}


def test_the_road_that_triage_chose_is_the_only_one_offered(town):
    other = form(town, "transfer-out", triage="emergency")
    assert other["defaults"]["triage"] == "emergency"
    assert other["form"]["properties"]["triage"]["x-labels"] == {"emergency": "紧急警情"}
    ours = form(town, "transfer-out")
    assert "triage" not in ours["defaults"]
    assert "ours" not in ours["form"]["properties"]["triage"]["enum"]


def test_an_accusations_only_receiver_is_filled_in(town):
    case_id = town.take_in(triage="accusation")
    told = action(town, "head", case_id, "transfer-out")
    assert told["defaults"] == {"triage": "accusation", "receiver_unit": "JW"}
    assert told["form"]["properties"]["receiver_unit"]["shown_for"] == {"triage": ["accusation"]}


def test_fields_of_another_decision_say_for_which_they_are(town):
    fields = form(town, "decide-consultation", "convener")["form"]["properties"]
    shown = {name: field["shown_for"]["decision"] for name, field in fields.items() if "shown_for" in field}
    assert shown == {
        "lead_unit": ["designate"],
        "assisting_units": ["designate"],
        "deadline": ["designate"],
        "suspend_reason": ["suspend"],
        "suspend_until": ["suspend"],
        "interim_measure": ["suspend"],
        "receiver": ["transfer_out"],
        "reference": ["transfer_out"],
        "told_how": ["suspend", "transfer_out"],
    }
    needed = {name for name, field in fields.items() if field.get("needed")}
    assert {"lead_unit", "suspend_reason", "receiver", "told_how"} <= needed
    assert "reference" not in needed


@pytest.mark.parametrize("verb", ["decline", "transfer-out"])
def test_whoever_cannot_be_told_is_not_asked_about(town, verb):
    who = "head" if verb == "decline" else "clerk"
    told = form(town, verb, who)["form"]["properties"]["told_how"]
    assert told["needed"]
    nobody = form(town, verb, who, phone=None, address=None)["form"]["properties"]
    assert "told_how" not in nobody


def test_consent_is_asked_for_what_a_superior_promised_and_assistance_where_somebody_assists(town):
    promised = (town.wall.now.replace(hour=18)).isoformat()
    story = (*until("sign-for"), "request-extension")
    usual = form(town, "grant-extension", "head", *story)["form"]["properties"]
    bound = form(town, "grant-extension", "head", *story, promised_at=promised.replace("2026", "2027"))
    assert "consent" not in usual
    assert bound["form"]["properties"]["consent"]["needed"]
    assert form(town, "submit-rectification", "liaison")["form"]["properties"]["assistance"]["needed"]


def test_an_office_signs_on_behalf_and_says_whom_it_told(town):
    office = form(town, "sign-for", "clerk")
    assert office["defaults"] == {"manner": "on_behalf_phone"}
    assert "self" not in office["form"]["properties"]["manner"]["enum"]
    assert "self" not in office["form"]["properties"]["told"]["shown_for"]["manner"]
    assert form(town, "sign-for", "liaison")["defaults"] == {}


def test_an_extension_says_the_unit_and_how_much_the_rule_grants(town):
    amount = form(town, "request-extension", "liaison")["form"]["properties"]["amount"]
    assert amount["description"] == "多少个工作日；一次最多 10，不填即延长 10"


def test_a_correction_begins_with_what_is_recorded_now_each_in_its_own_kind_of_field(town):
    told = form(town, "correct-record", site="村口")["form"]["properties"]
    ways = {v["shown_for"]["field"][0]: v for v in told["value"]["variants"]}
    assert ways["channel"]["default"] == "phone"
    assert ways["channel"]["x-labels"]["visit"] == "来访"
    assert (ways["village"]["choices"], ways["village"]["default"]) == ("village", "V04")
    assert ways["site"]["default"] == "村口"
    assert ways["received_at"]["format"] == "date-time"
    assert told["of_version"]["shown_for"] == {"field": ["statement"]}


def test_only_ones_own_words_are_offered_for_correction_and_all_to_the_head(town):
    case_id = town.play(*until("sign-for"))
    offers = {
        who: [c["label"] for c in town[who].get(f"/cases/{case_id}/actions").json()["choices"]["statement"]]
        for who in ("liaison", "head")
    }
    assert offers["liaison"] == ["第5条 承办单位签收。"]
    assert len(offers["head"]) == 5


def test_whoever_decides_reads_what_was_asked(town):
    asked = form(town, "grant-extension", "head")["recalls"]
    assert [(told["who"], told["sentence"]) for told in asked] == [
        ("贾跑腿", "承办单位第 1 次申请延期，理由：天气原因。连日下雨。")
    ]
    assert form(town, "accept")["recalls"] == []


def test_a_contact_says_why_somebody_rings(town):
    case_id = town.play(*until("accept"))
    assert action(town, "caller", case_id, "record-contact")["defaults"] == {"purpose": "first_contact"}
    town.do(case_id, "record-contact")
    assert action(town, "caller", case_id, "record-contact")["defaults"] == {"purpose": "progress"}


def test_a_real_problem_that_is_withdrawn_goes_on_as_a_finding(town):
    case_id = town.play("release-excerpt", "request-pre-verification", "report-pre-verification")
    assert action(town, "clerk", case_id, "withdraw")["defaults"] == {"open_finding": True}
    assert form(town, "withdraw")["defaults"] == {"open_finding": False}
