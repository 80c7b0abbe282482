"""Every door comes here: load, decide, record; once, in the right order, and by the right hand."""

import asyncio
from uuid import UUID

import pytest

from aiwei.application.desk import Caller
from aiwei.application.intake import Intake
from aiwei.application.refusals import EvidenceMissing, NoSuchCase, OutOfDate
from aiwei.domain.case import commands as c
from aiwei.domain.case import refusals as no
from aiwei.domain.case.words import CaseKind, Channel
from aiwei.domain.office import SYSTEM, By, Via
from aiwei.store.append import AlreadyClaimed, Clash, CommandIdReused
from tests import given as g
from tests.desks import complaint
from tests.store.books import together

ONCE = UUID("00000000-0000-4000-8000-00000000000c")
RELEASE = c.ReleaseExcerpt(title="垃圾堆放", text="门口垃圾堆放多日")
WAY = (g.ACCEPT, RELEASE, g.DISPATCH, c.SignFor(), g.SUBMIT, g.PASS, g.SOLVED, g.CLOSE)


def test_a_case_goes_from_intake_to_closure(office):
    case_id = office.play(*WAY)
    assert [event.kind for event in office.events(case_id)] == [
        "case-registered",
        "case-accepted",
        "excerpt-released",
        "case-dispatched",
        "dispatch-signed-for",
        "rectification-submitted",
        "check-passed",
        "follow-up-recorded",
        "case-closed",
    ]


def test_a_registration_answers_with_its_number_its_stream_and_its_position(office):
    first, second = office.take_in(), office.take_in()
    assert (first.number, second.number) == ("2026-00001", "2026-00002")
    assert first.receipt.stream == f"case-{first.case_id}"
    assert office.events(second.case_id)[0].number == "2026-00002"
    assert second.receipt.position == office.desk.book.last_position()


def test_each_fact_is_signed_with_the_post_in_which_it_was_done(office):
    case_id = office.play(g.ACCEPT, RELEASE, g.DISPATCH, c.SignFor())
    recorded = office.desk.history(case_id)
    assert recorded[0].by == By(person="clerk", post="CLERK", unit="PHCO")
    assert recorded[-1].by == By(person="cloud", post="CLOUD-1", unit="CLOUD")
    assert (recorded[0].via, recorded[-1].via) == (Via.TUI, Via.API)


def test_the_system_registers_in_its_own_post(office):
    case_id = office.take_in(by=SYSTEM).case_id
    assert office.desk.history(case_id)[0].by == By(person=SYSTEM, post="SYSTEM", unit="")


def test_a_finding_needs_no_vault_and_its_words_are_its_excerpt(office):
    seen = Intake(
        case_kind=CaseKind.FINDING,
        channel=Channel.INSPECTION,
        title="桶满",
        text="桶满溢",
        no_photo_reason="雨天",
    )
    (event,) = office.events(office.take_in(seen).case_id)
    assert (event.subject_ref, event.sealed, event.excerpt.text) == (None, None, "桶满溢")


def test_a_case_that_is_not_there_is_refused(office):
    with pytest.raises(NoSuchCase):
        office.ask(ONCE, g.ACCEPT)


def test_a_refused_command_leaves_nothing_behind(office):
    case_id = office.take_in().case_id
    with pytest.raises(no.NotOpenNow):
        office.ask(case_id, g.CLOSE)
    with pytest.raises(no.NotYourDuty):
        office.ask(case_id, g.ACCEPT, by="cloud")
    assert len(office.events(case_id)) == 1


def test_whoever_saw_an_older_version_is_told_so(office):
    case_id = office.take_in().case_id
    office.ask(case_id, g.ACCEPT, expected=1)
    with pytest.raises(OutOfDate, match="第 1 版，现在是第 2 版"):
        office.ask(case_id, RELEASE, expected=1)
    assert office.ask(case_id, RELEASE, expected=2).version == 3


def test_without_an_expected_version_the_decision_is_made_again_on_what_the_case_has_become(office):
    case_id = office.play(g.ACCEPT)
    release = [c.ReleaseExcerpt(title=f"第{n}稿", text="正文") for n in range(3)]
    answers = together([lambda w=w: office.ask(case_id, w) for w in release], 3)
    assert sorted(a.version for a in answers) == [3, 4, 5]


