"""Which road a submission takes: ours, a petition, an accusation, an emergency, another lawful channel."""

import pytest

from aiwei.domain.calendar import end_of
from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case import refusals as no
from aiwei.domain.case.grounds import Correctable
from aiwei.domain.case.words import CaseState, MatterKind, Triage
from tests import given as g
from tests.given import (
    NEW,
    a_neighbour_joined,
    a_registered_case,
    an_accepted_case,
    given,
    play,
    registration,
)
from tests.town import MONDAY

BARE = {"excerpt_title": "", "excerpt_text": ""}
NOT_OURS = [t for t in Triage if t is not Triage.OURS]
ACCUSE = {"triage": Triage.ACCUSATION, **BARE}
TO_DISCIPLINE = c.TransferOut(
    triage=Triage.ACCUSATION, receiver_unit="JIWEI", handed_how="当面密封移交", explanation="检举公职人员"
)
JOINT = c.MergeInto(target=g.OTHER, reason="同一件事")
AGAIN = c.LinkRepeat(target=g.OTHER, reason="同一件事")


def transfer(**changes):
    return g.TRANSFER.model_copy(update=changes)


def to_discipline(**changes):
    return TO_DISCIPLINE.model_copy(update=changes)


def turned_into_an_accusation():
    """Accepted as ours with a released excerpt; then somebody read it again."""
    right = c.CorrectRecord(field=Correctable.TRIAGE, value=Triage.ACCUSATION, reason="反映的是干部")
    return play(right, after=an_accepted_case())


def test_a_case_is_transferred_to_whom_it_belongs_and_a_receipt_is_awaited():
    answer = given(*a_registered_case()).when(g.TRANSFER)
    fact = answer.then(e.CaseTransferredOut, triage=Triage.PETITION, reference="XF-2026-001")
    assert fact.receipt_due.at == end_of(MONDAY.date().replace(day=17))
    assert (answer.case.state, answer.case.triage) == (CaseState.TRANSFERRED_OUT, Triage.PETITION)


def test_an_accepted_case_may_still_turn_out_to_be_anothers():
    given(*an_accepted_case()).when(g.TRANSFER).then(e.CaseTransferredOut)


def test_a_petition_needs_the_number_of_the_petition_system():
    given(*a_registered_case()).when(transfer(reference="")).refused(no.SomethingMissing, field="reference")


def test_whoever_can_be_told_is_told_of_the_transfer():
    silent = transfer(told_how="")
    given(*a_registered_case()).when(silent).refused(no.SomethingMissing, field="told_how")
    given(*a_registered_case(contactable=False)).when(silent).then(e.CaseTransferredOut)


def test_a_transfer_says_to_whom():
    nobody = transfer(receiver="", receiver_unit=None)
    given(*a_registered_case()).when(nobody).refused(no.SomethingMissing, field="receiver")


def test_what_is_ours_is_not_transferred_as_ours():
    given(*a_registered_case()).when(transfer(triage=Triage.OURS)).refused(no.WrongRoad, field="triage")


def test_the_road_chosen_at_registration_is_kept_until_it_is_corrected():
    petition = a_registered_case(triage=Triage.PETITION)
    other = transfer(triage=Triage.EMERGENCY)
    given(*petition).when(other).refused(no.WrongRoad, field="triage", saying="信访事项")
    right = c.CorrectRecord(field=Correctable.TRIAGE, value="emergency", reason="实为警情")
    given(*play(right, after=petition)).when(other).then(e.CaseTransferredOut, triage=Triage.EMERGENCY)


@pytest.mark.parametrize(
    ("unit", "refusal"), [("ATLANTIS", no.UnknownPlace), ("BAMBOO", no.AccusedWouldReceive)]
)
def test_a_unit_that_receives_is_known_and_not_the_accused(unit, refusal):
    wish = transfer(receiver="", receiver_unit=unit)
    given(*a_registered_case(accused_unit="BAMBOO")).when(wish).refused(refusal, field="receiver_unit")


def test_the_receipt_of_whoever_took_it_over_is_noted():
    answer = given(*g.a_transferred_case()).when(g.ACKNOWLEDGE)
    answer.then(e.TransferAcknowledged, note="已收到并受理")
    assert answer.case.acknowledged


