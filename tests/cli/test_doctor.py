"""``aiwei doctor`` and ``aiwei rebuild``: is all in order, and what to do where it is not."""

import pytest

from aiwei.application.house import House
from aiwei.cli.doctor import _calendar
from tests.cli.commands import numbered
from tests.furnished import MONDAY, furnish, settings


@pytest.fixture
def office(aiwei):
    """An office that has its register, log-ins and three cases, and a sentinel that watches them."""
    furnish(aiwei.conninfo, aiwei.folder / "home")
    aiwei.imports(aiwei.messages(*numbered(3)))
    aiwei.do("INSERT INTO aiwei_heartbeats VALUES ('sentinel', now())")
    return aiwei


def findings(said):
    """What was found wanting."""
    return [line for line in said.out.splitlines() if line.startswith("✗")]


def tamper(aiwei, sql):
    aiwei.do(f"ALTER TABLE aiwei_events DISABLE TRIGGER append_only; {sql}")


def test_an_office_in_order_gets_no_advice(office):
    said = office("doctor")
    assert (said.code, findings(said)) == (0, [])
    assert "重读 207 个事件、4 条记录流，完好" in said.told


def test_an_empty_house_is_told_what_comes_next(aiwei):
    said = aiwei("doctor")
    assert (said.code, len(findings(said))) == (1, 2)
    assert "aiwei import-register" in said.told
    assert "aiwei account add" in said.told


@pytest.mark.parametrize(("month", "reminded"), [(10, False), (11, True)])
def test_from_november_on_the_next_years_days_off_are_asked_for(conninfo, tmp_path, month, reminded):
    with House(conninfo, settings(tmp_path), clock=lambda: MONDAY.replace(month=month)) as house:
        (found,) = _calendar(house)
    assert ("aiwei calendar load" in found.told, found.advice) == (reminded, "")


def test_a_year_without_its_days_off_is_a_finding(conninfo, tmp_path):
    with House(conninfo, settings(tmp_path), clock=lambda: MONDAY.replace(year=2099)) as house:
        (found,) = _calendar(house)
    assert "aiwei calendar load" in found.advice


def test_lists_that_fell_behind_are_told(office):
    office.do("UPDATE aiwei_tracking SET notification_id = 205 WHERE application_name = 'cases'")
    said = office("doctor")
    assert said.code == 1
    assert "落后 2 个事件" in said.told


# 207 facts: 204 of the register, and three cases
CHANGED = "UPDATE aiwei_events SET state = overlay(state placing '\\x00' from 20) WHERE notification_id = 206"
GONE = "DELETE FROM aiwei_events WHERE notification_id = 206"
RENAMED = "UPDATE aiwei_events SET topic = 'case-forgotten' WHERE notification_id = 206"
TAMPERED = {
    "a byte changed": (CHANGED, "第 1 条（case-registered）读不懂"),
    "an event gone": (GONE, "位置 206 缺失"),
    "an event renamed": (RENAMED, "（case-forgotten）读不懂"),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_an_event_that_somebody_touched_is_named(office, how):
    sql, told = TAMPERED[how]
    tamper(office, sql)
    said = office("doctor")
    assert (said.code, len(findings(said))) == (1, 1)
    assert "事件账本" in findings(said)[0]
    assert told in said.told


def test_a_rebuild_makes_the_lists_anew(office):
    before = office.ask("SELECT to_jsonb(c) FROM read.cases c ORDER BY case_id")
    office.do("UPDATE read.cases SET number = 'wrong'; DELETE FROM read.cases WHERE source_number = '2'")
    said = office("rebuild")
    assert said.code == 0
    assert "已由 207 个事件重建「cases」" in said.told
    assert office.ask("SELECT to_jsonb(c) FROM read.cases c ORDER BY case_id") == before


def test_a_rebuild_over_an_event_that_cannot_be_read_says_so_and_leaves_the_lists_alone(office):
    tamper(office, CHANGED)
    assert "读不懂" in office.refused("rebuild")
    assert office.ask("SELECT count(*) FROM read.cases") == [(3,)]


def test_a_read_model_that_is_not_there_is_refused_by_name(office):
    assert office.refused("rebuild", "figures") == "没有读模型「figures」，现有：cases"
