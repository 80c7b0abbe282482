"""The vault: sealed under one key a person, opened by the right master key only, gone with its row."""

import hashlib
from uuid import UUID

import pytest

from aiwei.store.keys import KeyProblem, MasterKey
from aiwei.store.vault import Contact, Original, Vault
from tests.store.books import entry, signed

CONTACT = Contact(name="云小满", phone="13800001111", address="云栖村三组18号")
ORIGINAL = Original(title="我叫云小满", text="电话13800001111 😀", extra={"列": "值"})
CASES = [UUID(int=n) for n in range(1, 4)]


@pytest.fixture
def vault(our_book):
    return Vault(our_book, MasterKey(b"k" * 32))


@pytest.fixture
def sealed(vault, our_book):
    """Two people with the same words, each in a case of their own."""
    people = [vault.seal(case, CONTACT, ORIGINAL) for case in CASES[:2]]
    our_book.record([entry(f"s{n}", rows=[p.row]) for n, p in enumerate(people)], signed())
    return people


def sql(book, statement, *params):
    with book.connection() as conn:
        return conn.execute(statement, params)


def test_what_was_sealed_comes_out_as_it_went_in(vault, sealed):
    for person in sealed:
        assert vault.contact(person.subject_ref) == CONTACT
        assert vault.original(person.subject_ref) == ORIGINAL


def test_sealing_alone_writes_nothing(vault):
    person = vault.seal(CASES[0], CONTACT, ORIGINAL)
    assert vault.contact(person.subject_ref) is None
    assert vault.draft(CASES[0]) is None


def test_the_same_words_twice_look_like_nothing_of_each_other(vault, sealed, our_book):
    assert vault.draft(CASES[0]) == vault.draft(CASES[1])
    with our_book.connection() as conn:
        one, two = conn.execute("SELECT wrapped_key, contact, original FROM vault.subjects").fetchall()
    assert not set(map(bytes, one.values())) & set(map(bytes, two.values()))
    assert sealed[0].digest != sealed[1].digest


def test_the_digest_is_that_of_the_stored_bytes(sealed, our_book):
    with our_book.connection() as conn:
        row = conn.execute(
            "SELECT contact || original AS both FROM vault.subjects WHERE subject_ref = %s",
            (sealed[0].subject_ref,),
        ).fetchone()
    assert hashlib.sha256(row["both"]).hexdigest() == sealed[0].digest


def test_the_draft_is_masked_and_kept_by_case(vault, sealed):
    assert sealed
    assert vault.draft(CASES[0]) == ("我叫＊＊＊", "电话＊＊＊＊＊＊＊＊＊＊＊ 😀")
    assert vault.draft(CASES[2]) is None


@pytest.mark.parametrize("part", ["contact", "original"])
def test_a_changed_byte_is_noticed(vault, sealed, our_book, part):
    sql(our_book, f"UPDATE vault.subjects SET {part} = set_byte({part}, 20, get_byte({part}, 20) # 1)")  # noqa: S608
    with pytest.raises(KeyProblem, match="被改动过"):
        getattr(vault, part)(sealed[0].subject_ref)


def test_one_persons_words_put_under_another_do_not_open(vault, sealed, our_book):
    one, two = (p.subject_ref for p in sealed)
    sql(
        our_book,
        "UPDATE vault.subjects SET contact = (SELECT contact FROM vault.subjects WHERE subject_ref = %s)"
        " WHERE subject_ref = %s",
        one,
        two,
    )
    assert vault.contact(one) == CONTACT
    with pytest.raises(KeyProblem):
        vault.contact(two)


def test_contact_and_words_cannot_be_exchanged(vault, sealed, our_book):
    sql(our_book, "UPDATE vault.subjects SET contact = original, original = contact")
    with pytest.raises(KeyProblem):
        vault.contact(sealed[0].subject_ref)


def test_another_master_key_opens_nothing_and_says_so_before_any_work(vault, sealed, our_book):
    other = Vault(our_book, MasterKey(b"x" * 32))
    with pytest.raises(KeyProblem, match="请换回原来的密钥文件"):
        other.check_master()
    with pytest.raises(KeyProblem, match="主密钥不符"):
        other.original(sealed[0].subject_ref)
    vault.check_master()


def test_an_empty_vault_takes_any_key(our_book):
    Vault(our_book, MasterKey(b"x" * 32)).check_master()


def test_who_was_erased_is_gone_with_words_and_draft(vault, sealed, our_book):
    gone, other = (p.subject_ref for p in sealed)
    sql(our_book, "DELETE FROM vault.subjects WHERE subject_ref = %s", gone)
    assert (vault.contact(gone), vault.original(gone), vault.draft(CASES[0])) == (None, None, None)
    assert vault.leaks(gone)("云小满") == ()
    assert vault.contact(other) == CONTACT


def test_a_text_is_tested_against_the_persons_own_data(vault, sealed):
    leaks = vault.leaks(sealed[0].subject_ref)
    assert leaks("据云小满反映") == ("姓名",)
    assert leaks("村东头的垃圾") == ()


def test_where_nobody_complained_nothing_leaks(vault):
    assert vault.leaks(None)("云小满 13800001111") == ()


def test_a_case_has_one_person_only(vault, sealed, our_book):
    assert sealed
    again = vault.seal(CASES[0], CONTACT, ORIGINAL)
    with pytest.raises(Exception, match="subjects_case_id_key"):
        our_book.record([entry("again", rows=[again.row])], signed())
    assert our_book.load("again") == []
