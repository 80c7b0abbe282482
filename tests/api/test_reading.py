"""What else can be read: deadlines with their reasons, the register of a day, words, rules, who I am."""

from datetime import date, datetime

import pytest

from aiwei.api import waiting
from aiwei.cli.serve import Following
from tests.furnished import MONDAY
from tests.story import USUAL, until


def test_every_due_moment_explains_itself_day_by_day(town):
    case_id = town.play(*until("dispatch"), received_at="2026-09-24T10:00:00+08:00")
    told = {due["name"]: due for due in town["head"].get(f"/cases/{case_id}/deadlines").json()}
    assert set(told) == {"办结时限", "整改时限", "签收时限", "退单时限", "联系诉求人时限"}
    assert told["办结时限"]["due"]["rule"] == "12345-COMPLAINT@1"
    assert any("法定节假日放假 不计" in line for line in told["办结时限"]["lines"])
    assert told["办结时限"]["lines"][-1].startswith("到期 2026-10-")


@pytest.fixture(autouse=True)
def october(town):
    """The clock stands after all that these tests receive."""
    town.wall.now = max(town.wall.now, MONDAY.replace(day=28))


@pytest.mark.parametrize("verb", [None, "request-return", "submit-rectification", "pass-check"])
def test_the_clock_that_runs_now_is_among_those_explained(town, verb):
    case_id = town.play(
        *until(verb) if verb in until("close") else (*until("dispatch"), verb) if verb else ()
    )
    running = town["head"].get(f"/cases/{case_id}").json()["due_at"]
    told = town["head"].get(f"/cases/{case_id}/deadlines").json()
    moments = [datetime.fromisoformat(due["due"]["at"]) for due in told]
    assert datetime.fromisoformat(running) in moments


def holders(town, day):
    told = town["clerk"].get("/register", **({"on": day} if day else {})).json()
    return told["on"], {(holder["post"], holder["name"]) for holder in told["holders"]}


def test_the_register_says_who_held_a_post_on_a_day(town):
    on, june = holders(town, "2026-06-30")
    _, july = holders(town, "2026-07-01")
    assert on == "2026-06-30"
    assert june - july == {("KJ-LIAISON", "吴旧任"), ("V07-SECRETARY", "贾前任")}
    assert july - june == {("KJ-LIAISON", "辛上手"), ("V07-SECRETARY", "甄接班")}


@pytest.mark.parametrize("day", ["2023-12-31", "0001-01-01"])
def test_before_the_register_begins_nobody_held_anything(town, day):
    assert holders(town, day)[1] == set()


def test_without_a_day_the_register_is_todays(town):
    on, today = holders(town, None)
    assert date.fromisoformat(on) == town.wall().date()
    assert ("KJ-LIAISON", "辛上手") in today


def test_the_register_lists_units_with_their_kind_in_words(town):
    units = {unit["code"]: unit for unit in town["clerk"].get("/register").json()["units"]}
    assert units["V04"]["kind_label"] == "行政村"
    assert (units["V04"]["parent"], units["ZFD"]["enforcement_power"]) == ("SB", True)


def test_every_code_has_its_word(town):
    words = town["clerk"].get("/vocabulary").json()
    assert words["CaseState"]["awaiting_check"] == "待核查"
    assert words["Capability"]["rectify"] == "签收和整改"
    assert words["Via"]["import"] == "导入"
    assert {"Area", "Category", "Channel", "MatterKind", "UnitKind", "RevealPurpose"} <= set(words)
    assert all(
        label >= "\u4e00" or label[:1].isdigit() for table in words.values() for label in table.values()
    )


def test_every_rule_says_where_it_comes_from(town):
    rules = {rule["id"]: rule for rule in town["clerk"].get("/rules").json()}
    assert (rules["12345-COMPLAINT"]["amount"], rules["12345-COMPLAINT"]["unit_label"]) == (10, "个工作日")
    assert all(rule["basis"] and rule["effective_from"] for rule in rules.values())


def test_whoever_holds_two_posts_is_told_both(town):
    me = town["two-hats"].get("/me").json()
    assert [(post["post"], post["unit_name"]) for post in me["posts"]] == [
        ("LGO-DEPUTY", "创建领导小组办公室"),
        ("PSO-HEAD", "公共服务办公室"),
    ]


@pytest.mark.parametrize("path", ["/cases", "/units"])
def test_a_query_waits_for_what_its_reader_has_seen_and_then_says_it_is_not_there_yet(
    town, path, monkeypatch
):
    monkeypatch.setattr(waiting, "WAIT_SECONDS", 0.05)
    beyond = str(town.house.book.last_position() + 1)
    answer = town["clerk"].get(path, headers={"X-Position-At-Least": beyond})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")
    assert answer.json()["type"] == "/problems/not-yet-projected"


def test_whoever_waits_for_a_position_sees_its_effect(town):
    case_id = town.take_in()
    with Following(town.house):
        done = town.ask(case_id, "release-excerpt").json()
        seen = town["clerk"].get(f"/cases/{case_id}", headers={"X-Position-At-Least": str(done["position"])})
    assert (seen.json()["title"], seen.json()["version"]) == (USUAL["release-excerpt"][1]["title"], 2)


@pytest.mark.parametrize("position", ["-1", "x", "1.5"])
def test_a_position_that_is_none_is_refused(town, position):
    answer = town["clerk"].get("/cases", headers={"X-Position-At-Least": position})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "X-Position-At-Least")
