"""Fields that show and hide by what is chosen, days, numbers, yes or no, several of many, a case by words."""

import pytest

from tests.furnished import Town
from tests.story import before, until
from tests.tui.sitting import SMALL, at_the_case, at_the_list

pytestmark = pytest.mark.anyio
WIDE = (160, 50)


@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["small", "wide"])
async def test_only_the_fields_of_the_decision_chosen_are_asked(town: Town, size):
    case_id = town.play(*before("decide-consultation"))
    async with at_the_case(town, "convener", size) as me:
        await me.chooses("会商决定")
        await me.sees("两村交界由谁清运", "指定主办单位 *", "会商确定的期限")
        assert "挂账原因" not in me.screen
        await me.press("shift+tab")
        await me.types("挂账")
        await me.press("enter")
        await me.sees("挂账原因 *", "挂账到哪一天 *", "如何告知诉求人 *")
        assert "指定主办单位" not in me.screen
        await me.types("因为管网")
        await me.press("tab")
        await me.types("三方")
        await me.press("enter")
        await me.types("工程")
        await me.press("enter")
        await me.types("10-30")
        await me.press("enter")
        await me.types("每日清扫")
        await me.press("tab")
        await me.types("电话告知")
        await me.press("ctrl+s")
        await me.sees("挂账", "已办：会商决定")
    assert town.kinds(case_id)[-1] == "suspension-granted"


async def test_what_was_filled_in_for_another_decision_is_not_sent(town: Town):
    case_id = town.play(*before("decide-consultation"))
    async with at_the_case(town, "convener") as me:
        await me.chooses("会商决定")
        await me.types("转给县里")
        await me.press("tab")
        await me.types("三方")
        await me.press("enter")
        await me.types("苗庄")
        await me.press("enter", *["shift+tab"] * 4)
        await me.types("转出")
        await me.press("enter", *["tab"] * 2)
        await me.types("县水利局")
        await me.press("enter", "tab")
        await me.types("电话告知")
        await me.press("ctrl+s")
        await me.sees("已转出", "已办：会商决定")
    assert town.kinds(case_id)[-1] == "case-transferred-out"


async def test_a_required_yes_or_no_is_nobodys_default(town: Town):
    case_id = town.open_to("review-lateness-appeal")
    async with at_the_list(town, "reviewer") as me:
        await me.finds("2026-00001")
        await me.chooses("复核逾期申诉")
        await me.sees("暴雨封路三天", "是否支持申诉 *")
        await me.press("ctrl+s")
        await me.sees("▲ 必填")
        await me.types("否")
        await me.press("enter")
        await me.types("理由不足")
        await me.press("ctrl+s")
        await me.sees("已办：复核逾期申诉")
    event = town["head"].get(f"/cases/{case_id}/timeline").json()[-1]
    assert "不支持" in event["sentence"]


async def test_whoever_spoke_first_is_told_that_another_has_to(town: Town):
    case_id = town.open_to("review-lateness-appeal")
    town.do(case_id, "review-lateness-appeal")
    told = town["reviewer"].get(f"/cases/{case_id}/actions").json()
    assert "review-lateness-appeal" not in [a["verb"] for a in told["open"]]
    why = {closed["verb"]: closed["why"] for closed in told["not_yours"]}
    assert why["review-lateness-appeal"] == "您已经复核过，须由另一人复核"


NO_DAY, WRITTEN = "没有这个日期", "写法：年-月-日"


@pytest.mark.parametrize(
    ("typed", "said"),
    [("13月1日", NO_DAY), ("2026-02-30", NO_DAY), ("昨天", WRITTEN), ("2026-10-01 09:00", WRITTEN)],
)
async def test_a_day_that_is_none_is_said_and_kept(town: Town, typed: str, said: str):
    town.play(*until("sign-for"))
    async with at_the_case(town, "liaison") as me:
        await me.chooses("申请挂账")
        me.app.screen.set_focus(me.app.screen.query_one("#field-until Input"))
        await me.types(typed)
        await me.press("ctrl+s")
        await me.sees(f"▲ {said}", typed)


