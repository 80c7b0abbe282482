"""Several complaints, one rectification: who may join what, and everybody is answered."""

import pytest

from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case import refusals as no
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.grounds import Relation
from aiwei.domain.case.words import CaseState as S
from aiwei.domain.case.words import Triage
from aiwei.domain.office import Around
from tests import given as g
from tests.given import OTHER, OWN, another_case, beside, given, play

TO_UNIT = (g.ACCEPT, g.DISPATCH, c.SignFor())


def joined(*wishes):
    """The case that OWN joined, and then these wishes."""
    member = e.ComplaintJoined(
        occurred_at=g.a_case_in_progress()[-1].occurred_at,
        complaint=OWN,
        number="2026-00002",
        relation=Relation.MERGED,
        contactable=True,
    )
    alias = Around(case_id=OTHER, cases={OWN: CASE_DECIDER.fold(g.a_merged_case())})
    facts = (*g.a_case_in_progress(), member)
    for wish in wishes:
        answer = given(*facts).when(wish, around=alias)
        assert answer.refusal is None, answer.refusal
        facts += answer.facts
    return facts


def test_a_merge_is_told_on_both_sides_and_keeps_who_is_to_be_answered():
    answer = given(*g.a_registered_case()).when(g.MERGE, around=beside(g.BUSY))
    answer.then(e.CaseMerged, into=OTHER, relation=Relation.MERGED)
    (other,) = answer.elsewhere
    assert (other.case_id, other.facts[0].complaint, other.facts[0].contactable) == (OTHER, OWN, True)


def test_linking_a_repeat_starts_no_second_clock():
    answer = given(*g.a_registered_case()).when(g.REPEAT, around=beside(g.BUSY))
    answer.then(e.CaseMerged, relation=Relation.REPEAT)
    assert answer.case.case_due is None


@pytest.mark.parametrize(
    "other",
    [
        None,
        another_case(g.ACCEPT, g.DISPATCH, village="BAMBOO"),
        another_case(secrecy=True),
        another_case(accused_unit="BAMBOO"),
        another_case(g.DECLINE),
    ],
    ids=["unknown", "elsewhere", "more secret", "other accused", "ended"],
)
def test_only_an_open_case_of_the_same_place_and_secrecy_is_joined(other):
    around = beside(other) if other else Around(case_id=OWN)
    given(*g.a_registered_case()).when(g.MERGE, around=around).refused(no.CannotMerge, field="target")


def test_a_case_does_not_join_itself():
    own = c.MergeInto(target=OWN, reason="同一件")
    around = Around(case_id=OWN, cases={OWN: g.BUSY})
    given(*g.a_registered_case()).when(own, around=around).refused(no.CannotMerge, field="target")


def test_a_finding_is_no_repeat_of_a_complaint():
    answer = given(*play(g.finding())).when(g.REPEAT, around=beside(g.BUSY))
    answer.refused(no.NotAGrievance)


@pytest.mark.parametrize("wish", [g.MERGE, g.WITHDRAW], ids=["merge", "withdraw"])
def test_a_case_that_others_joined_does_not_leave_them_behind(wish):
    answer = given(*joined()).when(wish, around=beside(g.BUSY))
    answer.refused(no.HasMembers, saying="2026-00002")


def test_unmerged_it_stands_where_it_stood():
    before = CASE_DECIDER.fold(g.an_accepted_case())
    merged = play(g.MERGE, after=g.an_accepted_case())
    after = CASE_DECIDER.fold(play(g.UNMERGE, after=merged))
    kept = {**vars(after), "since": before.since, "statements": before.statements}
    assert kept == vars(before)


def test_a_passed_check_makes_the_answer_to_whoever_joined_fall_due():
    around = Around(case_id=OTHER, cases={OWN: CASE_DECIDER.fold(g.a_merged_case())})
    answer = given(*joined(g.SUBMIT)).when(g.PASS, around=around)
    (reply,) = answer.elsewhere
    assert (reply.case_id, reply.facts[0].kind) == (OWN, "reply-fell-due")


def test_who_joins_after_the_check_is_to_be_answered_at_once():
    checked = CASE_DECIDER.fold(g.a_checked_case())
    answer = given(*g.a_registered_case()).when(g.MERGE, around=beside(checked))
    assert [fact.kind for fact in answer.facts] == ["case-merged", "reply-fell-due"]
    assert answer.case.reply_due


def test_nobody_is_called_before_the_check():
    answer = given(*g.a_merged_case()).when(g.SOLVED, around=beside(g.BUSY))
    answer.refused(no.NoReplyDue)


def test_the_case_is_not_closed_while_somebody_who_joined_waits_for_an_answer():
    facts = joined(g.SUBMIT, g.PASS, g.SOLVED)
    given(*facts).when(g.CLOSE).refused(no.ReplyOwed, saying="2026-00002")


def test_whoever_joined_and_says_no_sends_the_case_back():
    checked = CASE_DECIDER.fold(joined(g.SUBMIT, g.PASS))
    waiting = given(*g.a_merged_case()).when(g.CONTACT, around=beside(checked))
    waiting.refused(no.NotOpenNow)
    merged = given(*g.a_registered_case()).when(g.MERGE, around=beside(checked)).facts
    answer = given(*g.a_registered_case(), *merged).when(g.UNSOLVED, around=beside(checked))
    told = next(one.facts[0] for one in answer.elsewhere if one.case_id == OTHER)
    assert (told.kind, told.task_due is not None) == ("complainant-answered", True)


def test_three_calls_on_two_days_are_enough_for_whoever_joined_too():
    checked = CASE_DECIDER.fold(joined(g.SUBMIT, g.PASS))
    facts = g.a_registered_case()
    facts += given(*facts).when(g.MERGE, around=beside(checked)).facts
    for days in (0, 0, 1):
        at = given(*facts).later.replace(day=2 + days)
        answer = given(*facts).when(g.UNREACHED, at=at, around=beside(checked))
        facts += answer.facts
    assert facts[-1].settled
    assert not answer.case.reply_due


def test_a_split_part_must_be_of_another_nature():
    same = g.SPLIT.model_copy(update={"matter": g.registration().matter})
    given(*g.a_registered_case()).when(same).refused(no.SomethingMissing, field="matter")


def test_a_split_part_is_a_case_of_its_own():
    answer = given(*g.a_registered_case()).when(g.SPLIT)
    answer.then(e.CaseSplit, into=g.NEW)
    (new,) = answer.elsewhere
    assert (new.opens, new.facts[0].out_of, new.facts[0].triage) == (True, OWN, Triage.OURS)
    assert answer.case.state is S.REGISTERED
