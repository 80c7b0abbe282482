"""Limits from a file and days from a package: what cannot serve says which entry and why."""

import time
import tomllib
from uuid import UUID

import pytest

from aiwei.application.calendar_source import shipped_calendar
from aiwei.application.ids import uuid7
from aiwei.application.rules_source import (
    RulesProblem,
    parse_rules,
    read_rules,
    rules_of,
    shipped_rules,
    shipped_text,
)
from aiwei.application.rules_writing import rules_text
from aiwei.domain.office_hours import DEFAULT_HOURS
from aiwei.domain.timekeeping.commands import AdoptRules
from tests.domain.limits import DAY, limit, local

MONDAY = local("2026-03-02T09:00")
RULE = """[[rule]]
id = "MINE"
version = 1
title = "自定"
amount = 3
unit = "working_day"
basis = "镇规定"
effective_from = 2026-01-01
"""
SHIPPED = shipped_text()


@pytest.mark.parametrize("rule_id", shipped_rules().ids())
def test_every_shipped_rule_leads_to_a_due_moment_and_names_its_basis(rule_id):
    due = shipped_rules().due(rule_id, MONDAY, shipped_calendar())
    rule = shipped_rules().named(due.rule)
    assert due.at > MONDAY
    assert any(tag in rule.basis for tag in ("[V]", "[S]", "[P]"))


@pytest.mark.parametrize(
    ("rule_id", "amount", "unit", "extensions"),
    [
        ("12345-MAJOR", 10, "working_day", 0),
        ("12345-CONSULT", 3, "working_day", 1),
        ("12345-HELP", 5, "working_day", 2),
        ("12345-COMPLAINT", 10, "working_day", 2),
        ("FIND-NOW", 0, "calendar_day", 0),
        ("FIND-A", 1, "working_day", 1),
        ("FIND-A-ROAD", 5, "working_hour", 1),
        ("FIND-B", 4, "working_day", 1),
        ("FIND-C", 5, "working_day", 1),
        ("FIND-D", 15, "working_day", 2),
        ("FIND-E", 5, "working_day", 0),
        ("PETITION-HANDLE", 60, "calendar_day", 1),
        ("SIGN-FOR", 24, "paused_hour", 0),
        ("DISPATCH-MAJOR", 2, "continuous_hour", 0),
        ("REOPEN", 90, "calendar_day", 0),
        ("SUSP-MAX", 365, "calendar_day", 0),
    ],
)
def test_the_shipped_limits_are_those_of_the_domain_page(rule_id, amount, unit, extensions):
    rule = shipped_rules().find(rule_id, MONDAY.date())
    assert (rule.amount, rule.unit, rule.extensions) == (amount, unit, extensions)


def test_a_petition_is_extended_by_thirty_days_once_and_the_person_is_told():
    petition = shipped_rules().find("PETITION-HANDLE", MONDAY.date())
    assert (petition.granted, petition.tell_of_extension) == (30, True)
    assert petition.return_window == "PETITION-OBJECT"


def test_the_shipped_hours_and_warnings_are_the_ones_taken_without_a_file():
    assert shipped_rules().hours == DEFAULT_HOURS
    warning = shipped_rules().warning
    assert (warning.working_days, warning.percent_of_hours, warning.listed_after) == (1, 20, 5)


def test_an_office_may_bring_its_own_limits(tmp_path):
    path = tmp_path / "rules.toml"
    path.write_text("\ufeff" + SHIPPED + RULE, encoding="utf-8")
    assert rules_of(read_rules(path)).find("MINE", MONDAY.date()).title == "自定"


