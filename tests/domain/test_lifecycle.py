"""The state machine as data: where it leads, and which of its steps make sense for a case."""

from collections.abc import Iterator

import pytest

from aiwei.domain.case import commands as c
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.lifecycle import OPEN, STEPS, open_steps
from aiwei.domain.case.words import CaseState as S
from aiwei.domain.case.words import Triage
from tests import given as g
from tests.domain.steps import EXTENSION_ASKED, SUSPENSION_ASKED
from tests.given import play

ANY_TIME = {"record-contact", "urge", "supervise", "list-for-supervision", "correct-record", "reveal"}
EXTENDING = {"request-extension", "grant-extension", "refuse-extension"}
HALTING = {"request-suspension", "grant-suspension", "refuse-suspension"}


def offered(facts) -> set[str]:
    return {step.verb for step in open_steps(CASE_DECIDER.fold(facts))}


def ways(begin: S) -> Iterator[tuple[str, S]]:
    for step in STEPS:
        if begin in step.open_in:
            yield from ((step.verb, state) for state in step.to)


def test_every_state_is_reached_and_each_but_the_archive_leads_on():
    reached, todo = set(), [S.REGISTERED]
    while todo:
        begin = todo.pop()
        reached.add(begin)
        todo += [state for _, state in ways(begin) if state not in reached]
    assert reached == set(S)
    assert {state for state in S if not list(ways(state))} == {S.ARCHIVED}


def test_only_a_closing_leads_to_closed_and_only_a_reopening_or_a_rebound_leads_back():
    assert {verb for state in S for verb, to in ways(state) if to is S.CLOSED} == {
        "close",
        "record-reinspection",
    }
    assert {(verb, to) for verb, to in ways(S.CLOSED) if to in OPEN} == {
        ("reopen", S.ACCEPTED),
        ("record-reinspection", S.IN_PROGRESS),
    }


@pytest.mark.parametrize("ended", [S.DECLINED, S.WITHDRAWN, S.TRANSFERRED_OUT])
def test_what_ended_otherwise_only_goes_to_the_archive(ended):
    assert {to for _, to in ways(ended)} == {S.ARCHIVED}


def test_what_passed_the_check_is_not_offered_another():
    passed = play(g.finding(), g.ACCEPT, g.DISPATCH, c.SignFor(), g.SUBMIT, g.PASS)
    contactless = {"record-contact", "reveal"}
    assert offered(passed) == {"close"} | ANY_TIME - contactless


def test_a_finding_is_neither_asked_about_first_nor_split_linked_or_withdrawn():
    of_the_public = {"request-pre-verification", "split", "link-repeat", "withdraw"}
    assert offered(play(g.registration())) - offered(play(g.finding())) == of_the_public | {
        "record-contact",
        "reveal",
    }


@pytest.mark.parametrize("road", [t for t in Triage if t is not Triage.OURS])
def test_what_is_not_ours_is_offered_to_be_transferred_and_no_work(road):
    bare = {"excerpt_title": "", "excerpt_text": ""}
    here = offered(play(g.registration(triage=road, **bare)))
    assert here == {"transfer-out", "withdraw"} | ANY_TIME


def test_what_others_joined_is_not_offered_a_way_that_would_lose_them():
    alone = g.a_registered_case()
    assert offered(alone) - offered((*alone, g.a_neighbour_joined())) == {
        "transfer-out",
        "merge-into",
        "link-repeat",
        "withdraw",
        "decline",
    }


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        (g.a_case_in_progress(), {"request-extension", "request-suspension"}),
        (EXTENSION_ASKED, {"grant-extension", "refuse-extension", "request-suspension"}),
        (SUSPENSION_ASKED, {"request-extension", "grant-suspension", "refuse-suspension"}),
    ],
    ids=["nothing asked", "extension asked", "suspension asked"],
)
def test_a_request_is_offered_once_and_an_answer_only_to_a_request(facts, wanted):
    assert offered(facts) & (EXTENDING | HALTING) == wanted


def test_a_return_is_offered_before_work_and_never_of_what_a_consultation_designated():
    designated = play(g.DESIGNATE, g.DISPATCH, after=g.a_case_in_consultation())
    assert "request-return" in offered(g.a_case_in_progress())
    assert "request-return" not in offered(play(g.FAIL, after=g.a_submitted_case()))
    assert "request-return" not in offered(designated)


def test_an_answer_to_supervision_is_offered_where_there_is_one_to_answer():
    assert "answer-supervision" not in offered(play(g.URGE, after=g.a_case_in_progress()))
    assert "answer-supervision" in offered(play(g.SUPERVISE, after=g.a_case_in_progress()))


def test_an_appeal_is_offered_to_who_was_late_and_its_review_while_it_waits():
    late = g.a_late_closed_case()
    appeals = {"appeal-lateness", "review-lateness-appeal"}
    assert offered(g.a_closed_case()) & appeals == set()
    assert offered(late) & appeals == {"appeal-lateness"}
    assert offered(play(g.APPEAL, after=late)) & appeals == {"review-lateness-appeal"}


def test_a_receipt_of_a_transfer_is_noted_once():
    assert "acknowledge-transfer" not in offered(play(g.ACKNOWLEDGE, after=g.a_transferred_case()))
