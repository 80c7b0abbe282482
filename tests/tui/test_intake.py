"""A call is taken in by keyboard alone."""

import pytest

from tests.furnished import Town
from tests.tui.sitting import SMALL, at_the_list

pytestmark = pytest.mark.anyio


async def test_six_fields_and_the_keyboard_register_a_case(town: Town):
    async with at_the_list(town, "clerk", SMALL) as me:
        await me.press("c")
        await me.sees(
            "登记一件", "渠道 *", "电话", "主题 *", "内容 *", "诉求性质", "诉求人", "联系电话", "更多"
        )
        await me.types("沟渠堵了")
        await me.press("enter")
        await me.types("我叫甄小满，屋后沟渠堵了")
        await me.press("tab")
        await me.types("投诉")
        await me.press("enter")
        await me.types("甄小满")
        await me.press("enter")
        await me.types("13800001111")
        await me.press("ctrl+s")
        await me.sees("已登记 2026-00001", "待受理", "沟渠堵了", "受理")
        assert "13800001111" not in me.screen
        await me.press("escape")
        await me.sees("编号", "沟渠堵了", "1 件")


async def test_the_other_fields_are_behind_one_key(town: Town):
    async with at_the_list(town, "clerk") as me:
        await me.press("c")
        await me.sees("更多（回车展开）")
        await me.can_type()
        assert "所在村" not in me.screen
        await me.press("tab", "tab", "tab", "tab", "tab", "enter")
        await me.sees("来源类别", "所在村", "要求保密", "摘录标题", "来源编号")
