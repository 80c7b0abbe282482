"""Who are you."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.furnished import PASSWORD, Town
from tests.tui.sitting import at_the_case, at_the_list, seated

pytestmark = pytest.mark.anyio


async def test_a_wrong_password_is_said_in_place_and_the_login_stays(town: Town):
    async with seated(town) as me:
        await me.types("clerk")
        await me.press("enter")
        await me.types("wrong")
        await me.press("enter")
        await me.sees("登录名或密码不对", "clerk")
        assert PASSWORD not in me.screen


async def test_the_right_one_leads_to_the_list_with_name_and_post(town: Town):
    async with seated(town) as me:
        await me.signs_in("clerk")
        await me.sees("吴明明", "爱卫办经办人", "未办结", "0 件", "实时", "没有符合条件的件")


async def test_a_server_that_is_down_is_said(town: Town):
    async with seated(town) as me:
        me.line.down = True
        await me.signs_in("clerk")
        await me.sees("连不上服务器")
        me.line.down = False
        await me.press("enter")
        await me.sees("未办结")


async def test_an_expired_session_asks_again_and_the_call_goes_on(town: Town):
    case_id = town.take_in()
    async with at_the_case(town, "clerk") as me:
        town.wall.now += timedelta(days=3660)
        await me.press("2")
        await me.sees("受理 ·", "问题类别")
        await me.types("暴露")
        await me.press("enter")
        await me.types("环境")
        await me.press("enter", "ctrl+s")
        await me.sees("登录已过期", "clerk")
        await me.types("wrong")
        await me.press("enter")
        await me.sees("登录名或密码不对")
        await me.press("ctrl+a", "ctrl+k")
        await me.types(PASSWORD)
        await me.press("enter")
        await me.sees("待派单", "暴露垃圾")
    assert town.house.desk.history(UUID(case_id))[-1].event.kind == "case-accepted"


async def test_whoever_does_not_sign_in_again_keeps_the_screen(town: Town):
    town.take_in()
    async with at_the_list(town, "clerk") as me:
        town.wall.now += timedelta(days=3660)
        await me.press("f5")
        await me.sees("登录已过期")
        await me.press("escape")
        await me.sees("登录已失效", "垃圾堆到家门口")
