"""The whole book under other rules, and under its own."""

from datetime import date, timedelta

import psycopg
import pytest

from aiwei.application.rules_source import shipped_rules
from aiwei.application.rules_writing import rules_text
from aiwei.application.what_if import Check, Span, Trial, candidate, in_force
from aiwei.domain.case import commands as c
from aiwei.domain.case.grounds import Clock
from aiwei.domain.deadlines import Rules, Terms
from aiwei.domain.timekeeping.commands import AdoptRules
from tests import given as g
from tests.chronicle import chronicle, digests
from tests.domain.limits import CALENDAR, local
from tests.domain.tales import (
    LOADED,
    TALES,
    Tale,
    amounts,
    complaint,
    finding,
    in_hand,
    late,
    picked_by_hand,
    received_earlier,
    suspended,
    until,
)

YEAR = 'year = 2027\ndays_off = [2027-01-01, 2027-01-02, 2027-01-03]\nbasis = "国办发明电"\n'
ADOPTED = local("2026-03-20T12:00:00")
AS_OF = local("2026-12-01T09:00:00")


def table(rules: Rules) -> AdoptRules:
    return AdoptRules(rules=rules.all(), hours=rules.hours, warning=rules.warning)


SHORTER = table(amounts(R_12345_COMPLAINT=5))
NO_BOUNDS = Span()


@pytest.fixture
def files(tmp_path):
    def write(text: str, name: str):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def written(office, files):
    """Writes tales into the book; the year's calendar is loaded, and rules are adopted, at their moments."""

    def write(*tales: Tale, adopting: Rules | None = None):
        time = office.desk.timekeeping
        besides = {LOADED: lambda: time.load_calendar(files(YEAR, "2027.toml"))}
        if adopting is not None:
            file = files(rules_text(table(adopting)), "rules.toml")
            besides[ADOPTED] = lambda: time.adopt_rules(file)
        return chronicle(office.desk.book, office.wall, tales, besides)

    return write


@pytest.fixture
def check(office):
    def run(span: Span = NO_BOUNDS):
        desk = office.desk
        checked = Check(desk.book, in_force(desk.book, desk.timekeeping), span)
        return checked, list(checked.run(lambda _: None))

    return run


@pytest.fixture
def trial(office):
    def run(rules: AdoptRules, span: Span = NO_BOUNDS, **options):
        desk = office.desk
        known = in_force(desk.book, desk.timekeeping)
        tried = Trial(desk.book, known, candidate(rules, known, AS_OF.date(), **options), span, AS_OF)
        return tried, list(tried.run(lambda _: None))

    return run


def test_the_record_of_every_kind_of_life_is_what_its_own_terms_lead_to(written, check):
    tales = [tale() for tale in TALES]
    written(*tales)
    checked, departures = check()
    assert departures == []
    assert checked.cases == len(tales)
    assert checked.judgements == sum(hasattr(fact, "late") for tale in tales for fact in tale.facts)


RELEASE = c.ReleaseExcerpt(title="垃圾无人清运", text="村东头大坑边垃圾堆放多日。")
TO_THE_UNIT = (RELEASE, g.ACCEPT, g.DISPATCH, c.SignFor())


def test_what_the_desk_recorded_in_several_cases_at_once_is_sound(office, check, trial):
    lead, joined = office.play(*TO_THE_UNIT), office.play(RELEASE, g.ACCEPT)
    office.ask(joined, c.MergeInto(target=lead, reason="同一处"))
    office.ask(lead, g.SUBMIT)
    office.ask(lead, g.PASS)
    office.wall.later(days=3)
    office.ask(joined, g.UNSOLVED)
    office.wall.later(days=12)
    for wish in (g.SUBMIT, g.PASS, g.SOLVED):
        office.ask(lead, wish)
    office.ask(joined, g.SOLVED)
    office.ask(lead, g.CLOSE)
    office.play(RELEASE, g.SPLIT)
    assert (check()[1], check()[0].cases) == ([], 4)
    assert trial(table(amounts(R_12345_COMPLAINT=20)))[0].totals.saved == 2


def test_each_step_is_counted_by_the_rules_that_were_in_force_then(written, check):
    changed = amounts(R_12345_COMPLAINT=7, SIGN_FOR=5)
    terms = until(ADOPTED, Terms(shipped_rules(), CALENDAR), Terms(changed, CALENDAR))
    before, after = Tale(terms), Tale(terms).on("2026-03-20T13:00:00")
    for tale in (before, after):
        tale.then(g.registration(), g.ACCEPT, days=20).then(g.DISPATCH, c.SignFor(), g.SUBMIT)
    written(before, after, adopting=changed)
    assert check()[1] == []


