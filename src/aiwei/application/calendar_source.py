"""Working-day calendars: the ``chinesecalendar`` package (the State Council's yearly notices), and a file for
a year that the package lacks.
"""

import csv
import json
import re
import tomllib
from collections import Counter
from datetime import date
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from chinese_calendar import constants
from pydantic import ValidationError

from aiwei.application.wording import wording
from aiwei.domain.calendar import WorkCalendar
from aiwei.domain.timekeeping.commands import LoadCalendarYear

ENCODINGS = ("utf-8-sig", "gb18030")  # a spreadsheet here still saves the second
KINDS = {"off": "off", "放假": "off", "休": "off", "work": "work", "上班": "work", "班": "work"}


class CalendarProblem(Exception):  # noqa: N818 (sentences for the operator)
    """The file cannot serve as a year's calendar; the message has one line a fault."""

    def __init__(self, where: str, faults: list[str]) -> None:
        super().__init__("\n".join([f"放假安排 {where} 有 {len(faults)} 处错误：", *faults]))
        self.faults = faults


@lru_cache(maxsize=1)
def shipped_calendar() -> WorkCalendar:
    """All years that the package covers; its version names the data."""
    years = {day.year for day in (*constants.holidays, *constants.workdays)}
    return WorkCalendar(
        version=f"chinesecalendar-{metadata.version('chinesecalendar')}",
        days_off=frozenset(constants.holidays),
        swapped_workdays=frozenset(constants.workdays),
        years=frozenset(years),
    )


def read_calendar(path: Path) -> LoadCalendarYear:
    """A year from a ``.toml`` file, or from a table with the columns date, kind, note."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CalendarProblem(str(path), [f"文件读不出来：{error.strerror}"]) from None
    text = _decoded(raw, str(path))
    return parse_toml(text, str(path)) if path.suffix.lower() == ".toml" else parse_csv(text, str(path))


def parse_toml(text: str, where: str) -> LoadCalendarYear:
    """``year``, ``days_off``, ``swapped_workdays``, ``basis``; nothing else."""
    try:
        return LoadCalendarYear.model_validate_json(json.dumps(tomllib.loads(text), default=str))
    except tomllib.TOMLDecodeError as error:
        raise CalendarProblem(where, [f"不是有效的 TOML：{error}"]) from None
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, e['loc']))} {wording(e)}" for e in error.errors()]
        raise CalendarProblem(where, faults) from None


def parse_csv(text: str, where: str) -> LoadCalendarYear:
    """One day a line: ``date,kind,note`` with kind off (放假) or work (上班). Most days say the year."""
    days: dict[str, list[date]] = {"off": [], "work": []}
    faults: list[str] = []
    for number, row in enumerate(csv.reader(text.splitlines()), start=1):
        if not any(cell.strip() for cell in row) or (number == 1 and row[0].strip() in {"date", "日期"}):
            continue
        kind = KINDS.get(row[1].strip()) if len(row) > 1 else None
        day = _day(row[0])
        if day is None:
            faults.append(f"第 {number} 行：「{row[0]}」不是日期，应如 2027-01-01")
        elif kind is None:
            faults.append(f"第 {number} 行：第二列应为 off（放假）或 work（上班）")
        else:
            days[kind].append(day)
    if not faults and not any(days.values()):
        faults = ["没有任何日期"]
    if faults:
        raise CalendarProblem(where, faults)
    year, _ = Counter(day.year for listed in days.values() for day in listed).most_common(1)[0]
    return LoadCalendarYear(year=year, days_off=tuple(days["off"]), swapped_workdays=tuple(days["work"]))


def _day(text: str) -> date | None:
    """A date as people and spreadsheets write it: 2027-01-01, 2027/1/1, 2027年1月1日."""
    found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text.strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _decoded(raw: bytes, where: str) -> str:
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CalendarProblem(where, ["文件的编码认不出来，请另存为 UTF-8"])
