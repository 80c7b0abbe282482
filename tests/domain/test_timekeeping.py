"""Rules and years as facts: what is taken in, what is refused by name, and what is known afterwards."""

from datetime import date

import pytest

from aiwei.application.rules_source import shipped_rules
from aiwei.domain.deadlines import Warnings
from aiwei.domain.office_hours import OfficeHours
from aiwei.domain.timekeeping import rule_book, years
from aiwei.domain.timekeeping.commands import AdoptRules, LoadCalendarYear
from aiwei.domain.timekeeping.events import CalendarYearLoaded, RulesAdopted
from aiwei.domain.timekeeping.rule_book import RulesOverlap, RulesUnsound, RuleVersionChanged
from aiwei.domain.timekeeping.years import (
    DayOfAnotherYear,
    DayOffAndWorking,
    LoadedYears,
    NoDaysOff,
    StrangeYear,
    SwappedWeekday,
)
from tests.domain.limits import CALENDAR

SHIPPED = shipped_rules()
NEW = rule_book.begun(SHIPPED)
CHECK = SHIPPED.find("CHECK", date(2026, 3, 2))
CLOSED = CHECK.model_copy(update={"effective_to": date(2026, 12, 31)})
LATER = CHECK.model_copy(update={"version": 2, "amount": 3, "effective_from": date(2027, 1, 1)})


def table(*instead, **more) -> AdoptRules:
    """The shipped table with other versions of some rules."""
    ids = {rule.id for rule in instead}
    kept = tuple(rule for rule in SHIPPED.all() if rule.id not in ids)
    return AdoptRules(rules=(*kept, *instead), basis="会议纪要", **more)


def adopted(*tables: AdoptRules) -> rule_book.RuleBook:
    book = NEW
    for one in tables:
        for fact in rule_book.decide(book, one):
            book = rule_book.evolve(book, fact)
    return book


def test_an_adoption_says_what_is_in_force_and_on_what_basis():
    (fact,) = rule_book.decide(NEW, table())
    assert isinstance(fact, RulesAdopted)
    assert (fact.rules, fact.basis, len(fact.digest)) == (SHIPPED.all(), "会议纪要", 64)


def test_the_same_table_again_leads_to_nothing():
    assert rule_book.decide(adopted(table()), table()) == []


@pytest.mark.parametrize(
    "other",
    [
        table(CLOSED, LATER),
        table(warning=Warnings(working_days=2)),
        table(hours=OfficeHours(seasons=(SHIPPED.hours.seasons[0].model_copy(update={"first": "10-01"}),))),
    ],
)
def test_another_table_has_another_digest(other):
    assert rule_book.digest_of(other) != rule_book.digest_of(table())


def test_the_digest_is_of_the_content_and_not_of_its_basis():
    assert rule_book.digest_of(table().model_copy(update={"basis": "别的"})) == rule_book.digest_of(table())


@pytest.mark.parametrize("book", [NEW, adopted(table())], ids=["shipped", "adopted"])
def test_a_version_that_events_may_name_keeps_its_content(book):
    with pytest.raises(RuleVersionChanged, match="CHECK@1"):
        rule_book.decide(book, table(CHECK.model_copy(update={"amount": 3})))


def test_a_version_may_be_given_its_last_day_and_followed_by_the_next():
    rules = adopted(table(), table(CLOSED, LATER)).in_force(SHIPPED)
    assert rules.find("CHECK", date(2026, 12, 31)).amount == 2
    assert rules.find("CHECK", date(2027, 1, 1)).amount == 3


def test_a_version_that_was_dropped_cannot_come_back_with_other_content():
    book = adopted(table(CLOSED, LATER), table())
    with pytest.raises(RuleVersionChanged, match="CHECK@2"):
        rule_book.decide(book, table(CLOSED, LATER.model_copy(update={"amount": 5})))


def test_overlapping_versions_are_refused_by_name():
    with pytest.raises(RulesOverlap, match="第 1 版和第 2 版有效期重叠"):
        rule_book.decide(NEW, table(CHECK, LATER))


def test_a_table_with_faults_is_refused_with_all_of_them():
    wrong = [LATER.model_copy(update={"amount": -1}), CHECK.model_copy(update={"id": "NEW", "basis": ""})]
    with pytest.raises(RulesUnsound, match="CHECK@2 的时限 -1 是负数；NEW@1 没有写依据"):
        rule_book.decide(NEW, table(CLOSED, *wrong))
    with pytest.raises(RulesUnsound, match="办公时间表是空的"):
        rule_book.decide(NEW, table(hours=OfficeHours(seasons=())))


