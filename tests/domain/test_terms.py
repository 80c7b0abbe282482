"""A due moment that is extended, resumed, promised upstream, decided, or counted again."""

from datetime import date, datetime

import pytest

from aiwei.domain.calendar import end_of
from aiwei.domain.deadlines import DueReason, Rules, Terms, UnknownRule
from tests.domain.limits import (
    CALENDAR,
    CONTINUOUS,
    DAY,
    NATURAL,
    PAUSED,
    WITH_2027,
    WORKING,
    limit,
    local,
    terms,
)

FIVE_DAYS = terms(5, DAY)
MONDAY = local("2026-03-02T09:00")
DUE = FIVE_DAYS.due("TEST", MONDAY)
UPSTREAM = Terms(Rules((limit(1, DAY, id="UPSTREAM"),)), CALENDAR)


def end(day: str) -> datetime:
    return end_of(date.fromisoformat(day))


def test_an_extension_adds_to_the_current_due():
    longer = FIVE_DAYS.extended(DUE)
    assert (DUE.at, longer.at) == (end("2026-03-09"), end("2026-03-16"))
    assert (longer.why, longer.was, longer.counted_from) == (DueReason.EXTENDED, DUE.at, DUE.at)
    assert (longer.amount, longer.unit, longer.before) == (5, DAY, DUE)


def test_a_second_extension_adds_to_the_first():
    assert FIVE_DAYS.extended(FIVE_DAYS.extended(DUE)).at == end("2026-03-23")


def test_an_extension_may_have_an_amount_of_its_own():
    petition = terms(60, NATURAL, extension_amount=30)
    due = petition.due("TEST", local("2024-08-02T10:00"))
    assert petition.extended(due).at == end("2024-11-07")
    assert petition.extended(due, 3).at == end("2024-10-11")


@pytest.mark.parametrize(
    ("unit", "start", "longer"),
    [
        (WORKING, "2026-03-02T09:00", "2026-03-03T14:30"),
        (PAUSED, "2026-03-06T17:00", "2026-03-09T03:00"),
        (CONTINUOUS, "2026-03-06T17:00", "2026-03-07T03:00"),
    ],
)
def test_hours_are_extended_by_hours(unit, start, longer):
    within = terms(5, unit)
    assert within.extended(within.due("TEST", local(start))).at == local(longer)


def test_the_version_that_was_counted_by_says_how_much_an_extension_adds():
    old, new = limit(5, DAY, effective_to=date(2026, 3, 3)), limit(2, DAY, version=2)
    changed = Terms(Rules((old, new.model_copy(update={"effective_from": date(2026, 3, 4)}))), CALENDAR)
    assert changed.extended(changed.due("TEST", MONDAY)).at == end("2026-03-16")


def test_an_extension_of_a_rule_that_nobody_knows_is_refused():
    with pytest.raises(UnknownRule):
        FIVE_DAYS.extended(DUE.model_copy(update={"rule": "NEVER@1"}))


@pytest.mark.parametrize(
    ("suspended", "resumed", "due"),
    [
        ("2026-03-04T10:00", "2026-04-01T15:00", "2026-04-07"),  # three of five days were left; 4-06 is off
        ("2026-03-02T23:00", "2026-03-03T01:00", "2026-03-10"),  # all five were left, and count from the 3rd
        ("2026-03-09T08:00", "2026-05-07T08:00", "2026-05-07"),  # none were left: the day of the resumption
        ("2026-03-06T18:00", "2026-03-08T09:00", "2026-03-09"),  # over a weekend: nothing is gained or lost
        ("2026-03-04T09:00", "2026-03-04T17:00", "2026-03-09"),  # within a day
    ],
)
def test_what_was_left_in_days_is_left_again(suspended, resumed, due):
    assert FIVE_DAYS.resumed(DUE, local(suspended), local(resumed)).at == end(due)


def test_a_resumed_due_says_what_was_left_and_since_when():
    again = FIVE_DAYS.resumed(DUE, local("2026-03-04T10:00"), local("2026-04-01T15:00"))
    assert (again.why, again.was, again.amount) == (DueReason.RESUMED, DUE.at, 3)
    assert (again.suspended_at, again.counted_from) == (local("2026-03-04T10:00"), local("2026-04-01T15:00"))


def test_calendar_days_that_were_left_roll_on_when_the_last_is_off():
    natural = terms(15, NATURAL)
    due = natural.due("TEST", local("2026-03-02T09:00"))
    again = natural.resumed(due, local("2026-03-10T09:00"), local("2026-04-28T09:00"))
    assert (due.at, again.at) == (end("2026-03-17"), end("2026-05-06"))


