"""Limits from a file and days from a package: what cannot serve says which entry and why."""

import time
from uuid import UUID

import pytest

from aiwei.application.calendar_source import shipped_calendar
from aiwei.application.ids import uuid7
from aiwei.application.rules_source import RulesProblem, load_rules, parse_rules, shipped_rules
from aiwei.domain.case import limits
from aiwei.domain.case.words import CaseKind, Category, MatterKind, Urgency
from tests.town import MONDAY

RULE = """[[rule]]
id = "MINE"
version = 1
title = "自定"
amount = 3
unit = "working_day"
basis = "镇规定"
effective_from = 2026-01-01
"""


def test_every_rule_that_a_decision_may_name_is_shipped():
    named = {limits.ACCEPT, limits.RETURN, limits.RETURN_DECIDE, limits.FOLLOW_UP, limits.REOPEN}
    named |= {limits.sign_for_rule(kind) for kind in CaseKind}
    named |= {limits.check_rule(urgency) for urgency in Urgency}
    named |= {
        limits.handle_rule(kind, matter, category, urgency)
        for kind in CaseKind
        for matter in MatterKind
        for category in Category
        for urgency in Urgency
    }
    assert named <= set(shipped_rules().ids())


@pytest.mark.parametrize("rule_id", shipped_rules().ids())
def test_every_shipped_rule_leads_to_a_due_moment_and_names_its_basis(rule_id):
    due = shipped_rules().due(rule_id, MONDAY, shipped_calendar())
    assert due.at > MONDAY
    assert shipped_rules().named(due.rule).basis


@pytest.mark.parametrize(
    ("rule_id", "amount", "unit"),
    [
        ("12345-CONSULT", 3, "working_day"),
        ("12345-HELP", 5, "working_day"),
        ("12345-COMPLAINT", 10, "working_day"),
        ("FIND-A", 1, "working_day"),
        ("FIND-B", 4, "working_day"),
        ("FIND-C", 5, "working_day"),
        ("FIND-D", 15, "working_day"),
        ("SIGN-FOR", 24, "paused_hour"),
        ("REOPEN", 90, "calendar_day"),
    ],
)
def test_the_shipped_limits_are_those_of_the_domain_page(rule_id, amount, unit):
    rule = shipped_rules().find(rule_id, MONDAY.date())
    assert (rule.amount, rule.unit) == (amount, unit)


def test_an_office_may_bring_its_own_limits(tmp_path):
    path = tmp_path / "rules.toml"
    path.write_text(RULE, encoding="utf-8")
    assert load_rules(path).find("MINE", MONDAY.date()).title == "自定"
    assert load_rules(None) is shipped_rules()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (RULE + RULE, "MINE@1 出现了 2 次"),
        (RULE.replace("working_day", "fortnight"), "unit"),
        (RULE.replace("amount = 3", ""), "amount"),
        (RULE + 'colour = "red"\n', "colour"),
        ("[[rule]\n", "mine.toml"),
        ('rule = "none"', "mine.toml"),
    ],
)
def test_a_file_that_cannot_serve_as_rules_says_why(text, says):
    with pytest.raises(RulesProblem, match=says):
        parse_rules(text, "mine.toml")


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