def test_a_decision_that_rests_on_rules_of_a_second_ago_is_sound(written, check):
    changed = amounts(ACCEPT=1)  # another version, the same day
    stale = Tale().on("2026-03-20T12:00:01").then(g.registration())
    too_stale = Tale().on("2026-03-20T12:00:05").then(g.registration())
    written(stale, too_stale, adopting=changed)
    (departure,) = check()[1]
    assert (departure.version, departure.line.clock) == (1, Clock.ACCEPT)
    assert (departure.line.was.rule, departure.line.would.rule) == ("ACCEPT@1", "ACCEPT@2")


def test_a_due_moment_that_was_altered_is_found_where_it_stands(written, check):
    told = complaint()
    altered = told.told[1].event.case_due.model_copy(update={"at": local("2026-03-18T23:59:59")})
    told.told[1] = told.told[1]._replace(event=told.told[1].event.model_copy(update={"case_due": altered}))
    written(told)
    checked, (departure,) = check()
    assert (checked.departures, departure.version, departure.line.clock) == (1, 2, Clock.CASE)
    assert (departure.line.was.due, departure.line.would.at) == (altered, local("2026-03-16T23:59:59"))


def test_a_lateness_that_was_altered_is_found(written, check, trial):
    told = in_hand().then(g.SUBMIT)
    told.told[-1] = told.told[-1]._replace(event=told.told[-1].event.model_copy(update={"late": True}))
    written(told)
    _, (departure,) = check()
    assert (departure.line.clock, departure.line.was.late, departure.line.would.late) == (
        Clock.TASK,
        True,
        False,
    )
    (change,) = trial(table(shipped_rules()))[1]
    assert [line.saved for line in change.lines] == [True]


def test_the_rules_that_are_in_force_change_nothing(written, trial):
    written(*(tale() for tale in TALES))
    tried, changes = trial(table(shipped_rules()))
    assert changes == []
    assert (tried.totals.cases, tried.totals.changed, tried.instead.notes) == (len(TALES), 0, ())


def test_what_a_shorter_rule_changes_is_told_by_case_unit_and_rate(written, trial):
    in_time = in_hand().on("2026-03-10T09:00:00").then(g.SUBMIT, g.PASS, g.SOLVED, g.CLOSE)
    either_way = in_hand().then(g.SUBMIT, g.PASS, g.SOLVED, g.CLOSE)
    elsewhere = complaint().then(c.Dispatch(lead_unit="BAMBOO", responsible_person="bamboo"))
    written(in_time, either_way, elsewhere, finding().then(g.SUBMIT, g.PASS, g.CLOSE))
    tried, changes = trial(SHORTER)
    told = {tuple(line.clock for line in change.lines): change for change in changes}
    assert set(told) == {(Clock.TASK, Clock.CASE), (Clock.CASE, Clock.TASK)}
    turned = [line for change in changes for line in change.lines if line.turned_late]
    assert {(line.clock, line.was.late, line.would.late) for line in turned} == {
        (Clock.TASK, False, True),
        (Clock.CASE, False, True),
    }
    totals = tried.totals
    assert (totals.cases, totals.changed, totals.turned_late, totals.saved) == (4, 3, 2, 0)
    # BAMBOO's is open and late either way: on time are 3 of 4 closed or overdue, and 2 of 4
    promise = totals.overall.rates[Clock.CASE]
    assert ((promise.was.kept, promise.was.n), (promise.would.kept, promise.would.n)) == ((3, 4), (2, 4))
    assert {unit: figures.differs for unit, figures in totals.units.items()} == {
        "CLOUD": True,
        "BAMBOO": False,
    }


def test_a_case_that_was_reworked_counts_once_with_its_last_round(written, trial):
    again = in_hand().on("2026-03-10T09:00:00").then(g.SUBMIT).then(g.FAIL, days=1).then(g.SUBMIT)
    written(again)
    tried, (change,) = trial(SHORTER)
    assert [(line.clock, line.would.late) for line in change.lines[:1]] == [(Clock.TASK, True)]
    task = tried.totals.overall.rates[Clock.TASK]
    assert (task.was.n, task.would.n, task.would.kept) == (1, 1, 1)


def test_who_left_another_way_or_is_suspended_is_in_no_figure(written, trial):
    halted = in_hand().then(g.REQUEST_SUSPENSION, g.GRANT_SUSPENSION)
    gone = Tale().then(g.registration(), g.TRANSFER)
    written(halted, gone, complaint().then(g.MERGE))
    tried, _ = trial(SHORTER)
    assert (tried.totals.cases, tried.totals.overall.cases) == (3, 0)
    assert [str(change.was) for change in tried.totals.overall.rates.values()] == ["—"] * 3


