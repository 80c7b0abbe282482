"""``aiwei calendar …`` and ``aiwei rules …``: what limits are counted by, from a clerk's own files."""

import re

import pytest

from aiwei.application.rules_source import parse_rules, shipped_text

YEAR = """year = 2027
days_off = [2027-01-01, 2027-01-02, 2027-01-03, 2027-02-05]
swapped_workdays = [2027-01-09]
basis = "国办发明电 [S]"
"""
ACCEPT = re.compile(r'(id = "ACCEPT"\nversion = )1(\ntitle = .*\namount = )1')
SLOWER = ACCEPT.sub(r"\g<1>2\g<2>3", shipped_text()).replace("随程序附带的默认规则", "镇政府会议纪要 [P]")


@pytest.fixture
def write(aiwei):
    def to(text: str, name: str = "file.toml") -> str:
        path = aiwei.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return to


def test_a_year_is_loaded_and_shown_with_where_it_comes_from(aiwei, write):
    assert "已装入 2027 年的放假安排，日历 chinesecalendar-" in aiwei("calendar", "load", write(YEAR)).out
    shown = aiwei("calendar", "show", "2027").out
    assert "覆盖 2004–2027 年" in shown
    assert "2027 年放假：01-01 至 01-03、02-05" in shown
    assert "调休上班：01-09" in shown
    assert "第 1 版，依据：国办发明电 [S]" in shown


def test_the_same_year_again_says_that_nothing_changed(aiwei, write):
    aiwei("calendar", "load", write(YEAR))
    assert "没有变化" in aiwei("calendar", "load", write(YEAR)).out


def test_another_edition_of_a_year_says_so(aiwei, write):
    aiwei("calendar", "load", write(YEAR))
    again = aiwei("calendar", "load", write(YEAR.replace("02-05", "02-06")), "--basis", "更正")
    assert "（第 2 版，替代上一版）" in again.out


def test_a_year_that_cannot_be_is_refused_in_a_sentence(aiwei, write):
    told = aiwei.refused("calendar", "load", write(YEAR.replace("2027-01-09", "2027-01-01")))
    assert told == "同一天既放假又上班：2027-01-01 既写了放假又写了上班"


def test_a_file_that_is_no_year_is_refused_with_all_its_faults(aiwei, write):
    told = aiwei.refused("calendar", "load", write("昨天,off\n2027-01-01,perhaps\n", "2027.csv"))
    assert "有 2 处错误" in told


def test_a_year_that_nobody_knows_is_said_to_be_missing(aiwei):
    assert "日历里没有 2099 年" in aiwei.refused("calendar", "show", "2099")


def test_a_year_of_the_package_is_shown(aiwei):
    assert "调休上班：01-04、02-14、02-28、05-09、09-20、10-10" in aiwei("calendar", "show", "2026").out


def test_a_sound_file_of_rules_is_told_to_be_one(aiwei, write):
    assert "可以使用：45 条规则" in aiwei("rules", "check", write(SLOWER)).out


def test_a_faulty_file_of_rules_is_told_with_all_its_faults(aiwei, write):
    wrong = SLOWER.replace("amount = 365", "amount = -365").replace('id = "CHECK"', 'id = "CHEQUE"')
    told = aiwei.refused("rules", "check", write(wrong))
    assert "有 2 处错误" in told
    assert "SUSP-MAX@1 的时限 -365 是负数" in told
    assert "缺少必需的规则「CHECK」" in told


def test_loaded_rules_are_in_force_and_shown(aiwei, write):
    loaded = aiwei("rules", "load", write(SLOWER)).out
    assert "新增或变更：ACCEPT@2" in loaded
    assert "不再使用：ACCEPT@1" in loaded
    shown = aiwei("rules", "show").out
    assert "本单位采用，依据：镇政府会议纪要 [P]" in shown
    assert "ACCEPT@2  受理决定时限：3个工作日" in shown


def test_the_same_rules_again_say_that_nothing_changed(aiwei, write):
    aiwei("rules", "load", write(SLOWER))
    assert "没有变化" in aiwei("rules", "load", write(SLOWER)).out


def test_a_version_that_was_changed_is_refused(aiwei, write):
    told = aiwei.refused("rules", "load", write(SLOWER.replace("version = 2", "version = 1")))
    assert "已采用的规则版本不能改：ACCEPT@1" in told


def test_without_a_table_of_its_own_the_office_is_told_that_the_rules_are_the_shipped_ones(aiwei):
    assert "随程序附带" in aiwei("rules", "show").out
    assert aiwei("rules", "export").out == shipped_text()


def test_what_is_exported_can_be_loaded_again(aiwei, write):
    aiwei("rules", "load", write(SLOWER))
    exported = aiwei("rules", "export").out
    assert parse_rules(exported, "exported") == parse_rules(SLOWER, "loaded")
    assert "没有变化" in aiwei("rules", "load", write(exported)).out


def test_rules_named_in_the_settings_hold_at_the_next_start_and_a_loader_is_reminded(
    aiwei, write, monkeypatch
):
    monkeypatch.setenv("AIWEI_RULES_FILE", write(SLOWER, "settings.toml"))
    assert "ACCEPT@2" in aiwei("rules", "show").out
    other = SLOWER.replace("working_days = 1 ", "working_days = 2 ")
    assert "AIWEI_RULES_FILE" in aiwei("rules", "load", write(other)).err


def test_faulty_rules_in_the_settings_keep_every_command_from_starting(aiwei, write, monkeypatch):
    monkeypatch.setenv("AIWEI_RULES_FILE", write("[[rule]]\n"))
    assert "id 必填" in aiwei.refused("rules", "show")
