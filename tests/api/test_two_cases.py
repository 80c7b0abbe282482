"""Steps that touch two cases: both tell the story, and nobody who complained is forgotten."""

import pytest

from tests.story import complaint, until

OTHER = {"name": "云小满", "phone": "13900002222", "address": None, "title": "坑边又堆了垃圾"}


def joined(town, *story, verb="merge-into"):
    """A case taken through these steps, and another complaint that joined it."""
    main = town.play(*story)
    other = town.take_in(**OTHER)
    town.do(other, verb, target=main)
    return main, other


def told(town, case_id):
    return [entry["sentence"] for entry in town["head"].get(f"/cases/{case_id}/timeline").json()]


def seen(town, case_id, who="head"):
    return town[who].get(f"/cases/{case_id}").json()


def related(town, case_id, who="head", **asked):
    found = town[who].get(f"/cases/{case_id}/related", **asked).json()
    return [(one["relation_label"], one["case_id"], one["state_label"]) for one in found]


@pytest.mark.parametrize(("verb", "how"), [("merge-into", "并案"), ("link-repeat", "重复件")])
def test_both_tell_that_they_joined(town, verb, how):
    main, other = joined(town, *until("accept"), verb=verb)
    numbers = {case_id: seen(town, case_id)["number"] for case_id in (main, other)}
    assert f"与 {numbers[main]} 号是同一件事（{how}）" in told(town, other)[-1]
    assert f"{numbers[other]} 号反映同一问题（{how}）" in told(town, main)[-1]
    assert (seen(town, main)["members"], seen(town, other)["merged_into"]) == (1, main)


def test_each_names_the_other_with_its_state(town):
    main, other = joined(town, *until("accept"))
    assert related(town, main) == [("并入本件", other, "已并入")]
    assert related(town, other) == [("并入", main, "待派单")]


def test_a_complaint_that_joined_stays_readable_to_the_office_and_not_to_the_unit(town):
    main, other = joined(town, *until("sign-for"))
    assert seen(town, other, "clerk")["title"] == "坑边又堆了垃圾"
    assert town["liaison"].get(f"/cases/{other}").status_code == 404
    assert related(town, main, "liaison") == []


def test_the_reply_to_each_falls_due_with_the_check_and_closing_waits_for_all(town):
    main, other = joined(town, *until("submit-rectification"))
    assert seen(town, other)["due_at"] is None
    town.do(main, "pass-check")
    assert (seen(town, other)["due_kind"], seen(town, other)["closed_at"]) == ("回访", None)
    town.do(main, "record-follow-up")
    assert town.ask(main, "close").json()["type"] == "/problems/reply-owed"
    town.do(other, "record-follow-up")
    assert "的诉求人：已联系，已解决" in told(town, main)[-1]
    assert seen(town, other)["closed_at"] is not None
    assert town.do(main, "close")


def test_what_one_complainant_calls_unsolved_goes_back_to_the_unit_and_all_are_called_again(town):
    main, other = joined(town, *until("pass-check"))
    town.do(other, "record-follow-up", result="unsolved", satisfaction="dissatisfied")
    assert (seen(town, main)["state"], seen(town, main)["reworks"]) == ("in_progress", 1)
    assert seen(town, other)["due_at"] is None
    for verb in until("record-follow-up")[4:]:
        town.do(main, verb)
    assert town.ask(main, "close").json()["type"] == "/problems/reply-owed"


def test_taken_apart_each_is_as_it_was(town):
    main, other = joined(town, *until("accept"))
    town.do(other, "unmerge")
    assert (seen(town, other)["state"], seen(town, other)["merged_into"]) == ("registered", None)
    assert seen(town, main)["members"] == 0
    assert "从本件拆出" in told(town, main)[-1]
    assert related(town, main) == related(town, other) == []


def test_the_answer_waits_for_both_cases(town):
    """The position of the answer is that of the last fact, in whichever case."""
    main, other = town.play(*until("accept")), town.take_in()
    done = town.do(other, "merge-into", target=main)
    assert done["position"] == town.house.book.last_position()
    assert done["number"] == seen(town, other)["number"]


def test_a_split_is_a_case_of_its_own_with_the_same_complainant(town):
    case_id = town.take_in()
    town.do(case_id, "split")
    (how, part, _), *none = related(town, case_id)
    assert (how, none) == ("拆分出", [])
    assert related(town, part)[0][:2] == ("由此件拆出", case_id)
    assert seen(town, part)["matter_label"] == "举报"
    assert seen(town, part)["number"] != seen(town, case_id)["number"]
    looked = town["caller"].post(f"/cases/{part}/reveal", {"purpose": "contact"}).json()
    assert looked["contact"]["phone"] == complaint()["phone"]


def test_a_withdrawn_complaint_leaves_a_finding_that_knows_nobody(town):
    case_id = town.play("release-excerpt")
    town.do(case_id, "withdraw", open_finding=True)
    ((how, finding, _),) = related(town, case_id)
    assert how == "撤回后转为督查问题"
    assert related(town, finding)[0][:2] == ("由此件撤回后转来", case_id)
    assert (seen(town, finding)["kind_label"], seen(town, finding)["has_subject"]) == ("督查问题", False)
    assert "另立督查问题" in told(town, case_id)[-1]


def test_as_of_an_earlier_moment_they_had_nothing_to_do_with_each_other(town):
    main, other = town.play(*until("accept")), town.take_in(**OTHER)
    before = town.wall.now.isoformat()
    town.do(other, "merge-into", target=main)
    assert related(town, main, as_of=before) == []
    assert related(town, main, as_of=town.wall.now.isoformat()) == [("并入本件", other, "已并入")]


@pytest.mark.parametrize("who", ["liaison", "stranger"])
def test_whoever_may_not_see_the_case_does_not_see_what_it_hangs_together_with(town, who):
    _, other = joined(town, *until("accept"))
    assert town[who].get(f"/cases/{other}/related").status_code == 404


def test_another_secrecy_or_another_village_does_not_join(town):
    main = town.play(*until("accept"))
    for apart in ({"secrecy": True}, {"village": "V02"}, {"accused_unit": "MZ"}):
        refused = town.ask(town.take_in(**apart), "merge-into", target=main)
        assert (refused.status_code, refused.json()["type"]) == (422, "/problems/cannot-merge"), apart


def test_the_cases_offered_to_join_are_open_of_the_same_village_and_not_this_one(town):
    main = town.play(*until("accept"))
    other, elsewhere = town.take_in(), town.take_in(village="V02")
    offered = town["clerk"].get(f"/cases/{other}/actions").json()["choices"]["case"]
    values = [choice["value"] for choice in offered]
    assert main in values
    assert not {other, elsewhere} & set(values)