async def test_a_number_takes_digits_and_says_how_many_are_granted(town: Town):
    case_id = town.play(*until("sign-for"))
    async with at_the_case(town, "liaison") as me:
        await me.chooses("申请延期")
        await me.sees("多少个工作日；一次最多 10，不填即延长 10")
        await me.types("天气")
        await me.press("enter")
        await me.types("连日下雨")
        await me.press("tab")
        await me.types("99")
        await me.press("ctrl+s")
        await me.sees("一次最多延长 10个工作日", "99")
        await me.press("ctrl+a", "ctrl+k")
        await me.types("3")
        await me.press("ctrl+s")
        await me.sees("已办：申请延期")
    assert town.kinds(case_id)[-1] == "extension-requested"


async def test_units_are_ticked_by_typing_and_what_is_ticked_stays_in_sight(town: Town):
    case_id = town.play(*until("accept"))
    async with at_the_case(town, "clerk", SMALL) as me:
        await me.chooses("提请会商")
        await me.types("由谁清运")
        await me.press("tab")
        await me.types("柿槟")
        await me.press("enter")
        await me.types("苗庄")
        await me.press("enter")
        await me.sees("✓ 柿槟服务中心、苗庄服务中心")
        await me.types("苗庄")
        await me.press("enter")
        await me.sees_no_more("、苗庄服务中心")
        await me.press("ctrl+s")
        await me.sees("会商中", "已办：提请会商")
    told = town["head"].get(f"/cases/{case_id}/timeline").json()[-1]["sentence"]
    assert "柿槟服务中心" in told
    assert "苗庄" not in told


async def test_a_case_to_join_is_found_by_words_that_stand_in_its_text(town: Town):
    main = town.take_in(title="坑塘", text="村东头水边堆了破沙发", village="V02")
    joining = town.take_in(title="又来说", village=None)
    async with at_the_list(town, "clerk") as me:
        await me.finds("又来说")
        await me.chooses("并案")
        await me.types("破沙发")
        await me.sees("2026-00001 待受理", "坑塘")
        await me.press("down", "enter")
        await me.types("同一堆")
        await me.press("ctrl+s")
        await me.sees("已并入", "已办：并案", "并入 2026-00001")
    assert town["head"].get(f"/cases/{joining}").json()["merged_into"] == main


async def test_a_correction_begins_with_what_stands_there_in_a_field_of_its_kind(town: Town):
    case_id = town.take_in()
    async with at_the_case(town, "clerk") as me:
        await me.chooses("更正")
        await me.types("渠道")
        await me.press("enter")
        await me.sees("应为 *", "电话")
        await me.types("来访")
        await me.press("enter")
        await me.types("听错了")
        await me.press("ctrl+s")
        await me.sees("已办：更正", "来源      来访", "更正渠道：原为「电话」，应为「来访」")
    assert town.kinds(case_id)[-1] == "record-corrected"


async def test_words_of_a_step_are_corrected_by_choosing_the_step(town: Town):
    town.play(*until("sign-for"), "record-progress")
    async with at_the_case(town, "liaison", WIDE) as me:
        await me.chooses("更正")
        await me.types("某一步")
        await me.press("enter")
        await me.types("清运一半")
        await me.press("enter")
        await me.types("已清运三成")
        await me.press("tab")
        await me.types("报多了")
        await me.press("ctrl+s")
        await me.sees("后来更正为：已清运三成")


async def test_an_approver_reads_the_request_above_the_form(town: Town):
    town.open_to("grant-extension")
    async with at_the_case(town, "head", SMALL) as me:
        await me.chooses("批准延期")
        await me.sees("贾跑腿：", "天气原因", "连日下雨", "审核意见 *")
