"""What was told to whom, as they read it; and that being told disturbs nobody's form."""

from datetime import datetime, timedelta

import pytest

from aiwei.application.sentinel import Sentinel
from aiwei.domain.calendar import LOCAL
from aiwei.projections.due_clocks import DueClocks
from tests.story import until


def watch(town, days=0.0):
    """So many days later the sentinel looks, until it has no more to do."""
    town.wall.now += timedelta(days=days)
    notes = []
    sentinel = Sentinel(town.house.desk, DueClocks(town.house.book), note=notes.append)
    town.catch_up()
    while sentinel.work() == 0:
        pass
    town.catch_up()
    assert notes == []


def read(town, who, **wanted):
    answer = town[who].get("/notices", **wanted)
    assert answer.status_code == 200, answer.text
    return answer.json()


def items(town, who, case_id=None, **wanted):
    found = read(town, who, limit=200, **wanted)["items"]
    return [(i["clock"], i["notice"]) for i in found if case_id in (None, i["case_id"])]


@pytest.fixture
def town(own_town):
    return own_town


def test_a_notice_says_whose_what_and_until_when(town):
    case_id = town.play(*until("dispatch"))
    watch(town, days=3)
    (item,) = [i for i in read(town, "liaison")["items"] if i["clock"] == "sign_for"]
    assert (item["case_id"], item["number"], item["title"]) == (case_id, "2026-00001", "门口垃圾堆放")
    assert (item["notice"], item["notice_label"], item["clock_label"]) == ("red", "已逾期提醒", "签收")
    assert (item["unit"], item["unit_name"], item["person"]) == ("SB", "柿槟服务中心", "p-zhenshizai2")
    assert datetime.fromisoformat(item["due_at"]) == datetime(2026, 9, 8, 12, tzinfo=LOCAL)
    assert datetime.fromisoformat(item["at"]) == town.wall()
    assert (item["is_draft"], item["position"] <= town.house.book.last_position()) == (False, True)


def test_the_office_is_told_of_its_own_steps_and_reads_the_draft(town):
    town.take_in()
    watch(town, days=2)
    (item,) = read(town, "head")["items"]
    assert (item["unit"], item["unit_name"], item["person_name"]) == (None, "爱卫办", "")
    assert (item["clock"], item["title"], item["is_draft"]) == ("accept", "垃圾堆到家门口", True)
    for who in ("liaison", "stranger", "admin"):
        assert items(town, who) == []


def test_a_unit_reads_what_it_was_told_and_the_office_that_too_when_it_asks(town):
    case_id = town.play(*until("dispatch"))
    watch(town, days=3)
    assert items(town, "liaison", case_id) == items(town, "secretary", case_id) == [("sign_for", "red")]
    assert items(town, "clerk", case_id) == [("contact", "red")]
    assert sorted(items(town, "clerk", case_id, everyone="true")) == [
        ("contact", "red"),
        ("sign_for", "red"),
    ]
    assert items(town, "stranger", everyone="true") == items(town, "village") == []
    assert items(town, "liaison", everyone="true") == [("sign_for", "red")]


def test_a_unit_that_was_let_go_reads_nothing_of_the_case_any_more(town):
    town.play(*until("dispatch"))
    watch(town, days=3)
    assert items(town, "liaison") == [("sign_for", "red")]
    (item,) = read(town, "liaison")["items"]
    town.do(item["case_id"], "sign-for")
    for verb in ("submit-rectification", "pass-check", "record-follow-up", "close", "reopen"):
        town.do(item["case_id"], verb)
    assert items(town, "liaison") == []


def test_whoever_is_accused_reads_nothing_of_the_case(town):
    town.take_in(accused_person="p-jiasiyuan")
    watch(town, days=2)
    assert items(town, "clerk") == [("accept", "red")]
    assert items(town, "head") == items(town, "head", everyone="true") == []


def test_pages_follow_each_other_newest_first_whatever_comes_meanwhile(town):
    for _ in range(7):
        town.take_in()
    watch(town, days=2)
    found, cursor = [], None
    while True:
        page = read(town, "head", limit=3, **({"cursor": cursor} if cursor else {}))
        found += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
        town.take_in()
        watch(town, days=2)
    positions = [i["position"] for i in found]
    assert positions == sorted(positions, reverse=True)
    assert len(positions) == len(set(positions)) == 7


def test_only_what_was_told_since_then_is_read_when_that_is_asked(town):
    town.take_in()
    watch(town, days=2)
    then = town.wall.now + timedelta(hours=1)
    town.take_in()
    watch(town, days=2)
    assert len(read(town, "head")["items"]) == 2
    assert len(read(town, "head", since=then.isoformat())["items"]) == 1
    assert read(town, "head", since=(town.wall() + timedelta(1)).isoformat())["items"] == []


@pytest.mark.parametrize("wrong", [{"cursor": "x"}, {"cursor": "WzEsMl0"}, {"cursor": "W10"}])
def test_a_cursor_made_by_hand_is_refused(town, wrong):
    refused = town["head"].get("/notices", **wrong)
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/bad-cursor")


@pytest.mark.parametrize("wrong", [{"since": "yesterday"}, {"limit": 0}, {"limit": 201}, {"of": "me"}])
def test_what_is_asked_wrongly_is_said(town, wrong):
    assert town["head"].get("/notices", **wrong).json()["errors"][0]["field"] == next(iter(wrong))


def test_a_stranger_reads_none(town):
    assert town.client.get("/api/v1/notices").status_code == 401


def test_a_notice_does_not_disturb_whoever_has_the_form_open(town):
    case_id = town.play(*until("sign-for"))
    opened = town["liaison"].get(f"/cases/{case_id}").headers["ETag"]
    watch(town, days=30)
    assert town["liaison"].get(f"/cases/{case_id}").headers["ETag"] != opened
    body = {"measure": "已清运", "no_photo_reason": "相机坏了", "assistance": "假山村出车一台"}
    sent = town["liaison"].post(f"/cases/{case_id}/submit-rectification", body, seen=opened)
    assert sent.status_code == 200, sent.text
    assert "notice-sent" in town.kinds(case_id)


def test_somebody_elses_step_does(town):
    case_id = town.play(*until("sign-for"))
    opened = town["clerk"].get(f"/cases/{case_id}").headers["ETag"]
    watch(town, days=30)
    town.do(case_id, "submit-rectification")
    refused = town["clerk"].post(f"/cases/{case_id}/urge", {"reason": "快到期"}, seen=opened)
    assert (refused.status_code, refused.json()["type"]) == (412, "/problems/out-of-date")


def test_a_notice_names_no_complainant(town):
    town.play(*until("dispatch"))
    watch(town, days=20)
    text = town["head"].get("/notices", everyone="true", limit=200).text
    assert len(read(town, "head", everyone="true")["items"]) > 2
    for secret in ("甄小满", "13800001111", "假山村三组"):
        assert secret not in text
