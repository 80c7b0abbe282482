"""A list and a case as they were: said over the screen, without anything to be done, and left by Esc."""

from datetime import timedelta

import pytest

from aiwei.tui.client.following import Changed
from tests.furnished import Town
from tests.story import until
from tests.tui.sitting import SMALL, Sitting, at_the_case, at_the_list

pytestmark = pytest.mark.anyio
BANNER = "这是 2026-09-07 11:30 的样子（按录入时间），不能办理。Esc 回到现在"


async def looks_back(me: Sitting, moment: str, by: str = "") -> None:
    await me.press("v")
    await me.sees("回看过去某一刻", "时刻 *", "按录入时间")
    await me.can_type()
    await me.press("ctrl+a", "ctrl+k")
    await me.types(moment)
    if by:
        await me.press("tab")
        await me.types(by)
        await me.press("enter")
    await me.press("ctrl+s")


@pytest.mark.parametrize("size", [SMALL, (160, 50)], ids=["small", "wide"])
async def test_a_case_is_shown_as_it_was_and_nothing_can_be_done(town: Town, size):
    town.play(*until("dispatch"))
    async with at_the_case(town, "clerk", size) as me:
        await me.sees("待签收")
        await looks_back(me, "2026-09-07 11:30")
        await me.sees(BANNER, "待派单")
        assert "现在可办" not in me.screen
        assert "派单：柿槟" not in me.screen
        await me.press("1")
        assert "提交（Ctrl+S）" not in me.screen
        await me.press("escape")
        await me.sees("待签收", "现在可办")
        assert "不能办理" not in me.screen
        await me.press("escape")
        await me.sees("编号", "1 件")


async def test_what_was_entered_later_shows_by_occurrence_and_not_by_recording(town: Town):
    case_id = town.play(*until("sign-for"))
    happened = town.wall.now + timedelta(minutes=10)
    town.wall.now += timedelta(hours=6)
    town.do(case_id, "submit-rectification", occurred_at=happened.isoformat())
    async with at_the_case(town, "clerk") as me:
        await looks_back(me, "2026-09-07 14:00")
        await me.sees("整改中")
        await looks_back(me, "2026-09-07 14:00", by="发生")
        await me.sees("待核查", "按发生时间")


async def test_the_list_is_shown_as_it_was_and_its_cases_too(town: Town):
    first = town.play(*until("accept"), title="早上的件")
    town.wall.now += timedelta(hours=4)
    town.take_in(title="下午的件")
    town.do(first, "dispatch")
    async with at_the_list(town, "clerk") as me:
        await me.sees("下午的件", "待签收", "2 件", "登记")
        await looks_back(me, "2026-09-07 11:30")
        await me.sees(BANNER, "待派单", "1 件")
        assert "下午的件" not in me.screen
        assert "登记" not in me.screen
        await me.press("enter")
        await me.sees(BANNER, "办理经过", "待派单")
        await me.press("escape")
        await me.sees(BANNER, "编号")
        me.news.put_nowait(Changed(first, 1))
        await me.settled()
        assert "待签收" not in me.screen
        await me.press("escape")
        await me.sees("下午的件", "待签收", "2 件")
        assert "不能办理" not in me.screen


async def test_a_day_alone_means_its_end_and_today_means_now(town: Town):
    town.play(*until("accept"))
    town.wall.now += timedelta(days=2)
    async with at_the_case(town, "clerk") as me:
        await looks_back(me, "2026-09-07")
        await me.sees("这是 2026-09-07 23:59 的样子")
        await looks_back(me, "2026-09-09")
        await me.sees("这是 2026-09-09 1")


@pytest.mark.parametrize(
    ("typed", "said"), [("2026-12-01", "还没有到那一刻"), ("昨天", "写法："), ("", "请填一个时刻")]
)
async def test_a_moment_that_cannot_be_looked_at_is_said_beside_its_field(town: Town, typed: str, said: str):
    town.take_in()
    async with at_the_list(town, "clerk") as me:
        await me.press("v")
        await me.can_type()
        if typed:
            await me.types(typed)
        await me.press("ctrl+s")
        await me.sees("回看过去某一刻", f"▲ {said}")


async def test_a_case_that_was_not_there_yet_says_so(town: Town):
    town.take_in()
    async with at_the_case(town, "clerk") as me:
        await looks_back(me, "2026-09-01")
        await me.sees("那一刻还没有这个件")
        await me.press("escape")
        await me.sees("现在可办", "待受理")


async def test_a_clock_filter_is_left_behind(town: Town):
    town.take_in(title="正在计时的")
    async with at_the_list(town, "clerk") as me:
        await me.press("f")
        await me.can_type()
        await me.press(*["tab"] * 8)
        await me.types("受理")
        await me.press("enter", "ctrl+s")
        await me.sees("正在计时：受理")
        await looks_back(me, "2026-09-07 09:30")
        await me.sees("不能办理", "正在计时的")
        assert "正在计时：" not in me.screen
