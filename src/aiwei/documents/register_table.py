"""The register as a table: units, posts and holders in one CSV, or the bare list of units."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ValidationError

from aiwei.documents.problem import DocumentProblem
from aiwei.domain.register.commands import DeclareRegister, PostLine, TenureLine, UnitLine
from aiwei.domain.register.words import Capability, UnitKind

NEEDED = {"code", "name", "kind"}
Line = Mapping[str, str]


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
    for number, raw in enumerate(reader, start=2):
        line = {key: (value or "").strip() for key, value in raw.items() if key}
        record = line.get("record", "unit")
        if record not in lines:
            raise DocumentProblem(
                f"{name} 第 {number} 行：record 应为 unit、post 或 holder，现为「{record}」"
            )
        try:
            lines[record].append(READERS[record](line))
        except (ValidationError, ValueError) as error:
            raise DocumentProblem(f"{name} 第 {number} 行有误：{_reason(error)}") from None
    return DeclareRegister.model_validate(
        {"units": lines["unit"], "posts": lines["post"], "tenures": lines["holder"], "basis": name}
    )


def _unit(line: Line) -> UnitLine:
    return UnitLine(
        code=line["code"],
        name=line["name"],
        kind=UnitKind(line["kind"]),
        parent=line.get("parent") or None,
        enforcement_power=line.get("enforcement_power", "").lower() in {"yes", "是", "true", "1"},
        note=line.get("note", ""),
    )


def _post(line: Line) -> PostLine:
    capabilities = tuple(Capability(c.strip()) for c in _split(line.get("capabilities", "")))
    return PostLine(code=line["code"], title=line["name"], unit=line["unit"], capabilities=capabilities)


def _holder(line: Line) -> TenureLine:
    until = line.get("until")
    return TenureLine(
        person=line["person"],
        name=line["name"],
        post=line["code"],
        since=date.fromisoformat(line["from"]),
        until=date.fromisoformat(until) if until else None,
    )


READERS: dict[str, Callable[[Line], BaseModel]] = {"unit": _unit, "post": _post, "holder": _holder}


def _split(text: str) -> Iterable[str]:
    return (part for part in text.replace("；", ";").split(";") if part.strip())


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "；".join(f"{'.'.join(map(str, e['loc']))} {e['msg']}" for e in error.errors())
    return str(error)
