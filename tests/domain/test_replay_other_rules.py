"""What would have been under other rules: counted by hand, one step hanging on another."""

import json

import pytest

from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case.grounds import Clock
from aiwei.domain.case.replay import Replay, Told, replay
from aiwei.domain.deadlines import ClockStart, Handles, LimitUnit, Rules, Terms
from tests import given as g
from tests.domain.limits import CALENDAR, WITH_2027, limit, local
from tests.domain.tales import (
    LOADED,
    OVER_NEW_YEAR,
    SHIPPED,
    TALES,
    Tale,
    always,
    amounts,
    complaint,
    entered_later,
    extended_twice,
    in_hand,
    late,
    over_new_year,
    picked_by_hand,
    suspended,
    until,
)


def under(told: Tale, rules: Rules) -> Replay:
    """What the shipped calendar and these rules make of the tale."""
    return replay(told.told, told.terms_at, always(Terms(rules, CALENDAR)))


def ends(again: Replay, kind: type, field: str) -> list[tuple[str, str]]:
    """Each due of this field, by the record and by the replay, as a person writes it."""
    steps = [step for step in again.steps if isinstance(step.recorded, kind)]
    return [(_said(getattr(s.recorded, field)), _said(getattr(s.replayed, field))) for s in steps]


def _said(due) -> str:
    return f"{due.at:%m-%d}"


def lateness(again: Replay, kind: type) -> list[tuple[bool, bool]]:
    return [(s.recorded.late, s.replayed.late) for s in again.steps if isinstance(s.recorded, kind)]


def test_a_shorter_rule_makes_late_what_was_in_time():
    told = in_hand().on("2026-03-10T09:00:00").then(g.SUBMIT, g.PASS, g.SOLVED, g.CLOSE)
    again = under(told, amounts(R_12345_COMPLAINT=5))
    assert ends(again, e.CaseAccepted, "case_due") == [("03-16", "03-09")]
    assert lateness(again, e.RectificationSubmitted) == [(False, True)]
    assert lateness(again, e.CaseClosed) == [(False, True)]
    assert (again.was.late, again.would.late) == (False, True)


def test_a_longer_rule_makes_timely_what_was_late():
    again = under(late(), amounts(R_12345_COMPLAINT=12, SIGN_FOR=200))
    assert ends(again, e.CaseAccepted, "case_due") == [("03-16", "03-18")]
    assert lateness(again, e.DispatchSignedFor) == [(True, False)]
    assert lateness(again, e.RectificationSubmitted) == [(True, True)]
    again = under(late(), amounts(R_12345_COMPLAINT=14))
    assert lateness(again, e.RectificationSubmitted) == lateness(again, e.CaseClosed) == [(True, False)]


def test_the_last_second_is_in_time_and_the_next_is_not():
    for second, is_late in (("23:59:59", False), ("23:59:59.000001", True)):
        told = in_hand().on(f"2026-03-09T{second}").then(g.SUBMIT)
        assert lateness(under(told, amounts(R_12345_COMPLAINT=5)), e.RectificationSubmitted)[0][1] is is_late


def test_the_unit_s_limit_stays_within_the_new_promise():
    told = complaint().on("2026-03-05T09:00:00").then(g.DISPATCH)
    again = under(told, amounts(R_12345_COMPLAINT=5))
    assert ends(again, e.CaseDispatched, "task_due") == [("03-16", "03-09")]


def test_an_extension_adds_to_what_it_would_have_found():
    again = under(extended_twice(), amounts(R_12345_COMPLAINT=5))
    # three working days that were asked for; then as much as the rule grants
    assert ends(again, e.ExtensionGranted, "task_due") == [("03-19", "03-12"), ("04-02", "03-19")]
    assert ends(again, e.ExtensionGranted, "case_due") == [("03-19", "03-12"), ("04-02", "03-19")]


def test_a_resumption_gives_back_what_would_have_been_left():
    again = under(suspended(), amounts(R_12345_COMPLAINT=5))
    # 9 days were left of 10, and 4 of 5; 4 to 6 April are off
    assert ends(again, e.CaseResumed, "task_due") == [("04-15", "04-08")]


def with_first(rule) -> Rules:
    return Rules((rule, *SHIPPED.rules.all()))


WASTE = limit(
    2,
    LimitUnit.WORKING_DAY,
    id="WASTE",
    starts_at=ClockStart.RECEIVED,
    handles=Handles(kinds=("grievance",), categories=("exposed_waste",)),
)


def test_a_rule_that_was_picked_by_the_table_is_picked_again():
    again = under(in_hand(), with_first(WASTE))
    assert again.would.handle_rule == "WASTE"
    assert ends(again, e.CaseAccepted, "case_due") == [("03-16", "03-04")]
    assert again.notes == ()


@pytest.mark.parametrize(("since", "picked"), [("02-27", "WASTE"), ("02-28", "12345-COMPLAINT")])
def test_it_is_picked_for_the_day_of_receipt(since, picked):
    begins = WASTE.model_copy(update={"effective_from": local(f"2026-{since}").date()})
    again = under(entered_later(), with_first(begins))
    assert (again.would.handle_rule, again.notes) == (picked, ())


