"""One row a case: after each step it shows the state, whose it is, and which clock runs until when."""

from datetime import timedelta

import pytest

from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case.words import CaseState as S
from aiwei.domain.case.words import Satisfaction
from aiwei.projections.cases import columns
from aiwei.projections.row import AFTER_ALL, NEVER
from aiwei.projections.words import words
from tests import given as g
from tests.domain import tales
from tests.given import play
from tests.projections import lives
from tests.projections.folded import CASE, NOON, after, shown

TO_BAMBOO = c.Dispatch(lead_unit="BAMBOO", responsible_person="bamboo")
REWORK = play(g.FAIL, after=g.a_submitted_case())
REJECTED = c.RejectReturn(opinion="不同意")
RETURNED = c.ApproveReturn(opinion="同意")


def last(facts, field):
    """A due moment of the last fact that has it."""
    return next(getattr(f, field) for f in reversed(facts) if getattr(f, field, None))


@pytest.mark.parametrize(
    ("facts", "state", "unit", "clock", "due"),
    [
        (g.a_registered_case(), S.REGISTERED, None, "受理", "accept_due"),
        (play(g.PRE_VERIFY, after=g.a_registered_case()), S.PRE_VERIFYING, None, "受理", "accept_due"),
        (g.an_accepted_case(), S.ACCEPTED, None, "办结", "case_due"),
        (g.a_case_in_consultation(), S.IN_CONSULTATION, None, "会商", "consult_due"),
        (g.a_dispatched_case(), S.DISPATCHED, "CLOUD", "签收", "sign_for_due"),
        (g.a_case_in_progress(), S.IN_PROGRESS, "CLOUD", "整改", "task_due"),
        (g.a_suspended_case(), S.SUSPENDED, "CLOUD", "挂账复核", "review_due"),
        (g.a_submitted_case(), S.AWAITING_CHECK, "CLOUD", "核查", "check_due"),
        (g.a_checked_case(), S.AWAITING_FOLLOWUP, "CLOUD", "回访", "follow_up_due"),
        (play(g.SOLVED, after=g.a_checked_case()), S.AWAITING_FOLLOWUP, "CLOUD", "办结", "case_due"),
        (g.a_checked_finding(), S.AWAITING_CHECK, "CLOUD", "办结", "case_due"),
        (REWORK, S.IN_PROGRESS, "CLOUD", "返工整改", "task_due"),
        (play(g.UNSOLVED, after=g.a_checked_case()), S.IN_PROGRESS, "CLOUD", "返工整改", "task_due"),
        (g.a_return_asked(), S.RETURN_PENDING, "CLOUD", "退单审核", "decide_due"),
        (play(RETURNED, after=g.a_return_asked()), S.ACCEPTED, None, "办结", "case_due"),
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
        (play(g.SUPERVISE, after=g.a_case_in_progress()), S.IN_PROGRESS, "CLOUD", "督办回复", "reply_due"),
    ],
)
def test_after_each_step_the_row_shows_state_unit_and_the_clock_that_runs(facts, state, unit, clock, due):
    row = shown(facts)
    assert (row.state, row.unit, row.due_kind, row.due_at) == (state, unit, clock, last(facts, due).at)
    assert (row.due_from, row.in_hours) == (last(facts, due).counted_from, last(facts, due).in_hours)
    assert row.closed_at is None


@pytest.mark.parametrize(
    ("facts", "state", "due"),
    [
        (g.a_closed_case(), S.CLOSED, AFTER_ALL),
        (g.a_declined_case(), S.DECLINED, AFTER_ALL),
        (g.a_transferred_case(), S.TRANSFERRED_OUT, AFTER_ALL),
        (g.a_merged_case(), S.MERGED, AFTER_ALL),
        (play(g.finding(), g.ACCEPT), S.ACCEPTED, NEVER),
        (play(g.CLOSE, g.REOPEN, after=g.a_checked_finding()), S.ACCEPTED, NEVER),
    ],
)
def test_no_clock_leads_when_all_is_done_or_the_clock_waits_for_dispatch(facts, state, due):
    row = shown(facts)
    assert (row.state, row.due_kind, row.due_at) == (state, "", due)
    assert (row.due_from, row.in_hours, row.provisional) == (None, False, False)
    assert (row.closed_at is None) == (due == NEVER)


def test_a_row_begins_with_what_was_registered():
    row = shown(g.a_registered_case(source_system="12345", source_number="A-7"))
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
    assert (looked.version, looked.case.state) == (7, row.case.state)


def test_a_released_excerpt_can_be_found_by_its_words():
    row = after(play(c.ReleaseExcerpt(title="甲乙", text="丙丁"), after=g.a_registered_case()))
    text, folded, pairs, position = words(row)
    assert (columns(row)["title"], text, folded, position) == ("甲乙", "丙丁", "甲乙\n丙丁", row.position)
    assert pairs != words(after(g.a_registered_case()))[2]