@pytest.mark.parametrize(
    ("unit", "amount", "suspended", "resumed", "due"),
    [
        (WORKING, 5, "2026-03-02T11:00", "2026-03-10T10:00", "2026-03-10T15:00"),
        (WORKING, 5, "2026-03-02T12:30", "2026-03-07T10:00", "2026-03-09T10:30"),
        (PAUSED, 24, "2026-03-02T19:00", "2026-03-06T20:00", "2026-03-09T10:00"),
        (CONTINUOUS, 2, "2026-03-02T09:30", "2026-03-07T10:00", "2026-03-07T11:30"),
        (CONTINUOUS, 2, "2026-03-02T09:30", "2026-03-02T10:00", "2026-03-02T11:30"),
    ],
)
def test_what_was_left_in_hours_is_left_again(unit, amount, suspended, resumed, due):
    hours = terms(amount, unit)
    again = hours.resumed(hours.due("TEST", MONDAY), local(suspended), local(resumed))
    assert again.at == local(due)


def test_what_was_past_when_it_was_suspended_stays_past():
    assert FIVE_DAYS.resumed(DUE, local("2026-03-10T00:00"), local("2026-04-01T09:00")) is DUE


@pytest.mark.parametrize(
    ("promised", "own"),
    [
        ("2026-03-12T17:00", "2026-03-11"),
        ("2026-03-09T17:00", "2026-03-06"),  # over a weekend
        ("2026-10-08T12:00", "2026-09-30"),  # over the long holiday
        ("2026-02-24T12:00", "2026-02-14"),  # a worked Saturday
        ("2026-03-07T12:00", "2026-03-06"),  # promised for a day off
    ],
)
def test_a_promise_upstream_is_kept_a_working_day_early(promised, own):
    due = UPSTREAM.upstream(local(promised))
    assert (due.at, due.counted_from) == (end(own), local(promised))
    assert (due.why, due.rule, due.amount) == (DueReason.UPSTREAM, "UPSTREAM@1", 1)


def test_without_a_buffer_the_promise_itself_is_the_due():
    bare = Terms(Rules((limit(0, DAY, id="UPSTREAM"),)), CALENDAR)
    assert bare.upstream(local("2026-03-12T17:00")).at == local("2026-03-12T17:00")


@pytest.mark.parametrize("rule", ["TEST", "TEST@1"])
def test_a_decided_moment_is_what_was_decided(rule):
    due = FIVE_DAYS.decided(local("2026-03-20T12:00"), rule)
    assert (due.at, due.rule, due.why) == (local("2026-03-20T12:00"), "TEST@1", DueReason.DECIDED)
    assert (due.amount, due.in_hours, FIVE_DAYS.recounted(due)) == (None, False, due)


LATE = local("2026-12-30T09:00")
IN_2027 = terms(5, DAY, WITH_2027)


def test_a_provisional_due_moves_when_its_year_is_known_and_says_what_it_was():
    guessed = FIVE_DAYS.due("TEST", LATE)
    known = IN_2027.recounted(guessed)
    assert (guessed.at, known.at) == (end("2027-01-06"), end("2027-01-07"))
    assert (known.was, known.provisional, known.calendar) == (guessed.at, False, WITH_2027.version)


def test_a_provisional_due_that_was_right_is_only_settled():
    guessed = terms(1, DAY).due("TEST", LATE)
    settled = terms(1, DAY, WITH_2027).recounted(guessed.model_copy(update={"provisional": True}))
    assert (settled.at, settled.was, settled.provisional) == (guessed.at, None, False)


def test_a_settled_due_is_not_touched_by_a_later_calendar():
    assert IN_2027.recounted(DUE) == DUE


def test_an_extension_of_a_provisional_due_is_counted_again_from_its_beginning():
    guessed = FIVE_DAYS.extended(FIVE_DAYS.due("TEST", LATE))
    known = IN_2027.recounted(guessed)
    assert (guessed.provisional, guessed.at) == (True, end("2027-01-13"))
    assert (known.at, known.counted_from) == (end("2027-01-14"), end("2027-01-07"))
    assert (known.was, known.provisional) == (guessed.at, False)


def test_a_resumption_of_a_provisional_due_is_counted_again_too():
    guessed = FIVE_DAYS.resumed(
        FIVE_DAYS.due("TEST", LATE), local("2026-12-31T09:00"), local("2027-01-10T09:00")
    )
    assert (guessed.at, guessed.amount) == (end("2027-01-14"), 4)
    assert IN_2027.recounted(guessed).at == guessed.at


def test_a_promise_upstream_is_counted_again_too():
    guessed = UPSTREAM.upstream(local("2027-01-04T17:00"))
    known = Terms(UPSTREAM.rules, WITH_2027).recounted(guessed)
    assert (guessed.at, guessed.provisional) == (end("2027-01-01"), True)
    assert (known.at, known.was) == (end("2026-12-31"), guessed.at)


def test_a_due_from_before_amounts_were_kept_is_counted_again_by_its_rule():
    guessed = FIVE_DAYS.due("TEST", LATE).model_copy(update={"amount": None, "unit": None})
    assert IN_2027.recounted(guessed).at == end("2027-01-07")