@pytest.mark.parametrize("road", NOT_OURS)
@pytest.mark.parametrize(
    "wish",
    [g.ACCEPT, g.DECLINE, g.PRE_VERIFY, g.SPLIT, JOINT, AGAIN, c.ReleaseExcerpt(title="标题", text="正文")],
    ids=lambda wish: type(wish).__name__,
)
def test_what_is_not_ours_is_neither_handled_here_nor_declined_nor_joined(road, wish):
    given(*a_registered_case(triage=road, **BARE)).when(wish).refused(no.WrongRoad, saying=road.label)


@pytest.mark.parametrize("wish", [g.DISPATCH, g.OPEN_CONSULTATION], ids=lambda wish: type(wish).__name__)
def test_what_turned_out_to_be_an_accusation_reaches_no_unit_any_more(wish):
    given(*turned_into_an_accusation()).when(wish).refused(no.WrongRoad, saying="检举控告")


def test_an_accusation_has_no_excerpt_from_the_first_moment():
    with_words = registration(triage=Triage.ACCUSATION)
    given().when(with_words).refused(no.WrongRoad, field="triage")
    given().when(registration(**ACCUSE)).then(e.CaseRegistered, excerpt=None)


def test_an_accusation_goes_to_the_discipline_body_and_nobody_is_called_first():
    answer = given(*a_registered_case(**ACCUSE)).when(TO_DISCIPLINE)
    answer.then(e.CaseTransferredOut, receiver_unit="JIWEI", told_how="")
    assert answer.case.is_sealed


@pytest.mark.parametrize(
    "changes",
    [{"receiver_unit": "PHCO"}, {"receiver_unit": "ATLANTIS"}, {"receiver_unit": None, "receiver": "镇纪委"},
     {"receiver": "县供电所"}],
    ids=["a unit", "an unknown one", "only by name", "somebody besides"],
)  # fmt: skip
def test_an_accusation_goes_to_nobody_else(changes):
    wish = to_discipline(**changes)
    given(*a_registered_case(**ACCUSE)).when(wish).refused(no.DisciplineOnly, field="receiver_unit")


@pytest.mark.parametrize("about", [{"accused_unit": "JIWEI"}, {"accused_person": "reviewer"}])
def test_an_accusation_never_goes_to_the_body_that_it_is_about_or_to_one_of_its_people(about):
    history = a_registered_case(**ACCUSE, **about)
    given(*history).when(TO_DISCIPLINE).refused(no.DisciplineOnly, field="receiver_unit", saying="上级")


def test_an_accusation_that_is_taken_back_does_not_become_a_finding():
    back = g.WITHDRAW.model_copy(update={"open_finding": True})
    given(*turned_into_an_accusation()).when(back).refused(no.WrongRoad)
    given(*turned_into_an_accusation()).when(g.WITHDRAW).then(e.CaseWithdrawn, finding=None)


def test_one_submission_with_a_complaint_and_a_tip_off_becomes_two_cases():
    answer = given(*a_registered_case(accused_unit="BAMBOO", secrecy=True)).when(g.SPLIT)
    answer.then(e.CaseSplit, into=NEW, matter="tip_off")
    assert answer.case.state is CaseState.REGISTERED
    (opened,) = answer.elsewhere
    (second,) = opened.facts
    assert (opened.case_id, opened.opens, second.out_of) == (NEW, True, g.OWN)
    assert (second.matter, second.accused_unit, second.secrecy, second.contactable) == (
        "tip_off", "BAMBOO", True, True,
    )  # fmt: skip
    assert (second.subject_ref, second.sealed) == (g.FRESH.subject_ref, g.FRESH.sealed)
    assert second.occurred_at == a_registered_case()[0].occurred_at


def test_a_part_of_the_same_nature_is_no_part():
    same = g.SPLIT.model_copy(update={"matter": MatterKind.COMPLAINT})
    given(*a_registered_case()).when(same).refused(no.SomethingMissing, field="matter")


def test_what_an_inspector_saw_is_not_split():
    given(*play(g.finding())).when(g.SPLIT).refused(no.NotAGrievance)


def test_a_case_that_others_joined_is_not_declined_before_they_are_taken_apart():
    joined = (*a_registered_case(), a_neighbour_joined())
    given(*joined).when(g.DECLINE).refused(no.HasMembers, saying="2026-00002")
    given(*joined).when(g.TRANSFER).refused(no.HasMembers)
    left = e.ComplaintLeft(occurred_at=MONDAY, complaint=g.OTHER, number="2026-00002", reason="实为两处")
    given(*joined, left).when(g.DECLINE).then(e.CaseDeclined)
