"""One row a case: after each step it shows the state, whose it is, and which clock runs until when."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from aiwei.domain.case import commands as c
from aiwei.domain.case.words import CaseState as S
from aiwei.domain.case.words import Satisfaction
from aiwei.domain.office import By, Via
from aiwei.projections.folding import evolve, registered
from aiwei.projections.row import NEVER
from aiwei.store.envelope import Recorded
from tests import given as g
from tests.given import play

CASE = UUID("00000000-0000-4000-8000-0000000000ff")
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
TO_BAMBOO = c.Dispatch(lead_unit="BAMBOO", responsible_person="bamboo")
REWORK = play(g.FAIL, after=g.a_submitted_case())
REJECTED = c.RejectReturn(opinion="不同意")


def after(facts, start=None):
    """The row that these facts lead to."""
    by = By(person="clerk", post="CLERK", unit="PHCO")
    row = start
    for version, fact in enumerate(facts, start=1 if row is None else row.version + 1):
        one = Recorded(f"case-{CASE}", version, 100 + version, NOON, by, Via.TUI, None, fact)
        row = registered(one) if row is None else evolve(row, one)
    return row


def last(facts, field):
    """A due moment of the last fact that has it."""
    return next(getattr(f, field) for f in reversed(facts) if getattr(f, field, None))


@pytest.mark.parametrize(
    ("facts", "state", "unit", "clock", "due"),
    [
        (g.a_registered_case(), S.REGISTERED, None, "受理", "accept_due"),
        (g.an_accepted_case(), S.ACCEPTED, None, "办结", "case_due"),
        (g.a_dispatched_case(), S.DISPATCHED, "CLOUD", "签收", "sign_for_due"),
        (g.a_case_in_progress(), S.IN_PROGRESS, "CLOUD", "整改", "task_due"),
        (g.a_submitted_case(), S.AWAITING_CHECK, "CLOUD", "核查", "check_due"),
        (g.a_checked_case(), S.AWAITING_FOLLOWUP, "CLOUD", "回访", "follow_up_due"),
        (play(g.SOLVED, after=g.a_checked_case()), S.AWAITING_FOLLOWUP, "CLOUD", "回访", "follow_up_due"),
        (g.a_checked_finding(), S.AWAITING_CHECK, "CLOUD", "办结", "case_due"),
        (REWORK, S.IN_PROGRESS, "CLOUD", "返工整改", "task_due"),
        (play(g.UNSOLVED, after=g.a_checked_case()), S.IN_PROGRESS, "CLOUD", "返工整改", "task_due"),
        (g.a_return_asked(), S.RETURN_PENDING, "CLOUD", "退单审核", "decide_due"),
        (
            play(c.ApproveReturn(opinion="同意"), after=g.a_return_asked()),
            S.ACCEPTED,
            None,
            "办结",
            "case_due",
        ),
        (play(REJECTED, after=g.a_return_asked()), S.DISPATCHED, "CLOUD", "签收", "sign_for_due"),
        (
            play(g.REQUEST_RETURN, REJECTED, after=g.a_case_in_progress()),
            S.IN_PROGRESS,
            "CLOUD",
            "整改",
            "task_due",
        ),
        (g.a_reopened_case(), S.ACCEPTED, None, "办结", "case_due"),
        (play(TO_BAMBOO, after=g.a_reopened_case()), S.DISPATCHED, "BAMBOO", "签收", "sign_for_due"),
    ],
)
def test_after_each_step_the_row_shows_state_unit_and_the_clock_that_runs(facts, state, unit, clock, due):
    row = after(facts)
    assert (row.state, row.unit, row.due_kind, row.due_at) == (state, unit, clock, last(facts, due).at)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (g.a_closed_case(), S.CLOSED),
        (g.a_declined_case(), S.DECLINED),
        (play(g.finding(), g.ACCEPT), S.ACCEPTED),
        (play(g.CLOSE, g.REOPEN, after=g.a_checked_finding()), S.ACCEPTED),
    ],
)
def test_no_clock_runs_when_all_is_done_or_the_clock_waits_for_dispatch(facts, state):
    row = after(facts)
    assert (row.state, row.due_kind, row.due_at, row.provisional) == (state, "", NEVER, False)


def test_a_row_begins_with_what_was_registered():
    row = after(g.a_registered_case(source_system="12345", source_number="A-7"))
    assert (row.case_id, row.number, row.version, row.position) == (CASE, "2026", 1, 101)
    assert (row.title, row.village, row.contactable, row.subject_ref) == (
        "垃圾无人清运",
        "CLOUD",
        True,
        g.SUBJECT,
    )
    assert (row.source_system, row.source_number, row.registered_at) == ("12345", "A-7", NOON)


def test_every_event_moves_version_and_position():
    row = after(g.a_checked_case())
    assert (row.version, row.position) == (6, 106)
    looked = after(play(g.REVEAL, after=g.a_checked_case()))
    assert (looked.version, looked.state) == (7, row.state)


def test_a_released_excerpt_can_be_found_by_its_words():
    released = play(c.ReleaseExcerpt(title="甲乙", text="丙丁"), after=g.a_registered_case())
    row = after(released)
    assert (row.title, row.excerpt) == ("甲乙", "丙丁")
    assert row.grams
    assert not set(row.grams) & set(after(g.a_registered_case()).grams)


def test_a_draft_is_not_in_the_row():
    row = after(g.a_registered_case(excerpt_title="", excerpt_text=""))
    assert (row.title, row.excerpt, row.grams) == (None, None, [])


def test_a_closed_case_says_how_and_whether_in_time():
    row = after(g.a_closed_case())
    assert (row.outcome, row.late, row.closed_at) == ("solved", False, g.a_closed_case()[-1].occurred_at)


def test_a_reopened_case_is_nobodys_and_neither_closed_nor_judged():
    row = after(g.a_reopened_case())
    assert (row.closed_at, row.late, row.outcome, row.satisfaction) == (None, None, None, None)
    assert (row.unit, row.person, row.assisting, row.check_passed, row.reopenings) == (
        None,
        None,
        [],
        False,
        1,
    )


def test_returns_reworks_and_dispatches_are_counted():
    returned = play(c.ApproveReturn(opinion="同意"), TO_BAMBOO, after=g.a_return_asked())
    assert (after(returned).returns, after(returned).dispatches) == (1, 2)
    assert after(play(g.SUBMIT, g.FAIL, after=REWORK)).reworks == 2


def test_a_second_unit_has_not_signed_though_the_first_did():
    back = play(g.REQUEST_RETURN, c.ApproveReturn(opinion="同意"), TO_BAMBOO, after=g.a_case_in_progress())
    row = after(back)
    assert (row.signed_for, row.unit, row.assisting, row.person) == (False, "BAMBOO", [], "bamboo")


def test_a_clock_that_is_provisional_is_marked_whenever_it_runs():
    facts = [_provisional_promise(fact) for fact in g.a_case_in_progress()]
    marks = [after(facts[:n]).provisional for n in range(1, 5)]
    assert marks == [False, True, False, True]


def _provisional_promise(fact):
    """The same fact, its case clock and its task clock running into a year without a notice."""
    changes = {
        name: due.model_copy(update={"provisional": True})
        for name in ("case_due", "task_due")
        if (due := getattr(fact, name, None))
    }
    return fact.model_copy(update=changes)


def test_what_was_said_at_the_last_call_stands_in_the_row():
    grudging = g.SOLVED.model_copy(update={"satisfaction": Satisfaction.DISSATISFIED})
    tried = play(grudging, g.UNREACHED, after=g.a_checked_case())
    assert after(tried).satisfaction == "dissatisfied"


def test_a_broken_promise_stays_in_sight_when_a_new_step_begins():
    row = after(g.a_dispatched_case())
    broken = replace(row, case_due_at=row.due_at.replace(year=2025))
    signed = after(g.a_case_in_progress()[-1:], start=broken)
    assert (signed.state, signed.due_at, signed.due_kind) == (S.IN_PROGRESS, broken.case_due_at, "办结")
