"""A decision that touches several cases is recorded whole: both sides of it, or neither."""

from uuid import UUID

import pytest

from aiwei.application.desk import Caller
from aiwei.application.refusals import OutOfDate
from aiwei.domain.case import commands as c
from aiwei.domain.case import refusals as no
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.words import CaseState as S
from aiwei.domain.case.words import MatterKind
from aiwei.domain.office import Via
from tests import given as g
from tests.desks import PHONE, Office, complaint
from tests.store.books import together

RELEASE = c.ReleaseExcerpt(title="垃圾堆放", text="门口垃圾堆放多日")
TO_UNIT = (g.ACCEPT, RELEASE, g.DISPATCH, c.SignFor())
OTHER_PHONE = "13900002222"


def case_of(office: Office, case_id: UUID):
    return CASE_DECIDER.fold(office.events(case_id))


def neighbour(**changes):
    """The same heap, told by somebody else."""
    return complaint(
        name="云大山", phone=OTHER_PHONE, address="云栖村四组2号", text="大坑又堆满了", **changes
    )


def joined(office: Office) -> tuple[UUID, UUID]:
    """A case in the unit's hands, and a neighbour's complaint that joined it."""
    target = office.play(*TO_UNIT)
    alias = office.take_in(neighbour()).case_id
    office.ask(alias, c.MergeInto(target=target, reason="同一大坑"))
    return target, alias


def test_a_merge_stands_in_both_histories_or_in_none(office):
    target, alias = joined(office)
    assert [office.events(case)[-1].kind for case in (target, alias)] == ["complaint-joined", "case-merged"]
    closed = office.play(*TO_UNIT, g.SUBMIT, g.PASS, g.SOLVED, g.CLOSE)
    late = office.take_in(neighbour()).case_id
    with pytest.raises(no.CannotMerge):
        office.ask(late, c.MergeInto(target=closed, reason="同一大坑"))
    assert len(office.events(late)) == 1


def test_merge_then_unmerge_leaves_both_as_they_were(office):
    target = office.play(*TO_UNIT)
    alias = office.play(g.ACCEPT, intake=neighbour())
    before = [case_of(office, case) for case in (target, alias)]
    office.ask(alias, c.MergeInto(target=target, reason="同一大坑"))
    office.ask(alias, c.Unmerge(reason="实为两处"))
    after = [case_of(office, case) for case in (target, alias)]
    for was, now in zip(before, after, strict=True):
        told = {**vars(now), "since": was.since, "statements": was.statements}
        assert told == vars(was)


def test_each_complainant_is_answered_before_the_case_is_closed(office):
    target, alias = joined(office)
    for wish in (g.SUBMIT, g.PASS, g.SOLVED):
        office.ask(target, wish)
    with pytest.raises(no.ReplyOwed, match=case_of(office, alias).number):
        office.ask(target, g.CLOSE)
    office.ask(alias, g.SOLVED)
    office.ask(target, g.CLOSE)
    assert (case_of(office, target).state, case_of(office, alias).state) == (S.CLOSED, S.MERGED)


def test_a_neighbour_who_says_no_sends_the_case_back_and_puts_off_the_others(office):
    target, alias = joined(office)
    third = office.take_in(neighbour()).case_id
    office.ask(third, c.LinkRepeat(target=target, reason="同一大坑"))
    for wish in (g.SUBMIT, g.PASS):
        office.ask(target, wish)
    office.ask(alias, g.UNSOLVED)
    assert case_of(office, target).state is S.IN_PROGRESS
    assert [case_of(office, one).reply_due for one in (alias, third)] == [False, False]
    for wish in (g.SUBMIT, g.PASS):
        office.ask(target, wish)
    assert [case_of(office, one).reply_due for one in (alias, third)] == [True, True]


def test_what_is_written_of_two_cases_gives_neither_complainant_away(office):
    target = office.play(*TO_UNIT)
    alias = office.take_in(neighbour()).case_id
    for phone in (PHONE, OTHER_PHONE):
        with pytest.raises(no.ExcerptLeaks):
            office.ask(alias, c.MergeInto(target=target, reason=f"与{phone}反映的相同"))


def test_a_split_part_has_its_own_number_and_its_own_key_in_the_vault(office):
    first = office.take_in().case_id
    office.ask(first, g.SPLIT)
    second = office.events(first)[-1].into
    told = office.events(second)[0]
    assert (told.number, told.matter, told.out_of) == ("2026-00002", MatterKind.TIP_OFF, first)
    own = office.events(first)[0].subject_ref
    assert told.subject_ref != own
    vault = office.desk.vault
    assert vault.contact(told.subject_ref) == vault.contact(own)
    assert vault.original(told.subject_ref) == vault.original(own)
    assert vault.digest(told.subject_ref) == told.sealed


def test_a_complaint_withdrawn_though_true_goes_on_as_a_finding_without_a_gap_in_the_numbers(office):
    case = office.play(RELEASE, g.PRE_VERIFY, g.VERIFIED)
    office.ask(case, g.WITHDRAW.model_copy(update={"open_finding": True}))
    finding = office.events(office.events(case)[-1].finding)
    assert (finding[0].number, finding[0].subject_ref, finding[0].contactable) == ("2026-00002", None, False)
    assert office.take_in().number == "2026-00003"


def test_of_eight_who_decide_at_once_one_is_recorded_and_seven_hear_why_not(office):
    case = office.play(*TO_UNIT[:3])

    def sign(number: int):
        told = c.SignFor(manner="on_behalf_phone", told=f"第 {number} 人")
        return office.desk.handle(case, told, Caller("clerk", Via.API), expected=4)

    answers = together([lambda n=n: sign(n) for n in range(8)], 8)
    refused = [a for a in answers if isinstance(a, Exception)]
    assert len(refused) == 7
    assert {type(a) for a in refused} <= {OutOfDate, no.NotOpenNow}
    assert len(office.events(case)) == 5


def test_eight_merges_into_one_case_all_arrive(office):
    target = office.play(*TO_UNIT)
    aliases = [office.take_in(neighbour()).case_id for _ in range(8)]
    wish = c.MergeInto(target=target, reason="同一大坑")
    answers = together(
        [lambda a=a: office.desk.handle(a, wish, Caller("clerk", Via.API)) for a in aliases], 8
    )
    members = case_of(office, target).members
    merged = [a for a in aliases if case_of(office, a).state is S.MERGED]
    assert set(members) == set(merged)
    assert {type(a) for a in answers if isinstance(a, Exception)} <= {OutOfDate}


def test_a_look_or_a_notice_in_between_makes_no_form_out_of_date(office):
    case = office.play(*TO_UNIT)
    office.ask(case, g.REVEAL)
    receipt = office.ask(case, g.SUBMIT, expected=5)
    assert receipt.version == 7
    with pytest.raises(OutOfDate):
        office.ask(case, g.PASS, expected=5)


def test_a_file_whose_sealed_words_were_changed_is_not_archived(office):
    case = office.take_in().case_id
    office.ask(case, g.DECLINE)
    with office.desk.book.connection() as conn:
        conn.execute("UPDATE vault.subjects SET original = original || '\\x00'::bytea")
    with pytest.raises(no.SelfCheckFailed, match="不一致"):
        office.ask(case, g.ARCHIVE)


def test_an_alias_is_not_archived_before_the_case_that_it_joined_has_ended(office):
    _, alias = joined(office)
    with pytest.raises(no.SelfCheckFailed, match="还没有办结"):
        office.ask(alias, g.ARCHIVE)
