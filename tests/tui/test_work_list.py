"""The work list: what waits, in which order, and how it stays alive."""

from datetime import timedelta

import pytest

from aiwei.tui.client import listing
from aiwei.tui.client.following import Changed, Line
from aiwei.tui.widgets import case_table
from tests.furnished import Town
from tests.story import until
from tests.tui.sitting import SMALL, at_the_list

pytestmark = pytest.mark.anyio


async def test_overdue_is_red_and_nearly_due_is_yellow_in_words_and_colour(town: Town):
    town.play(*until("accept"), title="早先的事", received_at="2026-08-10T09:00:00+08:00")
    town.wall.now += timedelta(days=9)
    town.take_in(title="刚才的事")
    async with at_the_list(town, "clerk") as me:
        await me.sees("逾期", "剩", "待派单", "待受理", "假山村")
        red, yellow = me.style_of("逾期").color, me.style_of("剩").color
        assert red is not None
        assert yellow is not None
        assert red != yellow
        assert me.screen.index("门口垃圾堆放") < me.screen.index("刚才的事")


async def test_a_chinese_word_finds_its_cases_and_escape_brings_the_others_back(town: Town):
    town.take_in(title="夜里噪音很大", text="工地夜里施工")
    town.take_in(title="垃圾没人收", text="堆了三天")
    async with at_the_list(town, "clerk") as me:
        await me.press("slash")
        await me.types("噪音")
        await me.press("enter")
        await me.sees("含「噪音」", "夜里噪音很大", "1 件")
        assert "垃圾没人收" not in me.screen
        await me.press("escape")
        await me.sees("垃圾没人收", "2 件")
        assert "含「" not in me.screen


async def test_the_filter_box_offers_the_towns_own_words(town: Town):
    town.take_in(title="甲村的事", village="V04")
    town.take_in(title="乙村的事", village="V02")
    async with at_the_list(town, "clerk") as me:
        await me.press("f")
        await me.sees("筛选", "只看逾期", "督办级别", "正在计时")
        await me.can_type()
        await me.press(*["tab"] * 5)
        await me.types("云栖")
        await me.press("enter", "ctrl+s")
        await me.sees("未办结 · 云栖村", "乙村的事", "1 件")
        assert "甲村的事" not in me.screen


async def test_the_order_can_be_changed(town: Town):
    town.take_in(title="第一件")
    town.take_in(title="第二件")
    async with at_the_list(town, "clerk") as me:
        await me.press("s")
        await me.sees("排序", "编号，大的在前")
        await me.press("end", "enter")
        await me.sees("按编号，大的在前")
        await me.until(lambda: me.screen.index("第二件") < me.screen.index("第一件"), "sees the later first")


