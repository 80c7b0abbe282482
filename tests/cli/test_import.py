"""``aiwei import-cases``: one row one case, the same number once, and a reason for each row left out."""

import json
from datetime import datetime

import pytest

from aiwei.domain.calendar import LOCAL
from tests.cli.commands import numbered
from tests.documents.books import MESSAGES, message, workbook


def figures(read, created, there=0, rejected=0):
    return {"read": read, "created": created, "already-there": there, "rejected": rejected}


def counted(told):
    return {name: value for name, value in told.items() if name != "rejections"}


@pytest.mark.parametrize("workers", ["1", "2"])
def test_every_row_becomes_a_case_and_a_second_run_finds_them_there(aiwei, workers):
    file = aiwei.messages(*numbered(600))
    assert counted(aiwei.imports(file, "--workers", workers)) == figures(600, 600)
    assert counted(aiwei.imports(file, "--workers", workers)) == figures(600, 0, there=600)
    assert aiwei.cases() == 600


def test_new_rows_of_a_file_that_grew_are_added(aiwei):
    aiwei.imports(aiwei.messages(*numbered(3)))
    assert counted(aiwei.imports(aiwei.messages(*numbered(5)))) == figures(5, 2, there=3)


def test_a_bad_row_is_told_with_its_number_and_reason_and_the_rest_goes_in(aiwei):
    rows = [message(), message(number=2, time="?"), message(number=3, text=None), message(number=4)]
    said = aiwei("import-cases", aiwei.messages(*rows), "--json")
    assert (said.code, counted(said.figures)) == (1, figures(4, 2, rejected=2))
    assert said.figures["rejections"] == [
        {"row": 3, "reason": "「留言时间」的值「?」不是时间"},
        {"row": 4, "reason": "「留言详情」是空的"},
    ]


def test_the_same_number_twice_in_one_file_is_told_with_the_first_row(aiwei):
    told = aiwei.imports(aiwei.messages(message(), message(number=7), message(title="别的")))
    assert counted(told) == figures(3, 2, rejected=1)
    assert told["rejections"] == [{"row": 4, "reason": "编号「2549」与第 2 行重复"}]


def test_the_reason_is_chinese_whatever_is_wrong(aiwei):
    rows = [
        message(number="甲" * 201),
        message(number=2, user="长" * 61),
        message(number=3, text=" \n "),
        message(number=4, time="1900-01-01"),
        message(number=5, time="2999-01-01"),
    ]
    reasons = [rejection["reason"] for rejection in aiwei.imports(aiwei.messages(*rows))["rejections"]]
    assert sorted(reasons) == [
        "内容：不能只有空格",
        "发生时间在将来，请核对",
        "收到时间：时间太早，请核对年份",
        "来源编号：太长，最多 200 字",
        "诉求人：太长，最多 60 字",
    ]


HOTLINE = ["办件编号", "诉求主题", "诉求内容", "派发时间", "承诺完成时间"]


def test_what_a_hotline_promised_comes_along_and_a_promise_before_receipt_is_told(aiwei):
    received, late, early = "2026-09-01 09:00", "2026-09-11 18:00", "2026-08-31 18:00"
    rows = [
        ["甲1", "题", "文", received, late],
        ["甲2", "题", "文", received, early],
        ["甲3", "题", "文", received, None],
    ]
    file = str(workbook(aiwei.folder / "12345.xlsx", rows, HOTLINE))
    for options in (("--dry-run",), ()):
        told = aiwei.imports(file, *options)
        assert counted(told) == figures(3, 2, rejected=1)
        reason = "上级承诺的完成时间早于收到时间，请核对"
        assert told["rejections"] == [{"row": 3, "reason": reason}]
    kept = aiwei.ask(
        "SELECT state FROM aiwei_events WHERE topic = 'case-registered' ORDER BY notification_id"
    )
    promises = [json.loads(bytes(state))["data"]["promised_at"] for (state,) in kept]
    assert datetime.fromisoformat(promises[0]) == datetime(2026, 9, 11, 18, tzinfo=LOCAL)
    assert promises[1:] == [None]


def test_a_dry_run_counts_and_writes_nothing(aiwei):
    file = aiwei.messages(*numbered(3), message(number=4, text=None))
    assert counted(aiwei.imports(file, "--dry-run")) == figures(4, 3, rejected=1)
    assert (
        aiwei.ask("SELECT count(*) FROM aiwei_events UNION ALL SELECT count(*) FROM vault.subjects")
        == [(0,)] * 2
    )
    assert "可以登记 3 件" in aiwei("import-cases", file, "--dry-run").told


def test_without_json_it_says_so_in_a_sentence(aiwei):
    said = aiwei("import-cases", aiwei.messages(*numbered(2), message(number=9, text=None)))
    assert said.out.replace("\n", "") == "读到 3 行：已登记 2 件，早已登记 0 件，未收 1 行"
    assert "第 4 行：「留言详情」是空的" in said.err


