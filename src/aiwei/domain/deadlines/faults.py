"""What keeps a table of rules from serving, told in sentences: all of it at once, each naming its entry."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise

from aiwei.domain.calendar import ONE_DAY
from aiwei.domain.deadlines.rule import Rule, Warnings
from aiwei.domain.deadlines.words import DayEnds, LimitUnit

#: The steps that every case may come to: the program asks for these by name.
REQUIRED = (
    "ACCEPT",
    "PRE-VERIFY",
    "SIGN-FOR",
    "RETURN",
    "RETURN-DECIDE",
    "CONSULT",
    "EXTENSION-DECIDE",
    "SUSPENSION-DECIDE",
    "CHECK",
    "CHECK-URGENT",
    "FOLLOWUP",
    "REVISIT",
    "SUSP-REVIEW",
    "SUSP-MAX",
    "SUPERVISE",
    "SUPERVISE-LISTED",
    "APPEAL",
    "APPEAL-REVIEW",
    "TRANSFER-RECEIPT",
    "REOPEN",
    "OWN-BACKDATING",
    "UPSTREAM",
)
FOREVER = date.max
PERCENT = range(101)


def rules_faults(rules: Sequence[Rule], warning: Warnings) -> list[str]:
    """Every fault of the table; overlapping versions are told by ``overlaps``."""
    return [
        *_twice(rules),
        *(fault for rule in rules for fault in _of_one(rule)),
        *_dangling(rules),
        *_missing(rules),
        *_of_warning(warning),
    ]


def overlaps(rules: Iterable[Rule]) -> list[str]:
    """Versions of one rule that would be in force on the same day."""
    return [
        f"{before.id} 的第 {before.version} 版和第 {after.version} 版有效期重叠（{after.effective_from} 起）"
        for before, after in _neighbours(rules)
        if before.name != after.name and (before.effective_to or FOREVER) >= after.effective_from
    ]


def _neighbours(rules: Iterable[Rule]) -> Iterator[tuple[Rule, Rule]]:
    """Versions of the same rule that follow each other."""
    in_order = sorted(rules, key=lambda rule: (rule.id, rule.effective_from, rule.version))
    yield from ((a, b) for a, b in pairwise(in_order) if a.id == b.id)


def _twice(rules: Iterable[Rule]) -> Iterator[str]:
    for name, count in Counter(rule.name for rule in rules).items():
        if count > 1:
            yield f"{name} 出现了 {count} 次"


def _of_one(rule: Rule) -> Iterator[str]:
    """What is wrong with an entry by itself."""
    if rule.effective_to is not None and rule.effective_to < rule.effective_from:
        yield f"{rule.name} 的失效日期 {rule.effective_to} 早于生效日期 {rule.effective_from}"
    if rule.version < 1:
        yield f"{rule.name} 的版本号应从 1 开始"
    if not rule.basis.strip():
        yield f"{rule.name} 没有写依据"
    if rule.amount < 0:
        yield f"{rule.name} 的时限 {rule.amount} 是负数"
    if rule.unit.in_hours and rule.amount == 0:
        yield f"{rule.name} 的时限是 0 小时"
    if rule.unit.in_hours and rule.day_ends is not DayEnds.MIDNIGHT:
        yield f"{rule.name} 以小时计，不能写 day_ends"
    if rule.extensions < 0 or (rule.extensions and rule.granted < 1):
        yield f"{rule.name} 的延期次数和每次延期量须为正数"
    if rule.id == "UPSTREAM" and rule.unit is not LimitUnit.WORKING_DAY:
        yield f"{rule.name} 须以工作日计"


def _dangling(rules: Sequence[Rule]) -> Iterator[str]:
    """References to rules that the table does not have (those that every table needs are told once)."""
    known = {rule.id for rule in rules} | set(REQUIRED)
    for rule in rules:
        for field, wanted in rule.steps.items():
            if wanted not in known:
                yield f"{rule.name} 的 {field} 指向「{wanted}」，规则表里没有这一条"


def _missing(rules: Sequence[Rule]) -> Iterator[str]:
    """Steps without a rule, or on some days without one."""
    for wanted in REQUIRED:
        versions = [rule for rule in rules if rule.id == wanted]
        if not versions:
            yield f"缺少必需的规则「{wanted}」"
            continue
        for before, after in _neighbours(versions):
            ended = before.effective_to
            if ended is not None and ended + ONE_DAY < after.effective_from:
                yield f"{wanted} 在 {ended + ONE_DAY} 至 {after.effective_from - ONE_DAY} 没有有效版本"
        last = max(versions, key=lambda rule: rule.effective_to or FOREVER)
        if last.effective_to is not None:
            yield f"{last.name} 到 {last.effective_to} 失效，之后没有接替的版本"


def _of_warning(warning: Warnings) -> Iterator[str]:
    if warning.working_days < 0 or warning.listed_after < 0:
        yield "预警（warning）的天数不能是负数"
    if warning.percent_of_hours not in PERCENT:
        yield f"预警（warning）的 percent_of_hours 应在 0 到 100 之间，现为 {warning.percent_of_hours}"
