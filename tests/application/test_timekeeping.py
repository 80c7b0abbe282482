"""Rules and calendar in the book: taken from files, kept up, provable, and seen by decisions."""

import re
from datetime import date
from pathlib import Path

import pytest

from aiwei.application import folded_view
from aiwei.application.calendar_source import CalendarProblem, read_calendar, shipped_calendar
from aiwei.application.house import House
from aiwei.application.recompute import recompute
from aiwei.application.rules_source import RulesProblem, shipped_rules, shipped_text
from aiwei.application.timekeeping import CALENDAR_STREAM, RULES_STREAM, Timekeeping
from aiwei.domain.case.grounds import Clock
from aiwei.domain.office import SYSTEM, Via
from aiwei.domain.timekeeping.rule_book import RuleVersionChanged
from aiwei.domain.timekeeping.years import DayOffAndWorking
from aiwei.store.book import Book
from tests import given as g
from tests.desks import open_office
from tests.domain.limits import local
from tests.furnished import settings

YEAR = """year = 2027
days_off = [2027-01-01, 2027-01-02, 2027-01-03]
swapped_workdays = [2027-01-09]
basis = "国办发明电"
"""
ACCEPT = re.compile(r'(id = "ACCEPT"\nversion = )1(\ntitle = .*\namount = )1')
#: The shipped table with three days to accept in, as a version of its own.
SLOWER = ACCEPT.sub(r"\g<1>2\g<2>3", shipped_text())


@pytest.fixture
def time(office) -> Timekeeping:
    return office.desk.timekeeping


@pytest.fixture
def files(tmp_path):
    """Writes a file and says where it is."""

    def write(text: str, name: str = "file.toml", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding=encoding)
        return path

    return write


def recorded(book: Book, stream: str) -> int:
    return len(book.load(stream))


def test_where_the_book_has_none_the_shipped_rules_and_calendar_apply(time):
    assert time.rules() is shipped_rules()
    assert time.calendar() is shipped_calendar()
    assert (time.adopted(), time.loaded_years()) == (None, {})


def test_a_loaded_year_counts_from_then_on_and_what_was_known_before_can_be_asked(office, time, files):
    before = office.wall.now
    office.wall.later(hours=1)
    assert time.load_calendar(files(YEAR)) == (2027, 1, True)
    assert time.calendar().version.endswith("+2027.1")
    assert not time.calendar_at(before).covers(date(2027, 1, 1))
    assert time.calendar_at(office.wall.now).covers(date(2027, 1, 1))


def test_an_old_moment_is_explained_by_the_calendar_that_it_names(time, files):
    first = time.calendar()
    time.load_calendar(files(YEAR))
    assert time.calendar_named(first.version) is first
    assert time.calendar_named(f"{first.version}+2027.1") is time.calendar()
    assert time.calendar_named("chinesecalendar-0.0.1") is time.calendar()


def test_the_same_year_again_is_recorded_once(time, files, office):
    time.load_calendar(files(YEAR))
    assert time.load_calendar(files(YEAR)) == (2027, 1, False)
    assert recorded(office.desk.book, CALENDAR_STREAM) == 1


def test_a_corrected_year_is_its_next_edition_with_a_basis_of_its_own(time, files):
    time.load_calendar(files(YEAR))
    mended = files(YEAR.replace("2027-01-09", "2027-01-10"))
    assert time.load_calendar(mended, basis="更正通知") == (2027, 2, True)
    assert time.loaded_years()[2027].basis == "更正通知"


def test_a_year_is_recorded_as_the_systems_with_its_basis(time, files, office):
    time.load_calendar(files(YEAR))
    (one,) = office.desk.book.load(CALENDAR_STREAM)
    assert (one.by.person, one.via, one.event.basis) == (SYSTEM, Via.CLI, "国办发明电")


def test_a_table_of_days_serves_as_well(files):
    rows = "日期,类型,说明\n2027/1/1,放假,元旦\n2027年1月2日,off,\n2027-01-03,休\n\n2027.1.9,上班,调休\n"
    found = read_calendar(files(rows, "2027.csv", "gb18030"))
    assert (found.year, len(found.days_off), found.swapped_workdays) == (2027, 3, (date(2027, 1, 9),))


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        ("year = 2027\n", "a.toml", "days_off 必填"),
        (YEAR + "note = 1\n", "a.toml", "note 没有这个字段"),
        ("year = ", "a.toml", "不是有效的 TOML"),
        ("明天,off\n2027-01-01,maybe\n2027-02-30,off\n", "a.csv", "有 3 处错误"),
        ("2027-01-01\n", "a.csv", "第 1 行：第二列应为 off"),
        ("date,kind,note\n", "a.csv", "没有任何日期"),
    ],
)
def test_a_file_that_is_no_year_says_why(files, text, name, says):
    with pytest.raises(CalendarProblem, match=says):
        read_calendar(files(text, name))