def test_a_rule_that_a_clerk_picked_stays():
    accept = g.ACCEPT.model_copy(update={"handle_rule": "12345-HELP"})
    told = Tale().then(g.registration(), accept)
    again = under(told, with_first(WASTE))
    assert (again.would.handle_rule, again.notes) == ("12345-HELP", ())


def test_a_clerk_s_rule_that_is_gone_stays_as_it_was_and_is_said():
    others = [rule for rule in SHIPPED.rules.all() if rule.id != "PETITION-HANDLE"]
    again = under(picked_by_hand(), Rules(others, former=SHIPPED.rules.all()))
    assert again.notes == ("人工选用的「PETITION-HANDLE」不在这份规则里，仍按原来的内容",)
    assert [step.replayed for step in again.steps] == picked_by_hand().facts


def test_a_case_that_no_rule_of_the_table_is_for_keeps_its_own_and_is_said():
    others = [rule for rule in SHIPPED.rules.all() if rule.id != "12345-COMPLAINT"]
    again = under(in_hand(), Rules(others, former=SHIPPED.rules.all()))
    assert again.notes == ("没有适用的办理规则，仍按原来的「12345-COMPLAINT」",)
    assert again.would == again.was


def test_a_step_that_no_rule_of_the_day_is_for_stays_as_recorded_and_is_said():
    later = [
        rule.model_copy(update={"effective_from": local("2026-03-03T00:00:00").date()})
        if rule.id == "RETURN"
        else rule
        for rule in amounts(R_12345_COMPLAINT=5).all()
    ]
    again = under(in_hand(), Rules(later))
    assert again.notes == ("时限规则「RETURN」在 2026-03-02 没有有效版本，请在规则表中补上；这一步仍按记录",)
    assert ends(again, e.CaseDispatched, "task_due") == [("03-16", "03-16")]


def test_what_is_provisional_in_the_replay_alone_is_settled_when_the_year_comes():
    told = Tale(OVER_NEW_YEAR).on("2026-12-14T09:00:00").then(g.registration(), g.ACCEPT, g.DISPATCH)
    told.then(c.SignFor()).on("2027-01-12T09:00:00").then(g.SUBMIT)
    rules = amounts(R_12345_COMPLAINT=20)
    known = until(LOADED, Terms(rules, CALENDAR), Terms(rules, WITH_2027))
    again = replay(told.told, told.terms_at, known)
    promised = again.steps[1].replayed.case_due
    assert (_said(promised), promised.provisional) == ("01-11", True)
    settled = again.would.dues[Clock.TASK]
    assert (_said(settled), settled.provisional, settled.was) == ("01-12", False, promised.at)
    assert lateness(again, e.RectificationSubmitted) == [(True, False)]


def test_what_waits_for_a_year_at_the_end_is_settled_as_of_a_later_day():
    told = Tale(OVER_NEW_YEAR).on("2026-12-14T09:00:00").then(g.registration(), g.ACCEPT)
    rules = amounts(R_12345_COMPLAINT=20)
    known = until(LOADED, Terms(rules, CALENDAR), Terms(rules, WITH_2027))
    for as_of, day in ((None, "01-11"), (LOADED, "01-12")):
        again = replay(told.told, told.terms_at, known, as_of)
        assert _said(again.would.dues[Clock.CASE]) == day
        assert _said(again.was.dues[Clock.CASE]) == "12-28"


def test_what_was_counted_again_is_counted_again_under_the_other_rules():
    rules = amounts(R_12345_COMPLAINT=12)
    known = until(LOADED, Terms(rules, CALENDAR), Terms(rules, WITH_2027))
    again = replay(over_new_year().told, OVER_NEW_YEAR, known)
    (step,) = (step for step in again.steps if isinstance(step.recorded, e.DuesRecomputed))
    before, after = ({n.clock: _said(n.due) for n in event.dues} for event in step[:2])
    # 10 days and 10 more, 12 and 12: what waited for 2027 is moved by its New Year's day
    assert (before[Clock.TASK], after[Clock.TASK]) == ("01-26", "02-01")


NEWER_FIELDS = {"contact_due", "dispatch_due", "preliminary_due", "reinspect_due"}
NEWER_IN_DUE = {"amount", "unit", "why", "was", "suspended_at", "before"}


def aged(event):
    """The event as it was stored before these fields were."""
    data = json.loads(event.model_dump_json())
    kept = {k: v for k, v in data.items() if k not in NEWER_FIELDS}
    for name, value in kept.items():
        if name.endswith("_due") and value:
            kept[name] = {k: v for k, v in value.items() if k not in NEWER_IN_DUE}
    return type(event).model_validate_json(json.dumps(kept))


@pytest.mark.parametrize("tale", TALES, ids=lambda tale: tale.__name__)
def test_an_older_event_is_not_given_what_it_could_not_say(tale):
    told = tale()
    old = [Told(aged(fact), moment) for fact, moment in told.told]
    for step in replay(old, told.terms_at).steps:
        assert not NEWER_FIELDS & {
            name for name in NEWER_FIELDS if getattr(step.replayed, name, None) is not None
        }
        for name in type(step.recorded).model_fields:
            if name.endswith("_due") and (due := getattr(step.recorded, name)) is not None:
                assert getattr(step.replayed, name).at == due.at
