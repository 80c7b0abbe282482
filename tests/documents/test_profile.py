"""A row of any export becomes the fields of a case, or says why it cannot."""

from datetime import date, datetime

import pytest

from aiwei.documents.problem import DocumentProblem
from aiwei.documents.profile import choose, mapped, parse, shipped
from aiwei.documents.sheet import open_sheet
from aiwei.domain.calendar import LOCAL
from aiwei.domain.case.words import Area, CaseKind, Category, Channel, MatterKind, Triage
from tests.documents.books import MESSAGES, message, workbook

OFFICE = [
    "编号",
    "类别来源",
    "渠道",
    "诉求性质",
    "领域",
    "问题类别",
    "村",
    "主题",
    "内容",
    "受理时间",
    "要求保密",
]
OFFICE_ROW = [
    "甲1",
    "群众投诉",
    "电话",
    "投诉",
    "健康环境",
    "暴露垃圾",
    "假山村",
    "题",
    "文",
    "2026-09-01",
    "是",
]


def read(path, profile=None):
    sheet = open_sheet(path)
    return list(mapped(choose(profile, sheet.header), sheet.header, sheet.rows))


def one(tmp_path, **cells):
    (row,) = read(workbook(tmp_path / "a.xlsx", [message(**cells)]))
    return row


def test_a_number_that_excel_holds_as_a_fraction_reads_as_it_is_written(tmp_path):
    assert one(tmp_path).fields["source_number"] == "2549"
    assert one(tmp_path, number=1.5).fields["source_number"] == "1.5"


TIMES = {
    "2026/9/1 8:05:09": (8, 5, 9),
    "2026-09-01 08:05:09": (8, 5, 9),
    "2026/9/1 8:05": (8, 5, 0),
    "2026-09-01 08:05": (8, 5, 0),
    "2026年9月1日 8:05": (8, 5, 0),
    "2026-09-01T08:05:09": (8, 5, 9),
    "2026/9/1": (0, 0, 0),
    "2026年9月1日": (0, 0, 0),
    " 2026-9-1 ": (0, 0, 0),
    datetime(2026, 9, 1, 8, 5, 9): (8, 5, 9),  # noqa: DTZ001 (a cell has no zone)
    date(2026, 9, 1): (0, 0, 0),
}


@pytest.mark.parametrize(("cell", "time"), TIMES.items(), ids=str)
def test_a_time_is_read_however_it_is_written_and_stands_on_the_offices_clock(tmp_path, cell, time):
    assert one(tmp_path, time=cell).fields["received_at"] == datetime(2026, 9, 1, *time, tzinfo=LOCAL)


@pytest.mark.parametrize("cell", ["昨天上午", "2026-13-01", "2026/2/30 8:00", "1/9/2026", 46000.5, True])
def test_a_time_that_is_none_is_told_with_its_column(tmp_path, cell):
    row = one(tmp_path, time=cell)
    assert row.problem == f"「留言时间」的值「{cell}」不是时间"
    assert row.number == 2


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"number": None}, "留言编号"),
        ({"number": " "}, "留言编号"),
        ({"title": None}, "留言主题"),
        ({"time": None}, "留言时间"),
        ({"text": None}, "留言详情"),
    ],
)
def test_an_empty_cell_where_one_is_needed_names_its_column(tmp_path, cells, column):
    assert one(tmp_path, **cells).problem == f"「{column}」是空的"


def test_a_bad_row_does_not_stop_those_after_it(tmp_path):
    rows = read(workbook(tmp_path / "a.xlsx", [message(time="?"), message(), message(text=None)]))
    assert [(row.number, bool(row.problem)) for row in rows] == [(2, True), (3, False), (4, True)]


def test_blank_rows_are_skipped_and_still_counted(tmp_path):
    blank = [None] * len(MESSAGES)
    rows = read(workbook(tmp_path / "a.xlsx", [message(), blank, [""] * 7, message()]))
    assert [row.number for row in rows] == [2, 5]


def test_a_text_of_ten_thousand_characters_stays_whole(tmp_path):
    text = "垃圾堆在门口，" * 1_430
    assert one(tmp_path, text=text).fields["text"] == text


def test_line_ends_spaces_and_emoji_of_a_text_stay_as_they_came(tmp_path):
    text = "\n\t 垃圾🗑️\r\n第二行\u3000末尾 "
    assert one(tmp_path, text=text).fields["text"].replace("\r", "") == text.replace("\r", "")


def test_a_title_that_is_too_long_is_cut_and_kept_whole_beside(tmp_path):
    title = "长" * 201
    fields = one(tmp_path, title=title).fields
    assert fields["title"] == "长" * 199 + "…"
    assert fields["extra"]["主题全文"] == title


def test_a_title_of_200_characters_is_not_cut(tmp_path):
    fields = one(tmp_path, title="长" * 200).fields
    assert (fields["title"], "主题全文" in fields["extra"]) == ("长" * 200, False)


