"""Registration, excerpt, acceptance, refusal to accept."""

from datetime import date, timedelta

import pytest

from aiwei.domain.calendar import end_of
from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case import refusals as no
from aiwei.domain.case.grounds import Verification
from aiwei.domain.case.words import Area, CaseKind, CaseState, Category, Channel, MatterKind, Urgency
from aiwei.domain.deadlines import UnknownRule
from aiwei.domain.office import SYSTEM
from tests.given import (
    ACCEPT,
    DECLINE,
    PRE_VERIFY,
    SUBJECT,
    VERIFIED,
    a_dispatched_case,
    a_registered_case,
    finding,
    given,
    play,
    registration,
)
from tests.town import MONDAY

FRIDAY_BEFORE = MONDAY - timedelta(days=3)  # and the Saturday between them is worked


def test_a_registered_case_waits_for_acceptance_and_keeps_only_a_reference_to_who_complained():
    answer = given().when(registration())
    fact = answer.then(e.CaseRegistered, subject_ref=SUBJECT, contactable=True, number="2026")
    assert fact.excerpt == e.Excerpt(title="垃圾无人清运", text="村东头大坑边垃圾堆放多日。")
    assert (answer.case.state, answer.case.has_subject) == (CaseState.REGISTERED, True)


def test_the_moment_of_receipt_is_the_business_time_and_acceptance_is_due_from_registration():
    fact = given().when(registration(received_at=FRIDAY_BEFORE), at=MONDAY).then(e.CaseRegistered)
    assert fact.occurred_at == FRIDAY_BEFORE
    assert fact.accept_due.at == end_of(date(2026, 3, 3))


def test_the_running_number_is_put_behind_the_year():
    fact = given().when(registration()).then(e.CaseRegistered)
    assert fact.numbered(42).number == "2026-00042"


def test_the_number_of_the_source_is_kept_with_its_system():
    fact = given().when(registration(source_system="12345", source_number="A-7")).then(e.CaseRegistered)
    assert fact.source == e.Source(system="12345", number="A-7")


def test_the_excerpt_may_come_later():
    fact = given().when(registration(excerpt_title="", excerpt_text="")).then(e.CaseRegistered)
    assert fact.excerpt is None


@pytest.mark.parametrize("half", [{"excerpt_title": ""}, {"excerpt_text": ""}])
def test_half_an_excerpt_is_refused(half):
    given().when(registration(**half)).refused(no.SomethingMissing, field="excerpt_title")


def test_a_village_that_the_register_does_not_know_is_refused():
    given().when(registration(village="ATLANTIS")).refused(no.UnknownPlace, field="village")


def test_a_finding_has_a_photo_or_says_why_not():
    given().when(finding(photos=())).refused(no.SomethingMissing, field="no_photo_reason")
    given().when(finding(photos=(), no_photo_reason="雨天未拍")).then(e.CaseRegistered)
    given().when(finding()).then(e.CaseRegistered, case_kind=CaseKind.FINDING)


def test_an_import_may_register_though_nobody_is_at_the_desk():
    given().when(registration(channel=Channel.ONLINE), by=SYSTEM).then(e.CaseRegistered)


def test_a_released_excerpt_replaces_the_first():
    wish = c.ReleaseExcerpt(title="更准确的标题", text="更准确的正文")
    answer = given(*a_registered_case()).when(wish)
    answer.then(e.ExcerptReleased, excerpt=e.Excerpt(title="更准确的标题", text="更准确的正文"))
    assert answer.case.excerpt.title == "更准确的标题"
    assert answer.case.state is CaseState.REGISTERED


def test_acceptance_promises_a_day_counted_from_receipt():
    history = a_registered_case(received_at=FRIDAY_BEFORE)
    answer = given(*history).when(ACCEPT, at=MONDAY)
    fact = answer.then(e.CaseAccepted, handle_rule="12345-COMPLAINT", matter=MatterKind.COMPLAINT)
    assert (fact.case_due.rule, fact.case_due.counted_from) == ("12345-COMPLAINT@1", FRIDAY_BEFORE)
    assert fact.case_due.at == end_of(date(2026, 3, 12))
    assert answer.case.state is CaseState.ACCEPTED


@pytest.mark.parametrize(
    ("matter", "rule"),
    [
        (MatterKind.INQUIRY, "12345-CONSULT"),
        (MatterKind.HELP_REQUEST, "12345-HELP"),
        (MatterKind.SUGGESTION, "12345-HELP"),
        (MatterKind.COMPLAINT, "12345-COMPLAINT"),
        (MatterKind.TIP_OFF, "12345-COMPLAINT"),
    ],
)
def test_the_limit_of_a_complaint_follows_from_what_is_asked_for(matter, rule):
    wish = ACCEPT.model_copy(update={"matter": matter})
    given(*a_registered_case()).when(wish).then(e.CaseAccepted, handle_rule=rule, matter=matter)


@pytest.mark.parametrize(
    ("category", "urgency", "rule"),
    [
        (Category.EXPOSED_WASTE, Urgency.IMMEDIATE, "FIND-NOW"),
        (Category.EXPOSED_WASTE, Urgency.NORMAL, "FIND-A"),
        (Category.EXPOSED_WASTE, Urgency.LONG_TERM, "FIND-E"),
        (Category.DIRTY_ROAD, Urgency.URGENT, "FIND-A-ROAD"),
        (Category.RUBBLE, Urgency.NORMAL, "FIND-B"),
        (Category.RECORDS, Urgency.NORMAL, "FIND-C"),
        (Category.WATER_BODY, Urgency.NORMAL, "FIND-D"),
    ],
)
def test_the_limit_of_a_finding_follows_from_its_class_and_its_clock_waits_for_dispatch(
    category, urgency, rule
):
    wish = c.Accept(category=category, area=Area.ENVIRONMENT, urgency=urgency)
    history = given(*given().when(finding()).facts)
    history.when(wish).then(e.CaseAccepted, handle_rule=rule, case_due=None)


