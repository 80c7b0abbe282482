"""Similar open cases at intake: seen while typing, read, and joined."""

from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from rich.cells import cell_len

from aiwei.tui.client.rows import Similar
from aiwei.tui.similar import proposal, told_of
from tests.furnished import Town
from tests.story import until
from tests.tui.sitting import SMALL, WIDE, Sitting, at_the_list

pytestmark = pytest.mark.anyio

HEAP = {"title": "村口垃圾没人收", "text": "堆成山了", "site": "村口桥头"}
AGAIN = "假山村村口垃圾又满了，没人收"
FOUND = "相似的未办结件"


@asynccontextmanager
async def taking_in(town: Town, size: tuple[int, int] = WIDE):
    """The clerk at an empty form, the telephone in one hand."""
    async with at_the_list(town, "clerk", size) as me:
        await me.press("c")
        await me.sees("登记一件", "主题 *")
        await me.can_type()
        yield me


async def types_it_again(me: Sitting) -> None:
    await me.types(AGAIN)
    await me.sees(FOUND, "2026-00001")


async def test_similar_open_cases_show_while_typing_with_place_state_and_why(town: Town):
    town.take_in(**HEAP)
    async with taking_in(town) as me:
        await me.types(AGAIN)
        await me.sees(
            FOUND, "2026-00001 待受理 假山村村口桥头 村口垃圾没人收", "同村、", "说法相近「村口垃圾", "今天"
        )


async def test_who_has_it_and_until_when_is_said_too(town: Town):
    town.play(*until("dispatch"), **HEAP)
    async with taking_in(town) as me:
        await me.types("假山村门口垃圾堆放多日")
        await me.sees(FOUND, "待签收", "柿槟服务中心 剩")


async def test_a_small_terminal_shows_form_and_list_together(town: Town):
    for _ in range(5):
        town.take_in(**HEAP)
    async with taking_in(town, SMALL) as me:
        await types_it_again(me)
        await me.sees("主题 *", "内容 *", "诉求性质", "诉求人", "联系电话", "提交", "相似件", AGAIN)
        assert all(cell_len(line) <= 80 for line in me.screen.splitlines())
        await me.press("f6", "end")
        await me.sees("2026-00005" if "2026-00001" not in me.screen else "2026-00001", "登记并关联为重复件")


async def test_every_key_typed_meanwhile_arrives(town: Town):
    town.take_in(**HEAP)
    async with taking_in(town) as me:
        for piece in ("假山村", "村口", "垃圾", "没人", "收", "，臭"):
            await me.types(piece)
        await me.sees("假山村村口垃圾没人收，臭", FOUND)


async def test_nothing_is_said_while_the_server_is_away(town: Town):
    town.take_in(**HEAP)
    async with taking_in(town) as me:
        me.line.down = True
        await me.types(AGAIN)
        await me.settled()
        assert "连不上" not in me.screen
        assert FOUND not in me.screen
        me.line.down = False
        await me.types("了")
        await me.sees(FOUND, AGAIN)


async def test_an_expired_log_in_asks_nobody_for_a_password_while_typing(town: Town):
    town.take_in(**HEAP)
    async with taking_in(town) as me:
        town.wall.now += timedelta(days=3660)
        await me.types(AGAIN)
        await me.settled()
        assert "登录已过期" not in me.screen


async def test_the_list_goes_when_what_is_typed_is_another_matter(town: Town):
    town.take_in(**HEAP)
    async with taking_in(town) as me:
        await types_it_again(me)
        await me.press("ctrl+a", "ctrl+k")
        await me.types("路灯不亮")
        await me.sees_no_more(FOUND)


async def test_one_key_leads_from_any_field_to_the_list_and_back_to_the_field(town: Town):
    town.take_in(**HEAP)
    async with taking_in(town) as me:
        await types_it_again(me)
        await me.press("enter")
        await me.types("第一行")
        await me.press("f6")
        await me.sees("回到表单", "登记并关联为重复件", "阅读")
        await me.press("escape")
        await me.types("第二行")
        await me.sees("第一行第二行", AGAIN)
        await me.press("f6", "f6")
        await me.types("第三行")
        await me.sees("第一行第二行第三行")


async def test_without_a_list_there_is_no_key_for_it(town: Town):
    async with taking_in(town) as me:
        assert "相似件" not in me.screen
        await me.press("f6")
        await me.types("路灯")
        await me.sees("路灯")