def test_whoever_expects_a_version_loses_to_whoever_was_first(office, monkeypatch):
    case_id = office.take_in().case_id

    def somebody_else_is_first(*_):
        raise Clash("过时")

    monkeypatch.setattr(office.desk.book, "record", somebody_else_is_first)
    with pytest.raises(OutOfDate, match="刷新"):
        office.ask(case_id, g.ACCEPT, expected=1)


def test_a_registration_sent_twice_is_one_case(office):
    told = complaint()
    first = office.take_in(told, command_id=ONCE)
    office.wall.later(days=400)
    again = office.take_in(told, command_id=ONCE)
    assert (again.case_id, again.number) == (first.case_id, first.number)
    assert again.receipt.repeated
    assert len(office.desk.book.load(first.receipt.stream)) == 1


def test_a_registration_sent_eight_times_at_once_is_one_case(office):
    told = complaint()
    answers = together([lambda: office.take_in(told, command_id=ONCE)] * 8, 8)
    assert len({a.case_id for a in answers}) == 1


def test_a_command_sent_twice_is_carried_out_once_even_when_the_state_has_moved_on(office):
    case_id = office.take_in().case_id
    first = office.ask(case_id, g.ACCEPT, command_id=ONCE)
    office.ask(case_id, RELEASE)
    again = office.ask(case_id, g.ACCEPT, command_id=ONCE)
    assert again == first._replace(repeated=True)


@pytest.mark.parametrize("other", [RELEASE, g.ACCEPT.model_copy(update={"site": "村西"})])
def test_a_command_id_is_not_used_for_something_else(office, other):
    case_id = office.take_in().case_id
    office.ask(case_id, g.ACCEPT, command_id=ONCE)
    with pytest.raises(CommandIdReused):
        office.ask(case_id, other, command_id=ONCE)


def test_a_command_id_is_not_used_for_another_case(office):
    one, two = office.take_in().case_id, office.take_in().case_id
    office.ask(one, g.ACCEPT, command_id=ONCE)
    with pytest.raises(CommandIdReused):
        office.ask(two, g.ACCEPT, command_id=ONCE)


def test_the_sources_number_is_taken_once(office):
    from_hotline = complaint(source_system="12345", source_number="JY-1")
    first = office.take_in(from_hotline)
    with pytest.raises(AlreadyClaimed) as refused:
        office.take_in(from_hotline)
    assert refused.value.stream == f"case-{first.case_id}"
    assert office.take_in(complaint(source_system="网信", source_number="JY-1")).number == "2026-00002"


def test_numbers_begin_anew_with_the_year(office):
    office.take_in()
    office.wall.later(days=365)
    assert office.take_in().number == "2027-00001"


def soon(office, told, command_id=None):
    return asyncio.run(office.desk.register_soon(told, Caller("clerk", Via.API, command_id)))


def test_a_registration_that_does_not_hold_its_thread_ends_the_same(office):
    told = complaint()
    first, again = soon(office, told, ONCE), soon(office, told, ONCE)
    assert (first.number, again.case_id) == ("2026-00001", first.case_id)
    assert again.receipt == first.receipt._replace(repeated=True)
    assert office.take_in(told, command_id=ONCE).case_id == first.case_id
    with pytest.raises(no.UnknownPlace):
        soon(office, complaint(village="ATLANTIS"))


def test_a_repeat_seals_nothing_a_second_time(office):
    office.take_in(complaint(), command_id=ONCE)
    office.take_in(complaint(), command_id=ONCE)
    with office.desk.book.connection() as conn:
        assert conn.execute("SELECT count(*) AS n FROM vault.subjects").fetchone()["n"] == 1


def test_a_repeat_of_a_command_that_is_still_open_is_carried_out_once(office):
    case_id = office.take_in().case_id
    first = office.ask(case_id, RELEASE, command_id=ONCE, expected=1)
    again = office.ask(case_id, RELEASE, command_id=ONCE)
    late = office.ask(case_id, RELEASE, command_id=ONCE, expected=1)
    assert again == late == first._replace(repeated=True)
    assert len(office.events(case_id)) == 2


def test_a_photo_that_is_not_kept_is_refused_before_anything_points_at_it(office):
    seen = Intake(
        case_kind=CaseKind.FINDING, channel=Channel.INSPECTION, title="桶", text="满", photos=("ab" * 32,)
    )
    with pytest.raises(EvidenceMissing):
        office.take_in(seen)
