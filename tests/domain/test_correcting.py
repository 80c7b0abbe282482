"""Corrections: by the author or the head, with what it was; never in place of what was recorded."""

from dataclasses import replace

import pytest

from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case import refusals as no
from aiwei.domain.case.grounds import Correctable as F
from aiwei.domain.case.words import Category, Triage
from tests import given as g
from tests.given import AROUND, given
from tests.town import MONDAY

OTHERS = replace(AROUND, authors=("somebody",) * 50)


def wish(field, value, **more):
    return c.CorrectRecord(field=field, value=value, reason="录错", **more)


@pytest.mark.parametrize(
    ("field", "value", "old", "new"),
    [
        (F.SITE, "村西头", "村东头大坑边", "村西头"),
        (F.CATEGORY, "积存渣土", "exposed_waste", "rubble"),
        (F.CATEGORY, "rubble", "exposed_waste", "rubble"),
        (F.VILLAGE, "虚竹村", "CLOUD", "BAMBOO"),
        (F.CHANNEL, "来访", "phone", "visit"),
    ],
)
def test_the_old_value_stays_beside_the_new(field, value, old, new):
    answer = given(*g.an_accepted_case()).when(wish(field, value))
    answer.then(e.RecordCorrected, field=field, old=old, new=new)


def test_the_case_goes_on_with_what_it_should_have_been():
    answer = given(*g.an_accepted_case()).when(wish(F.CATEGORY, "积存渣土"))
    assert answer.case.category is Category.RUBBLE


def test_the_true_moment_of_receipt_moves_the_promise_that_was_counted_from_it():
    answer = given(*g.an_accepted_case()).when(wish(F.RECEIVED_AT, "2026-02-27T09:00:00+08:00"))
    due = answer.then(e.RecordCorrected).case_due
    assert (due.was, f"{due.at:%m-%d}") == (g.an_accepted_case()[-1].case_due.at, "03-12")


@pytest.mark.parametrize("value", ["昨天", "2027-01-01T09:00:00+08:00"])
def test_a_moment_that_is_none_or_to_come_is_refused(value):
    given(*g.an_accepted_case()).when(wish(F.RECEIVED_AT, value)).refused(no.SomethingMissing, field="value")


def test_nothing_is_corrected_to_what_it_is():
    given(*g.an_accepted_case()).when(wish(F.SITE, "村东头大坑边")).refused(
        no.NothingToCorrect, field="value"
    )


def test_only_the_author_and_the_head_correct():
    facts = g.an_accepted_case()
    given(*facts).when(g.CORRECT, by="clerk", around=OTHERS).refused(no.NotTheAuthor)
    given(*facts).when(g.CORRECT, by="clerk").then(e.RecordCorrected)
    given(*facts).when(g.CORRECT, by="chief", around=OTHERS).then(e.RecordCorrected)


def test_the_words_of_one_event_are_corrected_by_its_number():
    facts = g.a_submitted_case()
    right = wish(F.STATEMENT, "清运两车", of_version=len(facts))
    given(*facts).when(right).then(e.RecordCorrected, of_version=len(facts), new="清运两车")
    for none in (None, len(facts) + 1):
        wrong = wish(F.STATEMENT, "清运两车", of_version=none)
        given(*facts).when(wrong).refused(no.SomethingMissing, field="of_version")


@pytest.mark.parametrize(("field", "value"), [(F.CATEGORY, "没有这类"), (F.VILLAGE, "没有这村")])
def test_a_word_that_is_not_there_is_refused(field, value):
    answer = given(*g.an_accepted_case()).when(wish(field, value))
    answer.refused(no.UnknownPlace if field is F.VILLAGE else no.SomethingMissing, field="value")


def test_a_wrong_road_is_put_right_before_dispatch_only():
    answer = given(*g.a_registered_case(triage=Triage.PETITION)).when(wish(F.TRIAGE, "ours"))
    assert answer.case.triage is Triage.OURS
    late = given(*g.a_dispatched_case()).when(wish(F.TRIAGE, "accusation"), at=MONDAY.replace(day=4))
    late.refused(no.WrongRoad, field="field")