def test_columns_that_the_profile_does_not_know_are_kept_word_for_word(tmp_path):
    assert one(tmp_path).fields["extra"] == {"答复意见": "已转办", "答复时间": "2026/9/2 9:00"}


def test_words_of_a_list_become_codes(tmp_path):
    (row,) = read(workbook(tmp_path / "a.xlsx", [OFFICE_ROW], OFFICE))
    told = (row.fields["case_kind"], row.fields["channel"], row.fields["matter"])
    assert told == (CaseKind.GRIEVANCE, Channel.PHONE, MatterKind.COMPLAINT)
    assert (row.fields["area"], row.fields["category"]) == (Area.ENVIRONMENT, Category.EXPOSED_WASTE)
    assert row.fields["secrecy"] is True


def test_a_word_that_is_not_in_its_list_is_told_with_those_that_are(tmp_path):
    (row,) = read(workbook(tmp_path / "a.xlsx", [[*OFFICE_ROW[:2], "信鸽", *OFFICE_ROW[3:]]], OFFICE))
    assert row.problem.startswith("「渠道」的值「信鸽」不在词表里（可用：电话、来访、")


@pytest.mark.parametrize(("header", "name"), [(MESSAGES, "citizen-messages"), (OFFICE, "office-sheet")])
def test_a_header_that_is_known_is_recognised(header, name):
    assert choose(None, header).name == name


HOTLINE = ["办件编号", "诉求主题", "诉求内容", "派发时间", "承诺完成时间", "办理单位"]


def test_a_hotlines_promise_is_the_promise_of_a_superior(tmp_path):
    rows = [
        ["甲1", "题", "文", "2026-09-01 08:05", promised, "镇"]
        for promised in ("2026/9/11 18:00", None, "下周")
    ]
    first, without, bad = read(workbook(tmp_path / "a.xlsx", rows, HOTLINE))
    assert first.fields["promised_at"] == datetime(2026, 9, 11, 18, tzinfo=LOCAL)
    assert first.fields["extra"] == {"办理单位": "镇"}
    assert "promised_at" not in without.fields
    assert bad.problem == "「承诺完成时间」的值「下周」不是时间"


def test_an_offices_sheet_may_say_by_which_road_a_submission_goes(tmp_path):
    header, row = [*OFFICE, "分流"], [*OFFICE_ROW, "信访事项"]
    (told,) = read(workbook(tmp_path / "a.xlsx", [row], header))
    assert told.fields["triage"] is Triage.PETITION


def test_a_header_that_nobody_knows_names_the_closest_profile_and_what_it_lacks():
    with pytest.raises(DocumentProblem, match=r"「citizen-messages」，缺少列 留言详情.*hotline-12345"):
        choose(None, MESSAGES[:4])


def test_a_profile_is_chosen_by_name_and_says_what_is_missing():
    assert choose("citizen-messages", MESSAGES).name == "citizen-messages"
    with pytest.raises(DocumentProblem, match="表里缺少列：办件编号、诉求内容、派发时间"):
        choose("hotline-12345", MESSAGES)


def test_a_profile_that_is_not_there_names_those_that_are():
    with pytest.raises(DocumentProblem, match="没有列对照「zhengzhou」，现有：citizen-messages、"):
        choose("zhengzhou", MESSAGES)


def test_an_offices_own_profile_is_a_file(tmp_path):
    file = tmp_path / "city.toml"
    columns = 'source_number = "号"\ntext = "事"\nreceived_at = "时"\n'
    fixed = '[fixed]\ncase_kind = "grievance"\nchannel = "visit"\nsource_system = "市"\n'
    file.write_text(f'name = "city"\ntitle = "市"\n[columns]\n{columns}{fixed}', encoding="utf-8")
    (row,) = read(
        workbook(tmp_path / "a.xlsx", [[7, "有垃圾\n在门口", "2026-9-1"]], ["号", "事", "时"]), str(file)
    )
    assert (row.fields["source_number"], row.fields["channel"]) == ("7", "visit")
    assert row.fields["title"] == "有垃圾"


@pytest.mark.parametrize("text", ["name = ", "name = 5", 'name = "x"\nunknown = 1', "\udcff"])
def test_a_profile_file_that_is_none_says_so(tmp_path, text):
    (tmp_path / "bad.toml").write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(DocumentProblem, match=r"列对照 .*bad\.toml"):
        choose(str(tmp_path / "bad.toml"), MESSAGES)


def test_every_shipped_profile_says_what_it_is_for():
    assert [profile.name for profile in shipped()] == ["citizen-messages", "hotline-12345", "office-sheet"]
    assert all(profile.title and profile.fixed["source_system"] for profile in shipped())
    assert parse('name = "x"\ntitle = "x"\ncolumns = {}', "x").needed_columns == ()