def test_a_table_written_and_read_again_is_the_same():
    odd = limit(1, DAY, id="ODD", title='引号"与\\斜线\n换行\x7f', effective_to=MONDAY.date(), on_site=True)
    table = parse_rules(SHIPPED, "shipped")
    table = AdoptRules(rules=(*table.rules, odd), hours=table.hours, warning=table.warning, basis="会议")
    assert parse_rules(rules_text(table), "written") == table


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (RULE + RULE, "MINE@1 出现了 2 次"),
        (RULE.replace("working_day", "fortnight"), r"第 46 条规则（MINE）：unit 不在可选范围内"),
        (RULE.replace("amount = 3", ""), r"（MINE）：amount 必填"),
        (RULE.replace("amount = 3", 'amount = "3"'), r"（MINE）：amount 应为整数"),
        (RULE.replace('id = "MINE"', ""), r"第 46 个 \[\[rule\]\]：id 必填"),
        (RULE + 'colour = "red"\n', r"（MINE）：colour 没有这个字段，请核对拼写"),
        (RULE.replace("2026-01-01", '"某天"'), r"（MINE）：effective_from 日期写法不对"),
        (RULE + "effective_to = 2025-01-01\n", "MINE@1 的失效日期 2025-01-01 早于生效日期"),
        (RULE + 'handles = { kinds = ["rumour"] }\n', "MINE@1 的 handles.kinds 里没有「rumour」这个代码"),
        (RULE + 'handles = { urgency = ["normal"] }\n', r"（MINE）：handles.urgency 没有这个字段"),
        (RULE + '[[rules]]\nid = "X"\n', "没有「rules」这一节"),
        (RULE + RULE.replace("version = 1", "version = 2"), "MINE 的第 1 版和第 2 版有效期重叠"),
    ],
)
def test_a_file_that_cannot_serve_as_rules_says_why(text, says):
    with pytest.raises(RulesProblem, match=says):
        parse_rules(SHIPPED + text, "mine.toml")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[rule]\n", "不是有效的 TOML，第 1 行第"),
        ("[[rule]]\nid = ", "不是有效的 TOML"),
        ('rule = "none"', "「rule」应写成"),
        ("", "缺少必需的规则「ACCEPT」"),
        ("[warning]\nworking_day = 1\n", "warning：working_day 没有这个字段"),
        (SHIPPED.replace('last = "04-30"', 'last = "03-31"'), "04-01 至 2000-04-30 没有季节可用"),
        (SHIPPED.replace('last = "04-30"', 'last = "04-31"'), "last 没有 04-31 这一天"),
        (SHIPPED.replace("percent_of_hours = 20", "percent_of_hours = 200"), "percent_of_hours"),
        (
            SHIPPED.replace('sign_for = "SIGN-FOR-NOW"', 'sign_for = "SIGN"'),
            "FIND-NOW@1 的 sign_for 指向「SIGN」",
        ),
    ],
)
def test_a_file_with_another_fault_says_it_too(text, says):
    with pytest.raises(RulesProblem, match=says):
        parse_rules(text, "mine.toml")


def test_all_faults_of_a_file_are_told_at_once():
    wrong = SHIPPED.replace("amount = 15", "amount = -15").replace('id = "CHECK"', 'id = "CHEQUE"')
    with pytest.raises(RulesProblem, match="有 5 处错误") as problem:
        parse_rules(wrong, "mine.toml")
    assert len(problem.value.faults) == 5


@pytest.mark.parametrize(("content", "says"), [(None, "读不出来"), (b"\xff\xfe\x00", "不是 UTF-8")])
def test_a_file_that_cannot_be_read_says_so(tmp_path, content, says):
    path = tmp_path / "rules.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RulesProblem, match=says):
        read_rules(path)


def test_the_shipped_file_says_in_words_what_its_entries_mean():
    sections = tomllib.loads(SHIPPED)
    assert set(sections) == {"basis", "warning", "office_hours", "rule"}
    assert all(word in SHIPPED for word in ("handles", "extensions", "day_ends", "working_hour", "on_site"))


def test_identifiers_are_of_version_seven_and_sort_by_the_time_of_making(monkeypatch):
    ids = []
    for nanoseconds in (1_000_000_000, 2_000_000_000, 3_000_000_000):
        monkeypatch.setattr(time, "time_ns", lambda now=nanoseconds: now)
        ids.append(uuid7())
    assert ids == sorted(ids)
    assert {(one.version, one.variant) for one in ids} == {(7, UUID(int=ids[0].int).variant)}
    assert ids[0].variant == "specified in RFC 4122"


def test_no_two_identifiers_are_the_same():
    assert len({uuid7() for _ in range(1_000)}) == 1_000