async def test_more_pages_come_as_the_cursor_goes_down(town: Town, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(listing, "FIRST", 3)
    monkeypatch.setattr(listing, "BEYOND", 0)
    monkeypatch.setattr(case_table, "NEAR", 1)
    for number in range(8):
        town.take_in(title=f"第{number}件")
    async with at_the_list(town, "clerk") as me:
        await me.sees("8 件（已载入 3）", "第2件")
        await me.press("end")
        await me.sees("第5件")
        await me.press("end")
        await me.sees("第7件", "8 件 ")
        assert "已载入" not in me.screen


async def test_a_change_shows_in_place_and_the_cursor_stays_on_its_case(town: Town):
    first, second = town.take_in(title="甲"), town.take_in(title="乙")
    async with at_the_list(town, "clerk") as me:
        await me.press("down")
        table = me.app.screen.query_one(case_table.CaseTable)
        assert table.current is not None
        assert table.current.case_id == second
        done = town.do(second, "accept")
        new = town.take_in(title="丙，先到期", received_at="2026-08-10T09:00:00+08:00")
        me.news.put_nowait(Changed(second, done["position"]))
        me.news.put_nowait(Changed(new, done["position"] + 1))
        await me.sees("待派单", "丙，先到期", "3 件")
        assert table.current.case_id == second
        assert first in {item.case_id for item in table.rows}


async def test_a_case_that_is_done_leaves_the_list(town: Town):
    case_id = town.take_in(title="不归我们管")
    town.take_in(title="归我们管")
    async with at_the_list(town, "head") as me:
        await me.sees("不归我们管")
        done = town.do(case_id, "decline")
        me.news.put_nowait(Changed(case_id, done["position"]))
        await me.sees_no_more("不归我们管")
        await me.sees("归我们管", "1 件")


async def test_what_changed_while_a_box_covered_the_list_shows_when_it_is_gone(town: Town):
    async with at_the_list(town, "clerk") as me:
        await me.press("s")
        await me.sees("排序", "Esc 返回")
        new = town.take_in(title="刚刚来的")
        me.news.put_nowait(Changed(new, 1))
        await me.settled()
        assert "刚刚来的" not in me.screen
        await me.press("escape")
        await me.sees("刚刚来的", "1 件")


async def test_a_broken_line_is_said_and_its_return_reads_what_was_missed(town: Town):
    async with at_the_list(town, "clerk") as me:
        me.news.put_nowait(Line(live=False))
        await me.sees("断线重连中")
        town.take_in(title="断线时来的")
        me.news.put_nowait(Line(live=True))
        await me.sees("实时", "断线时来的")


async def test_a_list_that_cannot_be_read_keeps_what_was_there(town: Town):
    town.take_in(title="还看得见")
    async with at_the_list(town, "clerk") as me:
        me.line.down = True
        await me.press("f5")
        await me.sees("连不上服务器", "按 F5 再试", "还看得见")


async def test_on_a_small_terminal_the_main_columns_and_keys_fit(town: Town):
    town.take_in(title="路口[红绿灯]旁😀垃圾\u200b堆")
    async with at_the_list(town, "clerk", SMALL) as me:
        await me.sees("编号", "时限", "状态", "主题", "主办单位", "[红绿灯]", "打开", "帮助", "退出")
        assert "渠道" not in me.screen


async def test_a_unit_sees_its_own_and_no_key_for_what_it_may_not(town: Town):
    town.take_in(title="还没派的")
    town.play(*until("dispatch"))
    async with at_the_list(town, "liaison") as me:
        await me.sees("1 件", "门口垃圾堆放", "柿槟服务中心")
        assert "登记" not in me.screen


async def test_the_keys_explain_themselves(town: Town):
    async with at_the_list(town, "clerk") as me:
        await me.press("question_mark")
        await me.sees("这一屏的按键", "只看逾期，再按一次恢复", "登记一件新的投诉或问题")
        await me.press("escape")
        await me.sees_no_more("这一屏的按键")


async def test_states_are_ticked_by_typing_their_words(town: Town):
    town.take_in(title="还没受理的")
    town.play("accept", title="已经受理的")
    async with at_the_list(town, "clerk") as me:
        await me.press("f")
        await me.sees("筛选", "状态")
        await me.can_type()
        await me.press("tab", "tab")
        await me.types("待派")
        await me.press("enter")
        await me.sees("✓ 待派单")
        await me.press("ctrl+s")
        await me.sees("未办结 · 待派单", "已经受理的", "1 件")
        assert "还没受理的" not in me.screen


async def test_supervision_and_extensions_have_their_marks_and_their_filter(town: Town):
    town.play(*until("sign-for"), "request-extension", "grant-extension", "supervise")
    town.take_in(title="平常的件")
    async with at_the_list(town, "clerk", SMALL) as me:
        await me.sees("督延", "督延1", "平常的件")
        await me.press("f")
        await me.can_type()
        await me.press(*["tab"] * 7)
        await me.types("督办")
        await me.press("enter", "ctrl+s")
        await me.sees("未办结 · 督办", "1 件")
        assert "平常的件" not in me.screen


async def test_a_running_clock_is_found_after_the_end_too(town: Town):
    case_id = town.find()
    for verb in ("accept", "dispatch", "sign-for", "submit-rectification", "pass-check", "close"):
        town.do(case_id, verb)
    town.take_in(title="刚来的件")
    async with at_the_list(town, "clerk") as me:
        await me.sees("刚来的件")
        await me.press("f")
        await me.can_type()
        await me.press(*["tab"] * 8)
        await me.types("回头看")
        await me.press("enter", "ctrl+s")
        await me.sees("全部 · 正在计时：回头看", "已办结", "1 件")


async def test_a_case_asked_for_by_its_number_is_found_wherever_it_is(town: Town):
    town.play("decline", title="不归我们管")
    async with at_the_list(town, "clerk") as me:
        assert "不归我们管" not in me.screen
        await me.press("slash")
        await me.types("2026-00001")
        await me.press("enter")
        await me.sees("全部 · 含「2026-00001」", "不归我们管")
