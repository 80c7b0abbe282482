"""The register as a table: units, posts and holders in one CSV, or the bare list of units."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from aiwei.documents.problem import DocumentProblem
from aiwei.domain.labelled import Labelled
from aiwei.domain.register.commands import DeclareRegister, PostLine, TenureLine, UnitLine
from aiwei.domain.register.words import Capability, UnitKind

NEEDED = {"code", "name", "kind"}
Line = Mapping[str, str]
W = TypeVar("W", bound=Labelled)


def read_register(path: Path) -> DeclareRegister:
    """A declaration from a CSV file (UTF-8); ``DocumentProblem`` names the line that does not fit.

    Column ``record`` says what a line is (unit, post, holder); a file without it is a list of units.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DocumentProblem(f"{path.name} 不是 UTF-8 编码的 CSV，请另存为“CSV UTF-8”") from None
    except OSError as error:
        raise DocumentProblem(f"{path} 读不了：{error.strerror}") from None
    return parse_register(text, path.name)


def parse_register(text: str, name: str) -> DeclareRegister:
    """A declaration from CSV text; ``name`` is what messages call it."""
    reader = csv.DictReader(io.StringIO(text))
    missing = NEEDED - set(reader.fieldnames or ())
    if missing:
        raise DocumentProblem(f"{name} 缺少列：{'、'.join(sorted(missing))}")
    lines: dict[str, list[BaseModel]] = {"unit": [], "post": [], "holder": []}
    try:
        for number, raw in enumerate(reader, start=2):
            line = {key: (value or "").strip() for key, value in raw.items() if key}
            record = line.get("record", "unit")
            lines.get(record, []).append(_read(record, line, f"{name} 第 {number} 行"))
    except csv.Error as error:
        raise DocumentProblem(f"{name} 不是有效的 CSV（{error}）") from None
    return DeclareRegister.model_validate(
        {"units": lines["unit"], "posts": lines["post"], "tenures": lines["holder"], "basis": name}
    )


def _read(record: str, line: Line, where: str) -> BaseModel:
    if record not in READERS:
        raise DocumentProblem(f"{where}：record 应为 unit、post 或 holder，现为「{record}」")
    try:
        return READERS[record](line)
    except KeyError as absent:
        raise DocumentProblem(f"{where}有误：{record} 行要有「{absent.args[0]}」这一列") from None
    except ValueError as error:
        raise DocumentProblem(f"{where}有误：{error}") from None


def _unit(line: Line) -> UnitLine:
    return UnitLine(
        code=line["code"],
        name=line["name"],
        kind=_word(UnitKind, line["kind"]),
        parent=line.get("parent") or None,
        enforcement_power=line.get("enforcement_power", "").lower() in {"yes", "是", "true", "1"},
        note=line.get("note", ""),
    )


def _post(line: Line) -> PostLine:
    capabilities = tuple(_word(Capability, c.strip()) for c in _split(line.get("capabilities", "")))
    return PostLine(code=line["code"], title=line["name"], unit=line["unit"], capabilities=capabilities)


def _holder(line: Line) -> TenureLine:
    until = line.get("until")
    return TenureLine(
        person=line["person"],
        name=line["name"],
        post=line["code"],
        since=_day(line["from"]),
        until=_day(until) if until else None,
    )


def _word(words: type[W], code: str) -> W:
    if code not in words.labels():
        raise ValueError(f"「{code}」不在词表里（可用：{'、'.join(words.labels())}）")
    return words(code)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"「{text}」不是日期，应如 2026-09-01") from None


READERS: dict[str, Callable[[Line], BaseModel]] = {"unit": _unit, "post": _post, "holder": _holder}


def _split(text: str) -> Iterable[str]:
    return (part for part in text.replace("；", ";").split(";") if part.strip())
