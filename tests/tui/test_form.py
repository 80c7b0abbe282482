"""Forms made from the command's schema: nothing typed is ever lost."""

import pytest

from tests.furnished import Town
from tests.story import until
from tests.tui.sitting import SMALL, Sitting, at_the_case

pytestmark = pytest.mark.anyio


async def fill_acceptance(me: Sitting) -> None:
    """The clerk opens the form and fills in what is required."""
    await me.chooses("受理")
    await me.sees("问题类别 *", "领域 *", "紧急程度")
    await me.types("暴露")
    await me.press("enter")
    await me.types("健康环境")
    await me.press("enter")
    await me.sees("暴露垃圾", "健康环境")


async def test_a_case_is_accepted_by_keyboard_and_shown_as_it_is_afterwards(town: Town):
    case_id = town.take_in()
    async with at_the_case(town, "clerk", SMALL) as me:
        await fill_acceptance(me)
        await me.press("ctrl+s")
        await me.sees("待派单", "健康环境·暴露垃圾", "已办：受理")
        await me.press("escape")
        await me.sees("编号", "待派单")
    assert town.kinds(case_id) == ["case-registered", "case-accepted"]


async def test_what_is_known_stands_there_already(town: Town):
    town.take_in()
    async with at_the_case(town, "clerk") as me:
        await me.chooses("受理")
        await me.sees("暴露垃圾")
        await me.press("escape")
        await me.sees("诉求性质", "投诉", "假山村", "一般")


async def test_what_is_missing_is_said_beside_its_field(town: Town):
    town.take_in()
    async with at_the_case(town, "clerk") as me:
        await me.chooses("受理")
        await me.press("ctrl+s")
        await me.sees("内容填写有误", "▲ 必填")


async def test_a_refusal_stands_beside_its_field_and_every_word_is_kept(town: Town):
    town.take_in()
    async with at_the_case(town, "clerk") as me:
        await me.chooses("确认摘录")
        await me.sees("摘录标题 *")
        await me.press("ctrl+a", "ctrl+k")
        await me.types("甄小满家门口的垃圾")
        await me.press("ctrl+s")
        await me.sees("文字里有诉求人的信息", "▲", "甄小满家门口的垃圾")


async def test_a_word_that_is_no_choice_is_not_sent(town: Town):
    town.take_in()
    async with at_the_case(town, "clerk") as me:
        await fill_acceptance(me)
        await me.press("tab", "tab")
        await me.types("无此村")
        await me.press("ctrl+s")
        await me.sees("没有这一项，请从列表里选", "无此村")


async def test_a_stale_version_keeps_the_words_and_can_be_renewed(town: Town):
    case_id = town.take_in()
    async with at_the_case(town, "clerk") as me:
        await fill_acceptance(me)
        town.do(case_id, "release-excerpt")
        await me.press("ctrl+s")
        await me.sees("您看到的内容已经过时", "按 Ctrl+R 取最新版本", "暴露垃圾")
        await me.press("ctrl+r")
        await me.sees("已取第 2 版", "吴明明", "「门口垃圾堆放」", "暴露垃圾")
        await me.press("ctrl+s")
        await me.sees("待派单", "健康环境·暴露垃圾")
    assert town.kinds(case_id)[-1] == "case-accepted"


async def test_a_step_that_is_no_longer_open_says_so_and_keeps_the_words(town: Town):
    case_id = town.take_in()
    async with at_the_case(town, "clerk") as me:
        await fill_acceptance(me)
        town.do(case_id, "accept", by="head")
        await me.press("ctrl+r")
        await me.sees("现在不能受理了", "您填的内容还在", "暴露垃圾")


async def test_only_people_of_the_chosen_unit_are_offered(town: Town):
    town.play(*until("accept"))
    async with at_the_case(town, "clerk") as me:
        await me.chooses("派单")
        await me.sees("主办单位 *")
        await me.types("柿槟")
        await me.press("enter")
        await me.sees("甄实在（", "贾跑腿（")
        assert "苗如油" not in me.screen
        await me.types("跑腿")
        await me.press("enter")
        await me.sees("贾跑腿（柿槟服务中心联络员）")
        await me.press("shift+tab", "shift+tab")
        await me.types("苗庄")
        await me.press("enter")
        await me.sees("苗如油（")
        assert "贾跑腿" not in me.screen


async def test_several_units_can_be_ticked(town: Town):
    case_id = town.play(*until("accept"))
    async with at_the_case(town, "clerk") as me:
        await me.chooses("派单")
        await me.sees("协办单位")
        await me.types("柿槟")
        await me.press("enter")
        await me.sees("柿槟服务中心", "甄实在（")
        await me.types("实在")
        await me.press("enter", "space", "down", "space")
        await me.sees("▐✓▌")
        await me.press("ctrl+s")
        await me.sees("待签收", "党政综合办公室、党建工作办公室协办")
    assert town.kinds(case_id)[-1] == "case-dispatched"


async def test_without_a_line_the_form_stays_and_a_second_try_is_not_done_twice(town: Town):
    case_id = town.take_in()
    async with at_the_case(town, "clerk") as me:
        await fill_acceptance(me)
        me.line.lose_answers = True
        await me.press("ctrl+s")
        await me.sees("连不上服务器", "再次提交，不会重复办理", "暴露垃圾")
        me.line.lose_answers = False
        await me.press("ctrl+s")
        await me.sees("待派单", "已办：受理")
    assert town.kinds(case_id) == ["case-registered", "case-accepted"]


async def test_leaving_a_form_with_words_in_it_asks_first(town: Town):
    town.take_in()
    async with at_the_case(town, "clerk") as me:
        await me.chooses("查看诉求人")
        await me.press("tab")
        await me.types("备忘")
        await me.press("escape")
        await me.sees("填过的内容还没有提交")
        await me.press("n")
        await me.sees("备忘")
        await me.press("ctrl+q")
        await me.sees("要丢掉并退出吗")
        await me.press("n", "escape", "y")
        await me.sees("办理经过")


async def test_an_untouched_form_is_left_at_once(town: Town):
    town.take_in()
    async with at_the_case(town, "clerk") as me:
        await me.chooses("确认摘录")
        await me.press("escape")
        await me.sees("办理经过")


async def test_a_time_is_typed_as_people_write_it(town: Town):
    case_id = town.take_in()
    async with at_the_case(town, "clerk") as me:
        await fill_acceptance(me)
        me.app.screen.set_focus(me.app.screen.query_one("#field-occurred_at Input"))
        await me.types("昨天")
        await me.press("ctrl+s")
        await me.sees("写法：年-月-日 时:分", "昨天")
        await me.press("ctrl+a", "ctrl+k")
        town.wall.now = town.wall.now.replace(hour=11)
        await me.types("2026-09-07 10:30")
        await me.press("ctrl+s")
        await me.sees("2026-09-07 10:30  吴明明")
    assert town.kinds(case_id)[-1] == "case-accepted"