async def test_a_similar_case_is_read_and_every_typed_word_is_kept(town: Town):
    town.take_in(**HEAP)
    town.take_in(**HEAP | {"title": "村口垃圾堆放"})
    async with taking_in(town, SMALL) as me:
        await types_it_again(me)
        await me.press("enter")
        await me.types("我家就在旁边")
        await me.press("f6", "enter")
        await me.sees("堆成山了", "经电话收到群众投诉")
        first = me.screen
        await me.press("n")
        await me.until(lambda: me.screen != first, "saw the next proposal")
        await me.press("escape")
        await me.sees("登记一件", AGAIN, "我家就在旁边", FOUND)
        await me.press("escape")
        await me.types("，快来")
        await me.sees("我家就在旁边，快来")


async def test_what_was_done_while_reading_is_seen_when_one_comes_back(town: Town):
    case_id = town.take_in(**HEAP)
    async with taking_in(town) as me:
        await types_it_again(me)
        await me.press("f6", "enter")
        await me.sees("现在可办")
        town.do(case_id, "accept")
        await me.press("escape")
        await me.sees("2026-00001 待派单", AGAIN)


async def test_a_repeat_is_registered_and_joined_in_one_go(town: Town):
    first = town.take_in(**HEAP)
    async with taking_in(town, SMALL) as me:
        await types_it_again(me)
        await me.press("enter")
        await me.types("还是那堆")
        await me.press("f6", "r")
        await me.sees("登记，并关联为 2026-00001 的重复件", "不另起办理时限", "登记时比对为同一事项")
        await me.press("enter")
        await me.sees("已登记 2026-00002，已关联为 2026-00001 的重复件", "已并入")
    second = town.house.book.load(f"case-{the_other(town, first)}")
    assert [r.event.kind for r in second] == ["case-registered", "case-merged"]
    assert second[1].event.reason == "登记时比对为同一事项，没有新情况"
    assert str(second[1].event.into) == first


def the_other(town: Town, first: str) -> str:
    items = town["head"].get("/cases", limit=10).json()["items"]
    return next(item["case_id"] for item in items if item["case_id"] != first)


async def test_where_joining_is_refused_the_case_stays_and_the_refusal_is_said(town: Town):
    town.take_in(**HEAP, secrecy=True)
    async with taking_in(town) as me:
        await types_it_again(me)
        await me.press("enter")
        await me.types("还是那堆")
        await me.press("f6", "r", "enter")
        await me.sees("已登记 2026-00002，但没有关联到 2026-00001：", "不能并案", "待受理")


async def test_one_may_think_better_of_it_and_nothing_is_lost(town: Town):
    town.take_in(**HEAP)
    async with taking_in(town) as me:
        await types_it_again(me)
        await me.press("f6", "r")
        await me.sees("的重复件")
        await me.press("escape")
        await me.sees_no_more("的重复件")
        await me.press("escape")
        await me.types("！")
        await me.sees(f"{AGAIN}！")
    assert town["head"].get("/cases").json()["items"][0]["number"] == "2026-00001"


async def test_what_is_missing_is_said_before_anything_is_registered(town: Town):
    town.take_in(**HEAP)
    async with taking_in(town) as me:
        await types_it_again(me)
        await me.press("f6", "r", "enter")
        await me.sees("内容填写有误", "▲", AGAIN)
    assert len(town["head"].get("/cases").json()["items"]) == 1


async def test_a_later_plain_registration_joins_nothing(town: Town):
    town.take_in(**HEAP)
    async with taking_in(town) as me:
        await types_it_again(me)
        await me.press("f6", "r", "enter")
        await me.sees("内容填写有误")
        await me.types("还是那堆")
        await me.press("ctrl+s")
        await me.sees("已登记 2026-00002", "待受理")
        assert "重复件" not in me.screen.partition("现在可办")[0]


def test_only_what_tells_the_matter_is_asked_about_and_no_name():
    filled = {
        "title": "垃圾",
        "text": "堆着",
        "name": "甄小满",
        "phone": "1",
        "village": None,
        "site": "桥头",
    }
    assert told_of(filled) == {"text": "垃圾\n堆着", "site": "桥头"}
    assert told_of({"title": "垃", "village": "V04", "category": None}) == {}
    assert told_of({"village": "V04", "category": "noise"}) == {
        "text": "",
        "village": "V04",
        "category": "noise",
    }


NOW = datetime(2026, 9, 7, 1, tzinfo=UTC)


def test_a_proposal_takes_two_lines_or_one_where_there_is_room():
    like = Similar.model_construct(
        number="2026-1",
        state_label="整改中",
        village_name="假山村",
        site="假山村桥头",
        title="垃圾\x1b没人收",
        unit_name="柿槟",
        due_at=NOW + timedelta(days=2),
        why=("同村", "昨天"),
    )
    said = "2026-1 整改中 假山村桥头 垃圾 没人收", "同村、昨天；柿槟 剩2天 09-09"
    assert proposal(like, NOW, wide=False).plain == "\n  ".join(said)
    assert proposal(like, NOW, wide=True).plain == "  ".join(said)
