"""What limits are counted by, over HTTP: the working calendar and the rules."""

import pytest

YEAR = "year = 2027\ndays_off = [2027-01-01]\nswapped_workdays = [2027-01-02]\nbasis = '国办发明电'\n"


def test_a_year_says_its_days_off_its_worked_weekends_and_the_calendars_version(town):
    year = town["clerk"].get("/calendar", year=2026).json()
    assert (year["covered"], len(year["days_off"]), year["swapped_workdays"][0]) == (True, 33, "2026-01-04")
    assert year["version"].startswith("chinesecalendar-")
    assert year["covered_years"][0] == 2004


def test_without_a_year_the_calendar_is_this_years(town):
    assert town["clerk"].get("/calendar").json()["year"] == town.wall().year


def test_a_year_without_a_notice_says_that_it_is_not_covered(town):
    year = town["clerk"].get("/calendar", year=2099).json()
    assert (year["covered"], year["days_off"], year["edition"]) == (False, [], None)


def test_a_year_that_the_office_loaded_says_its_edition_and_basis(own_town, tmp_path):
    file = tmp_path / "2027.toml"
    file.write_text(YEAR, encoding="utf-8")
    own_town.house.timekeeping.load_calendar(file)
    year = own_town["clerk"].get("/calendar", year=2027).json()
    assert (year["edition"], year["basis"], year["covered"]) == (1, "国办发明电", True)
    assert year["version"].endswith("+2027.1")


@pytest.mark.parametrize("year", ["0", "10000", "this"])
def test_a_year_that_is_none_is_refused(town, year):
    assert town["clerk"].get("/calendar", year=year).json()["errors"][0]["field"] == "year"


def test_every_rule_says_its_unit_its_basis_and_whether_it_is_in_force(town):
    rules = {rule["id"]: rule for rule in town["clerk"].get("/rules").json()}
    road = rules["FIND-A-ROAD"]
    assert (road["amount"], road["unit_label"], road["in_force"]) == (5, "工作时", True)
    assert road["handles"]["categories"] == ["dirty_road"]


@pytest.mark.parametrize("path", ["/calendar", "/rules"])
def test_a_stranger_sees_neither(town, path):
    assert town.client.get(f"/api/v1{path}").status_code == 401
