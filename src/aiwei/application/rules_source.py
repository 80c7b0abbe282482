"""The rules of time limits, from a TOML file: the shipped one, or the office's own."""

import tomllib
from collections import Counter
from functools import lru_cache
from importlib import resources
from pathlib import Path

from pydantic import ValidationError

from aiwei.domain.deadlines import Rule, Rules


class RulesProblem(Exception):  # noqa: N818 (a sentence for the operator)
    """The file cannot serve as rules; the message says which entry and why."""


def parse_rules(text: str, where: str) -> Rules:
    """Rules from TOML text; ``RulesProblem`` names the entry that does not fit."""
    try:
        entries = tomllib.loads(text).get("rule", [])
        rules = tuple(Rule.model_validate(entry) for entry in entries)
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise RulesProblem(f"时限规则 {where} 有误：{error}") from error
    for name, count in Counter(rule.name for rule in rules).items():
        if count > 1:
            raise RulesProblem(f"时限规则 {where} 中 {name} 出现了 {count} 次")
    return Rules(rules)


@lru_cache(maxsize=1)
def shipped_rules() -> Rules:
    """Table (b) as shipped."""
    text = resources.files("aiwei.application").joinpath("default_rules.toml").read_text(encoding="utf-8")
    return parse_rules(text, "default_rules.toml")


def load_rules(path: Path | None) -> Rules:
    """The office's file when one is given, else the shipped rules."""
    if path is None:
        return shipped_rules()
    try:
        return parse_rules(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise RulesProblem(f"时限规则文件 {path} 读不出来：{error}") from None