def test_what_runs_and_is_not_past_is_neither_kept_nor_missed(written, trial):
    told = Tale().on("2026-11-27T09:00:00").then(g.registration(), g.ACCEPT)
    written(told)
    tried, (change,) = trial(table(amounts(R_12345_COMPLAINT=1)))
    (line,) = (line for line in change.lines if line.clock is Clock.CASE)
    assert (line.was.late, line.would.late) == (None, True)
    promise = tried.totals.overall.rates[Clock.CASE]
    assert (promise.was.n, promise.would.n, promise.was.share, promise.would.share) == (0, 1, None, 0.0)


def test_a_limit_that_came_to_no_end_is_told_as_it_was_last_set(written, trial):
    given_back = complaint().then(g.DISPATCH, g.REQUEST_RETURN, c.ApproveReturn(opinion="同意"), g.WITHDRAW)
    written(given_back)
    _, (change,) = trial(SHORTER)
    assert [(line.clock, line.was.late, line.would.late) for line in change.lines] == [
        (Clock.CASE, None, None),
        (Clock.TASK, None, None),
    ]
    assert {line.would.at for line in change.lines} == {local("2026-03-09T23:59:59")}


def test_the_days_of_receipt_choose_the_cases_both_ends_included(written, trial, check):
    written(*(Tale().on(f"2026-03-0{day}T09:00:00").then(g.registration()) for day in (2, 3, 4, 5)))
    for span, cases in (
        (Span(date(2026, 3, 3), date(2026, 3, 4)), 2),
        (Span(date(2026, 3, 4)), 2),
        (Span(None, date(2026, 3, 2)), 1),
        (Span(date(2026, 3, 6)), 0),
    ):
        assert trial(SHORTER, span)[0].totals.cases == check(span)[0].cases == cases


def test_the_day_of_receipt_is_the_corrected_one(written, check):
    written(received_earlier())
    assert check(Span(date(2026, 2, 25), date(2026, 2, 25)))[0].cases == 1
    assert check(Span(date(2026, 3, 2)))[0].cases == 0


def test_a_case_that_cannot_be_counted_as_asked_is_named(written, trial):
    (case_id,) = written(picked_by_hand())
    others = [rule for rule in shipped_rules().all() if rule.id != "PETITION-HANDLE"]
    tried, (change,) = trial(table(Rules(others)))
    assert (change.case_id, change.lines, tried.totals.noted) == (case_id, (), 1)
    assert "人工选用的「PETITION-HANDLE」" in change.notes[0]


def as_a_later_version(day: date) -> AdoptRules:
    """The shipped table with a shorter limit for complaints from that day on."""
    rules = []
    for rule in shipped_rules().all():
        if rule.id != "12345-COMPLAINT":
            rules.append(rule)
            continue
        rules.append(rule.model_copy(update={"effective_to": day - timedelta(days=1)}))
        rules.append(rule.model_copy(update={"version": 2, "amount": 5, "effective_from": day}))
    return AdoptRules(rules=tuple(rules))


def test_a_version_counts_from_its_day_on(written, trial):
    earlier, later = complaint(), Tale().on("2026-03-05T09:00:00").then(g.registration(), g.ACCEPT)
    _, expected = written(earlier, later)
    tried, (change,) = trial(as_a_later_version(date(2026, 3, 5)))
    assert (change.case_id, tried.instead.notes) == (expected, ())


def test_a_version_of_tomorrow_is_tried_when_asked_for(written, trial):
    written(complaint())
    tomorrow = as_a_later_version(date(2027, 1, 1))
    tried, changes = trial(tomorrow)
    assert (changes, len(tried.instead.notes)) == ([], 1)
    assert "12345-COMPLAINT@2 今天以后才生效" in tried.instead.notes[0]
    tried, (change,) = trial(tomorrow, newest=True)
    assert (change.lines[0].would.rule, tried.instead.notes) == ("12345-COMPLAINT@2", ())


def test_a_version_with_other_content_is_tried_and_said(written, trial):
    written(complaint())
    rules = [
        rule.model_copy(update={"amount": 5}) if rule.id == "12345-COMPLAINT" else rule
        for rule in shipped_rules().all()
    ]
    tried, (change,) = trial(AdoptRules(rules=tuple(rules)))
    assert change.lines[0].would.at == local("2026-03-09T23:59:59")
    assert "试算照用；正式采用前：12345-COMPLAINT@1" in tried.instead.notes[0]


def test_nothing_is_written(office, written, trial, check, conninfo):
    written(late(), suspended())
    with psycopg.connect(conninfo, autocommit=True) as conn:
        before = (office.desk.book.last_position(), digests(conn))
        assert trial(SHORTER)[1]
        assert check()[1] == []
        assert (office.desk.book.last_position(), digests(conn)) == before
    assert "public.aiwei_events" in before[1]