def test_a_clerk_may_choose_another_rule_but_not_one_that_does_not_exist():
    chosen = ACCEPT.model_copy(update={"handle_rule": "12345-CONSULT"})
    unknown = ACCEPT.model_copy(update={"handle_rule": "12345-NEVER"})
    given(*a_registered_case()).when(chosen).then(e.CaseAccepted, handle_rule="12345-CONSULT")
    given(*a_registered_case()).when(unknown).refused(UnknownRule, field="handle_rule")


def test_a_complaint_whose_matter_nobody_named_cannot_be_promised_a_day():
    given(*a_registered_case(matter=None)).when(ACCEPT).refused(no.SomethingMissing, field="matter")


def test_acceptance_keeps_the_village_of_the_registration_unless_it_names_another():
    moved = ACCEPT.model_copy(update={"village": "BAMBOO"})
    lost = ACCEPT.model_copy(update={"village": "ATLANTIS"})
    given(*a_registered_case()).when(ACCEPT).then(e.CaseAccepted, village="CLOUD")
    given(*a_registered_case()).when(moved).then(e.CaseAccepted, village="BAMBOO")
    given(*a_registered_case()).when(lost).refused(no.UnknownPlace, field="village")


def test_an_emergency_of_the_public_is_dispatched_within_two_hours_of_its_receipt():
    urgent = ACCEPT.model_copy(update={"urgency": Urgency.CRITICAL})
    fact = given(*a_registered_case(matter=None)).when(urgent).then(e.CaseAccepted)
    assert (fact.handle_rule, fact.dispatch_due.at) == ("12345-MAJOR", MONDAY + timedelta(hours=2))


def test_a_complainant_who_can_be_reached_is_called_within_a_working_day_of_receipt():
    called = given(*a_registered_case()).when(ACCEPT).then(e.CaseAccepted)
    assert called.contact_due.at == end_of(date(2026, 3, 3))
    given(*a_registered_case(contactable=False)).when(ACCEPT).then(e.CaseAccepted, contact_due=None)


def test_a_rule_that_runs_from_acceptance_is_counted_from_there():
    by_hand = ACCEPT.model_copy(update={"handle_rule": "PETITION-HANDLE"})
    fact = given(*a_registered_case(received_at=FRIDAY_BEFORE)).when(by_hand).then(e.CaseAccepted)
    assert fact.case_due.counted_from == fact.occurred_at
    assert fact.case_due.at == end_of(fact.occurred_at.date() + timedelta(days=60))


def test_what_a_superior_promised_earlier_binds_a_working_day_before():
    sooner = MONDAY.replace(day=10, hour=17)
    fact = given(*a_registered_case(promised_at=sooner)).when(ACCEPT).then(e.CaseAccepted)
    assert (fact.case_due.rule, fact.case_due.at) == ("UPSTREAM@1", end_of(date(2026, 3, 9)))
    later = a_registered_case(promised_at=MONDAY.replace(month=5))
    assert given(*later).when(ACCEPT).then(e.CaseAccepted).case_due.rule == "12345-COMPLAINT@1"


def test_a_promise_of_a_superior_before_the_receipt_is_refused():
    wrong = registration(promised_at=FRIDAY_BEFORE, received_at=MONDAY)
    given().when(wrong).refused(no.WrongTime, field="promised_at")


@pytest.mark.parametrize(("field", "code"), [("accused_person", "nobody"), ("accused_unit", "ATLANTIS")])
def test_an_accused_whom_the_register_does_not_know_would_bar_nobody_and_is_refused(field, code):
    given().when(registration(**{field: code})).refused(no.UnknownPlace, field=field)


def test_what_the_public_said_is_looked_at_first_and_the_result_is_read_at_acceptance():
    asked = given(*a_registered_case()).when(PRE_VERIFY)
    fact = asked.then(e.PreVerificationRequested, question=PRE_VERIFY.question)
    assert (asked.case.state, fact.verify_due.rule) == (CaseState.PRE_VERIFYING, "PRE-VERIFY@1")
    looked = given(*play(PRE_VERIFY, after=a_registered_case())).when(VERIFIED)
    looked.then(e.PreVerificationReported, result=Verification.TRUE, note="现场看过，属实")
    assert (looked.case.state, looked.case.verification) == (CaseState.REGISTERED, Verification.TRUE)


def test_what_an_inspector_saw_needs_no_look_before():
    given(*play(finding())).when(PRE_VERIFY).refused(no.NotAGrievance)


def test_a_declined_case_ends_and_says_where_to_go_instead():
    answer = given(*a_registered_case()).when(DECLINE)
    answer.then(e.CaseDeclined, explanation="请向县供电所反映", told_how="电话告知")
    assert answer.case.state is CaseState.DECLINED


def test_whoever_can_be_told_must_be_told_why_not():
    untold = DECLINE.model_copy(update={"told_how": ""})
    given(*a_registered_case()).when(untold).refused(no.SomethingMissing, field="told_how")
    given(*a_registered_case(contactable=False)).when(untold).then(e.CaseDeclined)


def test_to_decline_takes_whoever_may_close():
    given(*a_registered_case()).when(DECLINE, by="clerk").refused(no.NotYourDuty)


def test_what_was_released_cannot_be_changed_once_the_unit_has_it():
    wish = c.ReleaseExcerpt(title="新", text="新")
    given(*a_dispatched_case()).when(wish).refused(no.NotOpenNow, saying="待签收")