def test_where_nothing_was_adopted_the_shipped_rules_apply():
    assert NEW.in_force(SHIPPED) is SHIPPED


def test_rules_that_were_ever_in_force_can_still_be_named():
    rules = adopted(table(CLOSED, LATER), table()).in_force(SHIPPED)
    assert rules.named("CHECK@2").amount == 3
    assert rules.find("CHECK", date(2027, 1, 1)).version == 1


def test_a_step_that_an_older_table_does_not_know_is_as_shipped():
    (fact,) = rule_book.decide(NEW, table())
    older = fact.model_copy(update={"rules": tuple(r for r in fact.rules if r.id != "CONSULT")})
    rules = rule_book.evolve(NEW, older).in_force(SHIPPED)
    assert rules.find("CONSULT", date(2026, 3, 2)) in SHIPPED.all()
    assert "CONSULT" in rules.ids()


def test_a_handling_rule_that_the_office_dropped_takes_no_new_case():
    without = AdoptRules(rules=tuple(r for r in SHIPPED.all() if r.id != "FIND-E"))
    rules = adopted(without).in_force(SHIPPED)
    assert "FIND-E" not in rules.handling_ids()
    assert rules.find("FIND-E", date(2026, 3, 2)).amount == 5


# 2027 as its notice might read: the Saturday before is worked for a longer New Year.
OFF = (date(2027, 1, 3), date(2027, 1, 1), date(2027, 1, 2))
YEAR = LoadCalendarYear(year=2027, days_off=OFF, swapped_workdays=(date(2027, 1, 9),), basis="通知")


def changed(**fields) -> LoadCalendarYear:
    return YEAR.model_copy(update=fields)


def loaded(*wishes: LoadCalendarYear) -> LoadedYears:
    state = LoadedYears()
    for wish in wishes:
        for fact in years.decide(state, wish):
            state = years.evolve(state, fact)
    return state


def test_a_year_is_kept_in_the_order_of_its_days():
    (fact,) = years.decide(LoadedYears(), changed(days_off=(*OFF, *OFF)))
    assert isinstance(fact, CalendarYearLoaded)
    assert fact.days_off == tuple(sorted(OFF))


def test_a_loaded_year_lies_over_the_shipped_calendar_and_names_itself():
    calendar = loaded(YEAR).over(CALENDAR)
    assert calendar.version == f"{CALENDAR.version}+2027.1"
    assert [calendar.is_working_day(date(2027, 1, day)) for day in (1, 4, 9)] == [False, True, True]
    assert (calendar.last_year, calendar.is_working_day(date(2026, 10, 1))) == (2027, False)


def test_the_same_year_again_leads_to_nothing_whatever_its_order():
    assert years.decide(loaded(YEAR), changed(days_off=tuple(sorted(OFF)), basis="又一次")) == []


def test_the_same_year_with_other_days_is_its_next_edition():
    calendar = loaded(YEAR, changed(swapped_workdays=())).over(CALENDAR)
    assert calendar.version == f"{CALENDAR.version}+2027.2"
    assert not calendar.is_working_day(date(2027, 1, 9))


def test_several_years_are_named_in_their_order():
    later = LoadCalendarYear(year=2028, days_off=(date(2028, 1, 1),))
    assert loaded(later, YEAR).over(CALENDAR).version == f"{CALENDAR.version}+2027.1+2028.1"


def test_a_year_of_the_package_may_be_corrected():
    mended = LoadCalendarYear(year=2026, days_off=(date(2026, 3, 3),))
    assert loaded(mended).over(CALENDAR).is_working_day(date(2026, 10, 1))


@pytest.mark.parametrize(
    ("wrong", "refusal", "says"),
    [
        ({"swapped_workdays": (date(2027, 1, 2),)}, DayOffAndWorking, "2027-01-02 既写了放假又写了上班"),
        ({"days_off": (*OFF, date(2026, 12, 31))}, DayOfAnotherYear, "2026-12-31 不在 2027 年"),
        ({"swapped_workdays": (date(2028, 1, 1),)}, DayOfAnotherYear, "2028-01-01"),
        (
            {"swapped_workdays": (date(2027, 1, 4), date(2027, 1, 5))},
            SwappedWeekday,
            "2027-01-04、2027-01-05",
        ),
        ({"days_off": ()}, NoDaysOff, "没有写任何放假日"),
        ({"year": 27}, StrangeYear, "27"),
    ],
)
def test_a_year_that_cannot_be_is_refused_by_name(wrong, refusal, says):
    with pytest.raises(refusal, match=says):
        years.decide(LoadedYears(), changed(**wrong))
