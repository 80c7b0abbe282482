"""The rules of time limits from a TOML file: the shipped one, or the office's own."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from aiwei.application.wording import wording
from aiwei.domain.case.words import CaseKind, Category, MatterKind, Urgency
from aiwei.domain.deadlines import Rule, Rules, Warnings
from aiwei.domain.deadlines.faults import overlaps, rules_faults
from aiwei.domain.labelled import Labelled
from aiwei.domain.office_hours import DEFAULT_HOURS, OfficeHours, Season, hours_faults
from aiwei.domain.timekeeping.commands import AdoptRules

SHIPPED = "default_rules.toml"
TABLES = {"basis", "rule", "office_hours", "warning"}
#: The vocabulary of each list in ``handles``.
CODES: dict[str, type[Labelled]] = {
    "kinds": CaseKind,
    "matters": MatterKind,
    "categories": Category,
    "urgencies": Urgency,
}
M = TypeVar("M", bound=BaseModel)


class RulesProblem(Exception):  # noqa: N818 (sentences for the operator)
    """The file cannot serve as rules; the message has one line a fault, each naming its entry."""

    def __init__(self, where: str, faults: list[str]) -> None:
        super().__init__("\n".join([f"时限规则 {where} 有 {len(faults)} 处错误：", *faults]))
        self.faults = faults


@lru_cache(maxsize=1)
def shipped_rules() -> Rules:
    """Table (b) as shipped."""
    return rules_of(parse_rules(shipped_text(), SHIPPED))


def shipped_text() -> str:
    """The shipped file, comments and all."""
    return resources.files("aiwei.application").joinpath(SHIPPED).read_text(encoding="utf-8")


def rules_of(table: AdoptRules) -> Rules:
    """The table, ready to be asked."""
    return Rules(table.rules, table.hours, table.warning)


def read_rules(path: Path) -> AdoptRules:
    """The office's own file; ``RulesProblem`` when it cannot serve."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise RulesProblem(str(path), [f"文件读不出来：{error.strerror}"]) from None
    except UnicodeDecodeError:
        raise RulesProblem(str(path), ["文件不是 UTF-8 编码，请另存为 UTF-8"]) from None
    return parse_rules(text, str(path))


def parse_rules(text: str, where: str) -> AdoptRules:
    """A table from TOML text, checked; ``RulesProblem`` names every fault."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulesProblem(where, [f"不是有效的 TOML，{_place(error)}"]) from None
    faults: list[str] = [f"没有「{key}」这一节，请核对拼写" for key in sorted(data.keys() - TABLES)]
    rules = tuple(_entries(Rule, data.get("rule", []), "rule", faults))
    seasons = tuple(_entries(Season, data.get("office_hours", []), "office_hours", faults))
    warnings = tuple(_entries(Warnings, [data.get("warning", {})], "warning", faults))
    hours = OfficeHours(seasons=seasons) if "office_hours" in data else DEFAULT_HOURS
    if not faults:  # an entry that could not be read would be told a second time, as missing
        warning = warnings[0]
        faults = [*overlaps(rules), *rules_faults(rules, warning), *_strange(rules), *hours_faults(hours)]
    if faults:
        raise RulesProblem(where, faults)
    return AdoptRules(rules=rules, hours=hours, warning=warnings[0], basis=str(data.get("basis", "")))


def _entries(model: type[M], entries: Any, table: str, faults: list[str]) -> Iterator[M]:
    """The entries that can be read; what is wrong with the others goes to ``faults``."""
    if not isinstance(entries, list):
        faults.append(f"「{table}」应写成 [[{table}]]")
        return
    for number, entry in enumerate(entries, start=1):
        try:
            # by way of JSON: strict, and yet words become codes and lists tuples
            yield model.model_validate_json(json.dumps(entry, default=str))
        except ValidationError as error:
            name = _name(table, entry, number)
            faults.extend(f"{name}：{_field(e)}{wording(e)}" for e in error.errors())


def _name(table: str, entry: Any, number: int) -> str:
    """How a person finds the entry in the file."""
    if isinstance(entry, dict) and "id" in entry:
        return f"第 {number} 条规则（{entry['id']}）"
    return "warning" if table == "warning" else f"第 {number} 个 [[{table}]]"


def _field(error: Any) -> str:
    return f"{'.'.join(map(str, error['loc']))} " if error["loc"] else ""


def _strange(rules: Iterable[Rule]) -> Iterator[str]:
    """Codes in ``handles`` that no case can have."""
    for rule in rules:
        for field, words in CODES.items() if rule.handles else ():
            for code in getattr(rule.handles, field):
                if code not in words.labels():
                    yield f"{rule.name} 的 handles.{field} 里没有「{code}」这个代码"


def _place(error: tomllib.TOMLDecodeError) -> str:
    found = re.search(r"line (\d+), column (\d+)", str(error))
    return f"第 {found[1]} 行第 {found[2]} 列写法不对" if found else "文件没有写完"
