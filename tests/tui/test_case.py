"""One case on screen."""

import pytest

from aiwei.tui.client.following import Changed
from tests.furnished import Town
from tests.story import ADDRESS, LATE, NAME, PHONE, WORDS, until
from tests.tui.sitting import SMALL, at_the_case, at_the_list

pytestmark = pytest.mark.anyio


async def test_facts_words_and_story_with_who_and_when(town: Town):
    town.play(*until("dispatch"))
    async with at_the_case(town, "clerk") as me:
        await me.sees("待签收", "健康环境·暴露垃圾", "柿槟服务中心 甄实在", "居民反映门口垃圾堆放多日。")
        await me.sees(
            "2026-09-07 09:00", "吴明明（爱卫办经办人）", "经电话收到群众投诉", "派单：柿槟服务中心主办"
        )


async def test_what_i_may_do_and_what_others_may_and_why_not_me(town: Town):
    town.take_in()
    async with at_the_case(town, "clerk") as me:
        await me.sees("1  确认摘录", "下一步", "2  受理", "别人可办：不予受理、督办、挂牌督办")
        await me.press("w")
        await me.sees("不予受理需要岗位权限「办结」；您现任岗位没有")


async def test_the_limit_is_explained_day_by_day(town: Town):
    town.play(*until("accept"))
    async with at_the_case(town, "clerk") as me:
        await me.press("t")
        await me.sees("时限为什么是这一天", "10个工作日", "周末 不计", "第 1 天")
        await me.press("escape")
        await me.sees_no_more("时限为什么是这一天")


async def test_next_and_previous_walk_the_list_and_escape_returns_to_the_same_place(town: Town):
    town.take_in(title="甲事")
    town.take_in(title="乙事")
    async with at_the_case(town, "clerk") as me:
        await me.sees("甲事")
        await me.press("n")
        await me.sees("乙事")
        await me.press("n")
        await me.sees("没有了")
        await me.press("p")
        await me.sees("甲事")
        await me.press("n")
        await me.sees("乙事（遮盖")
        await me.press("escape")
        await me.sees("编号", "甲事")
        assert me.style_of("甲事").bgcolor != me.style_of("乙事").bgcolor
        await me.press("enter")
        await me.sees("乙事（遮盖")


async def test_somebody_elses_step_shows_at_once(town: Town):
    case_id = town.take_in()
    async with at_the_case(town, "clerk") as me:
        done = town.do(case_id, "accept", by="head")
        me.news.put_nowait(Changed(case_id, done["position"]))
        await me.sees("待派单", "贾思远（爱卫办负责人）")


async def test_a_look_at_the_complainant_is_shown_once_and_gone_when_closed(town: Town):
    case_id = town.take_in()
    async with at_the_case(town, "head") as me:
        assert NAME not in me.screen
        await me.chooses("查看诉求人")
        await me.sees("查看目的")
        await me.types("联系")
        await me.press("enter", "ctrl+s")
        await me.sees("此次查看已记录", NAME, PHONE, ADDRESS, WORDS)
        await me.press("escape")
        await me.sees("查看了诉求人信息，目的：联系诉求人")
        assert PHONE not in me.screen
        assert NAME not in me.screen
    assert town.kinds(case_id)[-1] == "personal-data-revealed"


async def test_ten_thousand_characters_and_control_characters_can_be_read_on_a_small_terminal(town: Town):
    town.take_in(title="很长", text="垃圾\x07很多\t，" * 2000)
    async with at_the_list(town, "clerk", SMALL) as me:
        await me.press("enter")
        await me.sees("垃圾", "现在可办", "返回")
        await me.press("end")
        await me.sees("经电话收到群众投诉")


async def test_a_case_that_cannot_be_read_says_so(town: Town):
    town.take_in()
    async with at_the_case(town, "clerk") as me:
        me.line.down = True
        await me.press("f5")
        await me.sees("连不上服务器", "按 F5 再试", "垃圾堆到家门口")


async def test_what_the_case_has_been_through_stands_among_the_facts(town: Town):
    town.play(*until("sign-for"), "request-extension", "grant-extension", "supervise")
    async with at_the_case(town, "clerk") as me:
        await me.sees("督办级别  督办", "延期 1 次")


async def test_lateness_that_was_excused_is_still_told(town: Town):
    case_id = town.play(*until("close"), "appeal-lateness", "review-lateness-appeal", **LATE)
    async with at_the_list(town, "head") as me:
        await me.press("slash")
        await me.types("2026-00001")
        await me.press("enter")
        await me.sees("超时办结")
        await me.press("enter")
        await me.sees("超过承诺时限")
        done = town.do(case_id, "review-lateness-appeal", by="reviewer-2")
        me.news.put_nowait(Changed(case_id, done["position"]))
        await me.sees("曾超时，不计超时（申诉通过）")


async def test_an_accusation_says_that_it_is_sealed(town: Town):
    town.take_in(triage="accusation", title="反映干部")
    async with at_the_case(town, "head") as me:
        await me.sees("密封", "检举控告，已密封：只有爱卫办负责人和纪检监察机构看得到", "1  转出")


async def test_a_correction_stands_beside_what_was_corrected(town: Town):
    case_id = town.play(*until("submit-rectification"))
    said = {"field": "statement", "value": "清运两车", "of_version": 6, "reason": "笔误"}
    town.do(case_id, "correct-record", by="liaison", **said)
    async with at_the_case(town, "clerk", (120, 60)) as me:
        await me.sees("报告整改完成：已清运。", "↳ 后来更正为：清运两车", "更正第 6 条经过")
        assert me.screen.index("后来更正为") < me.screen.index("更正第 6 条经过")


async def test_every_limit_is_explained_those_that_run_first_and_what_each_replaced(town: Town):
    town.play(*until("sign-for"), "request-extension", "grant-extension")
    async with at_the_case(town, "clerk", (120, 120)) as me:
        await me.press("t")
        await me.sees(
            "正在计时", "整改时限", "剩", "原为", "（延期）", "已不计时", "签收时限", "延期 10个工作日"
        )
        assert me.screen.index("正在计时") < me.screen.index("已不计时") < me.screen.index("签收时限：")


async def test_a_limit_that_is_past_is_red_there_too(town: Town):
    town.play(*until("accept"), **LATE)
    async with at_the_case(town, "clerk", (120, 60)) as me:
        await me.press("t")
        await me.sees("办结时限", "逾期")
        colour = me.style_of("办结时限：").color
        assert colour is not None
        assert colour != me.style_of("起算").color


async def test_more_than_nine_actions_can_be_walked_through(town: Town):
    case_id = town.take_in()
    async with at_the_case(town, "clerk", SMALL) as me:
        await me.chooses("更正")
        await me.sees("更正什么 *")
        await me.types("地点")
        await me.press("enter")
        await me.types("村西大坑")
        await me.press("tab")
        await me.types("原来没写")
        await me.press("ctrl+s")
        await me.sees("已办：更正", "村西大坑")
    assert town.kinds(case_id)[-1] == "record-corrected"
