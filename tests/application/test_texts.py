"""Texts as people and machines send them: nothing is lost, nothing crashes, nothing stops the read model."""

import pytest
from pydantic import ValidationError

from aiwei.application.intake import Intake
from aiwei.domain.case.commands import ReleaseExcerpt
from aiwei.domain.case.words import CaseKind, Channel
from aiwei.projections.cases import Cases
from aiwei.projections.projector import Projector
from tests import given as g
from tests.desks import complaint

STRANGE = {
    "NUL": "垃\x00圾",
    "control characters": "垃\x01\x07\x1b[31m\x7f\x9b圾",
    "byte order mark": "\ufeff垃圾",
    "emoji": "垃圾😀👨\u200d👩\u200d👧",
    "rare characters": "𠮷𡈽垃圾",
    "lines and tabs": "垃圾\r\n\t第二行",
    "right to left": "垃\u202e圾",
    "quotes": "垃圾'; DROP TABLE aiwei_events; --\"\\",
    "ten thousand": "垃圾" * 5_000,
    "percent": "垃圾%s %(x)s {} {0}",
}
any_text = pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)


def projected(office, case_id):
    """The row of the case after the read model has caught up."""
    Projector(office.desk.book, Cases(office.desk.book)).catch_up()
    with office.desk.book.connection() as conn:
        return conn.execute("SELECT * FROM read.cases WHERE case_id = %s", (case_id,)).fetchone()


@any_text
def test_the_words_of_a_complaint_are_kept_and_its_draft_can_be_read(office, text):
    case_id = office.take_in(complaint(text=text)).case_id
    kept = office.desk.vault.original(office.events(case_id)[0].subject_ref).text
    draft = office.desk.vault.draft(case_id).body
    for word in (kept, draft):
        assert readable(word) == readable(text)
    assert projected(office, case_id)["number"] == "2026-00001"


def readable(text):
    """Letters, characters and digits: what a person reads."""
    return [char for char in text if char.isalnum()]


@any_text
def test_the_words_of_a_finding_and_of_a_released_excerpt_reach_the_read_model(office, text):
    seen = Intake(
        case_kind=CaseKind.FINDING, channel=Channel.INSPECTION, title="桶", text=text, no_photo_reason="雨天"
    )
    found = office.take_in(seen).case_id
    told = office.take_in(complaint()).case_id
    office.ask(told, ReleaseExcerpt(title="桶", text=text))
    assert projected(office, found)["excerpt"] == projected(office, told)["excerpt"]


@any_text
def test_strange_names_numbers_and_codes_do_not_stop_the_read_model(office, text):
    short = text[:40]
    strange = complaint(
        name=short,
        phone=short,
        source_system=short,
        source_number=short,
        extra={short: text},
    )
    case_id = office.take_in(strange).case_id
    assert projected(office, case_id)["source_number"]


@any_text
def test_strange_prose_in_any_later_command_does_not_stop_the_read_model(office, text):
    case_id = office.take_in(complaint()).case_id
    office.ask(case_id, g.ACCEPT.model_validate(g.ACCEPT.model_dump() | {"site": text[:40]}))
    assert projected(office, case_id)["state"] == "accepted"


@pytest.mark.parametrize("field", ["title", "text", "name", "phone", "address", "site", "source_number"])
def test_half_a_character_is_refused_at_the_door_with_its_field(field):
    with pytest.raises(ValidationError) as refused:
        complaint(**{field: "垃\ud83d圾"})
    assert refused.value.errors()[0]["loc"][0] == field


@pytest.mark.parametrize(("field", "most"), [("title", 200), ("text", 40_000), ("name", 60), ("phone", 40)])
def test_a_text_too_long_is_refused_with_its_field(field, most):
    complaint(**{field: "长" * most})
    with pytest.raises(ValidationError) as refused:
        complaint(**{field: "长" * (most + 1)})
    assert refused.value.errors()[0]["loc"] == (field,)


@pytest.mark.parametrize("blank", ["", "   ", "\n\t", "\x00"])
@pytest.mark.parametrize("field", ["title", "text"])
def test_a_report_without_words_is_refused(field, blank):
    with pytest.raises(ValidationError) as refused:
        complaint(**{field: blank})
    assert refused.value.errors()[0]["loc"] == (field,)


@pytest.mark.parametrize("blank", ["", " ", "\n"])
def test_a_blank_phone_is_none(office, blank):
    (event,) = office.events(office.take_in(complaint(phone=blank, address=blank)).case_id)
    assert not event.contactable


def test_who_asks_for_secrecy_is_not_quoted():
    with pytest.raises(ValidationError, match="不能照抄原文"):
        complaint(secrecy=True, text="垃圾成堆", excerpt={"title": "垃圾", "text": " 垃圾成堆 "})
    complaint(secrecy=True, text="垃圾成堆", excerpt={"title": "垃圾", "text": "某处垃圾堆放"})


def test_an_inspector_who_leaves_a_name_has_their_words_sealed_as_anybodys():
    assert complaint(case_kind=CaseKind.FINDING).from_public
    assert not complaint(case_kind=CaseKind.FINDING, name="", phone=" ", address="").from_public
