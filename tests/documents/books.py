"""Workbooks as offices make them, written for one test."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

MESSAGES = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"]
GOOD = [2549.0, "A0001", "门口有垃圾", "2026/9/1 8:05:09", "垃圾堆在门口", "已转办", "2026/9/2 9:00"]


def workbook(path: Path, rows: Sequence[Sequence[Any]], header: Sequence[str] = MESSAGES) -> Path:
    """One sheet; None leaves a cell empty, a date is one as Excel has it."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet, moment = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for number, row in enumerate([header, *rows]):
            for column, cell in enumerate(row):
                if isinstance(cell, (date, datetime)):
                    sheet.write_datetime(number, column, cell, moment)
                elif cell is not None:
                    sheet.write(number, column, cell)
    return path


def message(**cells: Any) -> list[Any]:
    """A good row with some cells changed: number, user, title, time, text."""
    places = ("number", "user", "title", "time", "text", "reply", "replied")
    return [cells.get(place, usual) for place, usual in zip(places, GOOD, strict=True)]