def test_of_many_bad_rows_the_first_are_shown(aiwei):
    said = aiwei("import-cases", aiwei.messages(*(message(number=n, text=None) for n in range(25))))
    assert "第 21 行" in said.told
    assert "……另有 5 行，用 --json 看全部" in said.told


def test_the_time_of_receipt_is_the_senders_on_the_offices_clock(aiwei):
    aiwei.imports(aiwei.messages(message(time="2026/9/1 8:05:09")))
    ((state,),) = aiwei.ask("SELECT state FROM aiwei_events WHERE topic = 'case-registered'")
    registered = json.loads(bytes(state))["data"]
    assert datetime.fromisoformat(registered["occurred_at"]) == datetime(2026, 9, 1, 8, 5, 9, tzinfo=LOCAL)
    assert registered["source"] == {"system": "网络问政留言", "number": "2549"}


def test_the_lists_show_the_cases_at_once(aiwei):
    aiwei.imports(aiwei.messages(*numbered(4)))
    assert aiwei.ask("SELECT count(*), min(source_number), min(channel) FROM read.cases") == [
        (4, "1", "online")
    ]


def test_the_words_as_they_came_are_in_the_vault_only(aiwei):
    aiwei.imports(aiwei.messages(message(user="甄小满", text="我叫甄小满，电话13800001111，有垃圾")))
    ((state,),) = aiwei.ask("SELECT state FROM aiwei_events WHERE topic = 'case-registered'")
    assert "有垃圾".encode() not in bytes(state)
    assert aiwei.ask("SELECT body FROM vault.subjects") == [
        ("我叫＊＊＊，电话＊＊＊＊＊＊＊＊＊＊＊，有垃圾",)
    ]


def test_control_characters_are_dropped_and_emoji_stay(aiwei):
    aiwei.imports(aiwei.messages(message(title="垃圾\x07桶🗑️", text="满\x00了\u0085😀" + "长" * 10_000)))
    ((title, body),) = aiwei.ask("SELECT title, body FROM vault.subjects")
    assert (title, body) == ("垃圾桶🗑️", "满了😀" + "长" * 10_000)


def test_any_citys_columns_fit_by_a_profile_of_its_own(aiwei):
    profile = aiwei.folder / "city.toml"
    columns = 'source_number = "号"\ntext = "事"\nreceived_at = "时"\n'
    fixed = '[fixed]\ncase_kind = "grievance"\nchannel = "visit"\nsource_system = "市"\n'
    profile.write_text(f'name = "city"\ntitle = "市"\n[columns]\n{columns}{fixed}', encoding="utf-8")
    file = aiwei.folder / "city.csv"
    file.write_text("号,事,时\n1,有垃圾,2026-9-1\n", encoding="utf-8")
    assert counted(aiwei.imports(str(file), "--profile", str(profile))) == figures(1, 1)
    assert aiwei.ask("SELECT channel FROM read.cases") == [("visit",)]


def test_a_village_that_the_register_knows_becomes_its_code_and_another_stays_as_words(aiwei):
    register = aiwei.folder / "units.csv"
    register.write_text("code,name,kind\nV04,假山村,village\n", encoding="utf-8")
    aiwei("import-register", str(register))
    file = aiwei.folder / "office.csv"
    rows = "甲1,群众投诉,电话,题,文,2026-9-1,假山村,桥头\n甲2,群众投诉,电话,题,文,2026-9-1,无名村,桥头\n"
    file.write_text(f"编号,类别来源,渠道,主题,内容,受理时间,村,地点\n{rows}", encoding="utf-8")
    assert counted(aiwei.imports(str(file))) == figures(2, 2)
    places = aiwei.ask("SELECT village, site FROM read.cases ORDER BY source_number")
    assert places == [("V04", "桥头"), (None, "无名村桥头")]


@pytest.mark.parametrize(
    ("header", "options", "why"),
    [
        (MESSAGES[:4], (), "认不出表头：按最接近的列对照「citizen-messages」，缺少列 留言详情"),
        (MESSAGES, ("--profile", "hotline-12345"), "表里缺少列：办件编号、诉求内容、派发时间"),
        (MESSAGES, ("--profile", "nobody"), "没有列对照「nobody」"),
    ],
)
def test_a_table_that_does_not_fit_ends_in_a_sentence(aiwei, header, options, why):
    file = aiwei.folder / "a.csv"
    file.write_text(",".join(header) + "\n", encoding="utf-8")
    assert aiwei.refused("import-cases", str(file), *options).startswith(why)


def test_a_file_that_is_no_workbook_ends_in_a_sentence_before_any_database_is_asked(aiwei, monkeypatch):
    monkeypatch.setenv("AIWEI_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nowhere")
    (aiwei.folder / "a.xlsx").write_text("这是一段文字")
    assert "不是有效的 Excel 文件" in aiwei.refused("import-cases", str(aiwei.folder / "a.xlsx"))
    assert "没有文件" in aiwei.refused("import-cases", str(aiwei.folder / "b.xlsx"))