def test_a_draft_is_not_in_the_row():
    row = after(g.a_registered_case(excerpt_title="", excerpt_text=""))
    assert columns(row)["title"] is None
    text, folded, _, position = words(row)
    assert (text, folded, position) == (None, "", None)


def test_a_closed_case_says_how_and_whether_in_time():
    row = shown(g.a_closed_case())
    assert (row.outcome, row.late, row.closed_at) == ("solved", False, g.a_closed_case()[-1].occurred_at)


def test_a_reopened_case_is_nobodys_and_neither_closed_nor_judged():
    row = shown(g.a_reopened_case())
    assert (row.closed_at, row.late, row.outcome, row.satisfaction) == (None, None, None, None)
    assert (row.unit, row.person, row.assisting, row.check_passed, row.reopenings) == (
        None,
        None,
        [],
        False,
        1,
    )


def test_to_archive_is_no_new_end():
    closed = after(play(g.KEPT, after=g.a_closed_case()))
    archived = after(play(g.ARCHIVE, after=g.a_closed_case()), None)
    assert columns(archived)["closed_at"] == columns(closed)["closed_at"]


def test_a_complaint_that_joined_another_is_open_while_its_answer_is_owed():
    facts = lives.an_alias().facts
    ends = [shown(facts[:n]).closed_at for n in range(2, len(facts) + 1)]
    merged = facts[2].occurred_at
    assert ends == [None, merged, None, None, merged, None, merged]
    owed = shown(facts[:4])
    assert (owed.state, owed.due_kind, owed.due_at) == (S.MERGED, "回访", facts[3].follow_up_due.at)
    assert owed.merged_into == g.OTHER


def test_what_is_taken_apart_stands_where_it_stood():
    facts = tales.merged_and_taken_apart().facts
    before, again = shown(facts[:2]), shown(facts[:5])
    assert type(facts[4]) is e.CaseUnmerged
    for name in ("state", "unit", "due_at", "due_kind", "closed_at", "merged_into", "case_due_at"):
        assert getattr(again, name) == getattr(before, name), name


def test_an_appeal_that_was_upheld_exempts_and_does_not_make_it_timely():
    row = shown(tales.late().facts)
    assert (row.state, row.late, row.exempt) == (S.CLOSED, True, True)
    vain = shown(lives.appealed_in_vain().facts)
    assert (vain.late, vain.exempt) == (True, False)


def test_a_rebound_is_a_new_round_with_its_unit():
    told = tales.finding().then(g.SUBMIT, g.PASS, g.CLOSE, days=20).then(g.REBOUND)
    row = shown(told.facts)
    assert (row.state, row.unit, row.closed_at, row.late, row.reopenings) == (
        S.IN_PROGRESS,
        "CLOUD",
        None,
        None,
        1,
    )


def test_returns_reworks_extensions_and_halts_are_counted_over_all_rounds():
    returned = play(RETURNED, TO_BAMBOO, after=g.a_return_asked())
    assert (shown(returned).returns, shown(returned).dispatches) == (1, 2)
    assert shown(play(g.SUBMIT, g.FAIL, after=REWORK)).reworks == 2
    assert shown(tales.extended_twice().facts).extensions == 2
    assert shown(tales.suspended().facts).suspensions == 1
    again = tales.extended_twice().then(g.PASS, g.SOLVED, g.CLOSE, g.REOPEN)
    assert (again.case.extensions, shown(again.facts).extensions) == (0, 2)


def test_a_second_unit_has_not_signed_though_the_first_did():
    back = play(g.REQUEST_RETURN, RETURNED, TO_BAMBOO, after=g.a_case_in_progress())
    row = shown(back)
    assert (row.state, row.unit, row.assisting, row.person) == (S.DISPATCHED, "BAMBOO", [], "bamboo")
    assert row.due_kind == "签收"


def test_a_clock_that_is_provisional_is_marked_whenever_it_runs():
    facts = [_provisional_promise(fact) for fact in g.a_case_in_progress()]
    marks = [shown(facts[:n]).provisional for n in range(1, 5)]
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
    assert shown(tried).satisfaction == "dissatisfied"


def test_a_broken_promise_stays_in_sight_when_a_new_step_begins():
    told = tales.Tale().then(g.registration()).then(g.ACCEPT, days=40).then(g.DISPATCH, c.SignFor())
    row = shown(told.facts)
    assert (row.state, row.due_kind) == (S.IN_PROGRESS, "办结")
    assert row.due_at == told.case.case_due.at < told.case.task_due.at


def test_only_what_happened_before_an_earlier_step_tangles_a_case():
    assert not after(tales.told_off().facts).tangled
    assert after(lives.signed_before_it_was_urged().facts).tangled
    looked_at = g.a_dispatched_case()
    noon = looked_at[-1].occurred_at + timedelta(hours=3)
    reveal = g.given(*looked_at).when(g.REVEAL, at=noon).facts
    signed = (
        g.given(*looked_at, *reveal).when(c.SignFor(occurred_at=noon - timedelta(hours=1)), at=noon).facts
    )
    assert not after((*looked_at, *reveal, *signed)).tangled
