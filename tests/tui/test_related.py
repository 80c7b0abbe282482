"""Cases that hang together: each is told on the other's screen, and one key away."""

import pytest

from tests.furnished import Town
from tests.story import until
from tests.tui.sitting import at_the_case

pytestmark = pytest.mark.anyio


async def test_the_only_related_case_opens_at_once_and_escape_comes_back(town: Town):
    main = town.play(*until("accept"), title="先来的")
    town.do(town.take_in(title="后来的"), "merge-into", target=main)
    async with at_the_case(town, "clerk") as me:
        await me.sees("关联", "并入本件 2026-00002 已并入 后来的（r 打开）", "2026-00002 号反映同一问题")
        await me.press("r")
        await me.sees("2026-00002", "并入 2026-00001 待派单", "与 2026-00001 号是同一件事")
        await me.press("escape")
        await me.sees("2026-00001  待派单")


async def test_of_several_one_is_chosen(town: Town):
    main = town.play(*until("accept"))
    for title in ("甲又来说", "乙又来说"):
        town.do(town.take_in(title=title), "merge-into", target=main)
    async with at_the_case(town, "clerk") as me:
        await me.press("r")
        await me.sees("有关联的件", "并入本件 2026-00002 已并入 甲又来说", "乙又来说")
        await me.press("down", "enter")
        await me.sees("2026-00003  已并入  乙又来说")


async def test_without_a_related_case_there_is_no_key_for_it(town: Town):
    town.take_in()
    async with at_the_case(town, "clerk") as me:
        assert "关联件" not in me.screen
