"""Who complained and in which words stands in the vault alone; a look at it is itself a fact."""

import hashlib

import psycopg
import pytest

from aiwei.application.desk import Caller
from aiwei.domain.case.commands import ReleaseExcerpt, SignFor
from aiwei.domain.case.refusals import ExcerptLeaks
from aiwei.domain.office import Via
from aiwei.projections.cases import Cases
from aiwei.projections.projector import Projector
from aiwei.store.keys import KeyProblem, MasterKey
from aiwei.store.vault import Contact, Vault
from tests import given as g
from tests.desks import ADDRESS, NAME, PHONE, WORDS, complaint

SECRETS = (NAME, PHONE, ADDRESS, "王老五", "从前写过信")
TOLD = complaint(extra={"来信": "从前写过信"}, source_system="12345", source_number="JY-1")
COLUMNS = """SELECT table_schema, table_name, column_name FROM information_schema.columns
    WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"""
DRAFT = {("vault", "subjects", column) for column in ("title", "body", "folded")}


def everything_stored(conninfo):
    """Each column of each table as text, bytes read as they are; beside it where it stands."""
    with psycopg.connect(conninfo) as conn:
        for schema, table, column in conn.execute(COLUMNS).fetchall():
            for (value,) in conn.execute(f'SELECT "{column}" FROM "{schema}"."{table}"').fetchall():  # noqa: S608
                text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                yield (schema, table, column), text


@pytest.fixture
def worked(office):
    """A complaint that went all the way, read model and all."""
    release = ReleaseExcerpt(title="垃圾堆放", text="门口垃圾堆放多日")
    way = (g.ACCEPT, release, g.DISPATCH, SignFor(), g.SUBMIT, g.PASS, g.SOLVED, g.CLOSE)
    case_id = office.play(*way, intake=TOLD)
    Projector(office.desk.book, Cases(office.desk.book)).catch_up()
    return case_id


def test_nothing_of_who_complained_is_readable_anywhere_but_in_the_masked_draft(worked, conninfo):
    stored = [(where, text) for where, text in everything_stored(conninfo) if where not in DRAFT]
    found = [(where, secret) for where, text in stored for secret in SECRETS if secret in text]
    assert worked
    assert len(stored) > 100
    assert found == []


def test_the_same_search_finds_what_is_there_to_be_found(worked, conninfo):
    places = {where for where, text in everything_stored(conninfo) if "门口垃圾堆放多日" in text}
    assert worked
    assert {("public", "aiwei_events", "state"), ("read", "cases", "excerpt")} <= places


def test_the_draft_has_no_number_no_address_and_no_plainly_stated_name(office):
    draft = office.desk.vault.draft(office.take_in(TOLD).case_id)
    assert draft.body.startswith("我叫＊＊＊，住＊＊＊＊＊＊＊＊，电话＊＊＊＊＊＊＊＊＊＊＊。")
    assert len(draft.body) == len(WORDS)


def test_the_first_event_holds_the_digest_of_the_sealed_bytes(office, conninfo):
    (event,) = office.events(office.take_in(TOLD).case_id)
    with psycopg.connect(conninfo) as conn:
        sql = "SELECT contact || original FROM vault.subjects WHERE subject_ref = %s"
        (sealed,) = conn.execute(sql, (event.subject_ref,)).fetchone()
    assert hashlib.sha256(sealed).hexdigest() == event.sealed


def test_who_complained_and_the_words_come_out_as_they_went_in_and_the_look_is_recorded(office):
    case_id = office.take_in(TOLD).case_id
    receipt, contact, original = office.desk.reveal(case_id, g.REVEAL, Caller("chief", Via.TUI))
    assert contact == Contact(name=NAME, phone=PHONE, address=ADDRESS)
    assert (original.text, original.extra) == (WORDS, {"来信": "从前写过信"})
    assert office.desk.history(case_id)[receipt.version - 1].event.kind == "personal-data-revealed"


def test_a_look_that_is_not_allowed_shows_nothing(office):
    case_id = office.take_in(TOLD).case_id
    with pytest.raises(Exception, match="查看诉求人信息"):
        office.desk.reveal(case_id, g.REVEAL, Caller("clerk", Via.TUI))
    assert len(office.events(case_id)) == 1


@pytest.mark.parametrize("secret", [NAME, PHONE, "138 0000 1111", ADDRESS])
def test_an_excerpt_that_gives_the_person_away_is_refused_against_the_vaults_own_data(office, secret):
    case_id = office.take_in(TOLD).case_id
    with pytest.raises(ExcerptLeaks) as refused:
        office.ask(case_id, ReleaseExcerpt(title="反映垃圾", text=f"据{secret}反映"))
    assert refused.value.field == "text"
    assert len(office.events(case_id)) == 1


def test_an_excerpt_released_at_intake_is_tested_too(office):
    leaking = complaint(excerpt={"title": "反映垃圾", "text": f"{NAME}反映"})
    with pytest.raises(ExcerptLeaks, match="姓名"):
        office.take_in(leaking)
    assert office.desk.book.last_position() == _declared(office)


def _declared(office):
    return len(office.desk.book.load("register"))


def test_the_place_told_is_sealed_where_it_is_the_persons_own_address(office):
    case_id = office.take_in(complaint(site=f"{ADDRESS}门口")).case_id
    (event,) = office.events(case_id)
    assert event.site == ""
    assert office.desk.vault.original(event.subject_ref).extra == {"地点": f"{ADDRESS}门口"}


def test_another_master_key_is_noticed_before_any_work_and_opens_nothing(office):
    (event,) = office.events(office.take_in(TOLD).case_id)
    other = Vault(office.desk.book, MasterKey(b"x" * 32))
    with pytest.raises(KeyProblem, match="另一把密钥"):
        other.check_master()
    with pytest.raises(KeyProblem, match="解不开"):
        other.contact(event.subject_ref)
    office.desk.vault.check_master()
