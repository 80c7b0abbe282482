"""A table from a file: what is one is read, what is none says why and what to do."""

import zipfile

import pytest
import xlsxwriter

from aiwei.documents.problem import DocumentProblem
from aiwei.documents.sheet import open_sheet
from tests.documents.books import GOOD, MESSAGES, workbook


def test_a_workbook_is_its_header_and_its_rows(tmp_path):
    sheet = open_sheet(workbook(tmp_path / "a.xlsx", [GOOD, GOOD]))
    assert (sheet.header, sheet.height) == (MESSAGES, 2)
    assert list(sheet.rows) == [GOOD, GOOD]


def test_a_csv_with_or_without_a_mark_at_its_start_is_a_table_too(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text('\ufeff编号,内容\n1,有垃圾\n2,"两行\n的字"\n', encoding="utf-8")
    sheet = open_sheet(file)
    assert (sheet.header, sheet.height) == (["编号", "内容"], 2)
    assert list(sheet.rows) == [["1", "有垃圾"], ["2", "两行\n的字"]]


def test_only_the_first_sheet_is_read(tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "two.xlsx")) as book:
        book.add_worksheet("甲").write(0, 0, "编号")
        book.add_worksheet("乙").write(0, 0, "别的")
    assert open_sheet(tmp_path / "two.xlsx").header == ["编号"]


def truncated(good):
    return good[: len(good) // 2]


NOT_A_WORKBOOK = {
    "text-renamed.xlsx": lambda _: "这是一段文字".encode(),
    "empty.xlsx": lambda _: b"",
    "truncated.xlsx": truncated,
    "only-the-start.xlsx": lambda good: good[:100],
    "old-and-broken.xls": lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "picture.xlsx": lambda _: b"\x89PNG\r\n\x1a\n" + bytes(64),
}


@pytest.mark.parametrize("name", NOT_A_WORKBOOK)
def test_a_file_that_is_no_workbook_says_so_by_name(tmp_path, name):
    good = workbook(tmp_path / "good.xlsx", [GOOD]).read_bytes()
    (tmp_path / name).write_bytes(NOT_A_WORKBOOK[name](good))
    with pytest.raises(DocumentProblem, match=f"{name} 不是有效的 Excel 文件.*请另存为 .xlsx"):
        open_sheet(tmp_path / name)


def test_a_zip_that_holds_no_workbook_says_so(tmp_path):
    with zipfile.ZipFile(tmp_path / "photos.xlsx", "w") as archive:
        archive.writestr("photo.jpg", b"x")
    with pytest.raises(DocumentProblem, match="不是有效的 Excel 文件"):
        open_sheet(tmp_path / "photos.xlsx")


@pytest.mark.parametrize("rows", [[], [[None, None], GOOD]], ids=["nothing at all", "header further down"])
def test_a_table_without_a_header_in_its_first_row_says_so(tmp_path, rows):
    with pytest.raises(DocumentProblem, match="是空表：第一行应为表头"):
        open_sheet(workbook(tmp_path / "a.xlsx", rows, header=[]))


def test_a_header_alone_is_a_table_without_rows(tmp_path):
    sheet = open_sheet(workbook(tmp_path / "a.xlsx", []))
    assert (sheet.height, list(sheet.rows)) == (0, [])


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("gbk.csv", "编号,内容\n1,有垃圾\n".encode("gbk"), "不是 UTF-8 编码的 CSV"),
        ("quote.csv", '编号,内容\n1,"没有收尾\n'.encode(), "不是有效的 CSV"),
        ("long.csv", f"编号\n{'长' * 140_000}\n".encode(), "不是有效的 CSV"),
        ("empty.csv", b"", "是空表"),
    ],
)
def test_a_csv_that_is_none_says_why(tmp_path, name, content, why):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DocumentProblem, match=f"{name} {why}"):
        open_sheet(tmp_path / name)


def test_a_file_that_is_not_there_and_a_folder_are_named(tmp_path):
    with pytest.raises(DocumentProblem, match=r"没有文件 .*nowhere\.xlsx"):
        open_sheet(tmp_path / "nowhere.xlsx")
    with pytest.raises(DocumentProblem, match="是文件夹"):
        open_sheet(tmp_path)
