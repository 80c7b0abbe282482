"""A table from a file: the first sheet of an xlsx, or a CSV."""

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from python_calamine import CalamineError, CalamineWorkbook

from aiwei.documents.problem import DocumentProblem


class Sheet(NamedTuple):
    """Header, number of rows below it, and the rows one by one."""

    header: list[str]
    height: int
    rows: Iterator[list[Any]]


def open_sheet(path: Path) -> Sheet:
    """The table in this file; ``DocumentProblem`` says what is wrong with it."""
    if not path.exists():
        raise DocumentProblem(f"没有文件 {path}")
    if path.is_dir():
        raise DocumentProblem(f"{path} 是文件夹，请给一个 .xlsx 或 .csv 文件")
    sheet = _csv(path) if path.suffix.lower() == ".csv" else _workbook(path)
    if not any(sheet.header):
        raise DocumentProblem(f"{path.name} 是空表：第一行应为表头")
    return sheet


def _workbook(path: Path) -> Sheet:
    try:
        workbook = CalamineWorkbook.from_path(path)
        rows = workbook.get_sheet_by_index(0).iter_rows()
        height = workbook.get_sheet_by_index(0).total_height  # counted from 0: the header is not in it
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError, IndexError) as error:
        raise DocumentProblem(
            f"{path.name} 不是有效的 Excel 文件（{error}），请另存为 .xlsx 后再试"
        ) from None
    header = [str(cell).strip() for cell in next(iter(rows), [])]
    return Sheet(header, height, iter(rows))


def _csv(path: Path) -> Sheet:
    try:
        return csv_sheet(path.read_text(encoding="utf-8-sig"), path.name)
    except UnicodeDecodeError:
        raise DocumentProblem(f"{path.name} 不是 UTF-8 编码的 CSV，请另存为“CSV UTF-8”") from None
    except OSError as error:
        raise DocumentProblem(f"{path} 读不了：{error.strerror}") from None


def csv_sheet(text: str, name: str) -> Sheet:
    """A table from CSV text; ``name`` is what messages call it."""
    try:
        rows = list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error as error:
        raise DocumentProblem(f"{name} 不是有效的 CSV（{error}）") from None
    header = [cell.strip() for cell in rows[0]] if rows else []
    return Sheet(header, max(len(rows) - 1, 0), iter(rows[1:]))