def test_a_year_with_a_day_both_off_and_working_leaves_nothing_behind(time, files, office):
    with pytest.raises(DayOffAndWorking, match="2027-01-02"):
        time.load_calendar(files(YEAR.replace("2027-01-09", "2027-01-02")))
    assert recorded(office.desk.book, CALENDAR_STREAM) == 0


def test_an_adopted_table_is_in_force_at_once_and_recorded_once(time, files, office):
    assert time.adopt_rules(files(SLOWER))
    assert not time.adopt_rules(files(SLOWER))
    assert time.rules().find("ACCEPT", date(2026, 3, 2)).amount == 3
    assert recorded(office.desk.book, RULES_STREAM) == 1


def test_the_rule_of_an_old_event_is_still_known_by_name(time, files):
    time.adopt_rules(files(SLOWER))
    assert time.rules().named("ACCEPT@1").amount == 1


def test_a_table_that_changes_a_version_is_refused_and_leaves_nothing_behind(time, files, office):
    with pytest.raises(RuleVersionChanged, match="ACCEPT@1"):
        time.adopt_rules(files(SLOWER.replace("version = 2", "version = 1")))
    assert recorded(office.desk.book, RULES_STREAM) == 0


def test_decisions_go_by_the_adopted_rules(office, time, files):
    time.adopt_rules(files(SLOWER))
    (registered,) = office.events(office.take_in().case_id)
    assert (registered.accept_due.rule, registered.accept_due.amount) == ("ACCEPT@2", 3)


def test_what_another_process_loaded_is_seen_when_a_second_has_passed(time, conninfo, files, monkeypatch):
    time.calendar()
    with open_office(conninfo, declared=False) as other:
        other.desk.timekeeping.load_calendar(files(YEAR))
        assert 2027 not in time.calendar().years
        monkeypatch.setattr(folded_view, "FRESH_SECONDS", 0)
        assert 2027 in time.calendar().years


def test_two_processes_that_load_at_once_both_come_through(office, conninfo, files):
    with open_office(conninfo, declared=False) as other:
        first, second = office.desk.timekeeping, other.desk.timekeeping
        assert first.load_calendar(files(YEAR)).changed
        assert not second.load_calendar(files(YEAR)).changed
    assert recorded(office.desk.book, CALENDAR_STREAM) == 1


def started(conninfo, home, rules_file) -> House:
    return House(conninfo, settings(home).model_copy(update={"rules_file": rules_file}))


def test_rules_that_the_settings_name_are_adopted_at_start_when_they_differ(conninfo, tmp_path, files):
    for _ in range(2):
        with started(conninfo, tmp_path, files(SLOWER)) as house:
            assert house.timekeeping.rules().find("ACCEPT", date(2026, 3, 2)).amount == 3
            assert recorded(house.book, RULES_STREAM) == 1


def test_a_house_with_faulty_rules_does_not_start_and_says_all_that_is_wrong(conninfo, tmp_path, files):
    wrong = SLOWER.replace("amount = 10\n", "amount = -10\n").replace('id = "RETURN"', 'id = "RETOUR"')
    with pytest.raises(RulesProblem, match=r"(?s)的时限 -10 是负数.*缺少必需的规则「RETURN」"):
        started(conninfo, tmp_path, files(wrong))


def test_provisional_moments_are_counted_again_when_their_year_is_loaded(office, time, files):
    office.wall.now = local("2026-12-25T09:00")
    case_id = office.play(g.ACCEPT)
    guessed = office.events(case_id)[-1].case_due
    assert recompute(office.desk) == 0
    time.load_calendar(files(YEAR))
    assert (recompute(office.desk), recompute(office.desk)) == (1, 0)
    (named,) = [n for n in office.events(case_id)[-1].dues if n.clock is Clock.CASE]
    assert (guessed.provisional, named.due.provisional, named.due.was) == (True, False, guessed.at)
