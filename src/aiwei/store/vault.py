"""The vault: who complained and in which words, encrypted under one key a person.

Nothing of it ever stands in an event, a log line or a URL. To destroy the person's key is to erase them.
"""

import hashlib
import os
from collections.abc import Callable
from typing import Literal, NamedTuple
from uuid import UUID, uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import BaseModel, ConfigDict

from aiwei.domain.masking import hide, leak_check, mask
from aiwei.domain.office import no_leak
from aiwei.store.append import Row
from aiwei.store.book import Book
from aiwei.store.grams import as_array, fold, grams
from aiwei.store.keys import KEY_BYTES, NONCE_BYTES, KeyProblem, MasterKey

ADD = """INSERT INTO vault.subjects
    (subject_ref, case_id, wrapped_key, master, contact, original, title, body, folded, grams)
SELECT s, c, w, m, contact, original, title, body, folded, grams::int[] FROM unnest(
    %b::uuid[], %b::uuid[], %b::bytea[], %b::text[], %b::bytea[], %b::bytea[],
    %b::text[], %b::text[], %b::text[], %b::text[]
) AS t (s, c, w, m, contact, original, title, body, folded, grams)"""
OPEN = "SELECT wrapped_key, contact, original FROM vault.subjects WHERE subject_ref = %s"
DRAFT = "SELECT title, body FROM vault.subjects WHERE case_id = %s"
OTHER_MASTER = "SELECT master FROM vault.subjects WHERE master <> %s LIMIT 1"


Part = Literal["contact", "original"]


class Contact(BaseModel):
    """How to reach a complainant. All of it is optional (PIPL art. 5, 6: the minimum)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = ""
    phone: str = ""
    address: str = ""


class Original(BaseModel):
    """The words as they came (原文), and whatever else the source said of them, column by column."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = ""
    text: str = ""
    extra: dict[str, str] = {}


class Draft(NamedTuple):
    """The masked words that people of the office read until an excerpt is released."""

    title: str
    body: str


class Sealed(NamedTuple):
    """What a case's first event refers to, and the row that must commit with it."""

    subject_ref: UUID
    digest: str
    row: Row


class Vault:
    """Seals on intake; opens only for those who say why (the desk records each look)."""

    def __init__(self, book: Book, master: MasterKey) -> None:
        self._book = book
        self._master = master

    def seal(self, case_id: UUID, contact: Contact, original: Original) -> Sealed:
        """Encrypts under a new key. Nothing is written here: the row goes with the event."""
        subject = uuid4()
        key = os.urandom(KEY_BYTES)
        parts = {
            part: _encrypt(key, subject, part, model.model_dump_json().encode())
            for part, model in (("contact", contact), ("original", original))
        }
        known = (contact.name, contact.phone, contact.address)
        draft = Draft(*(hide(mask(text.strip()), known) for text in (original.title, original.text)))
        folded = fold(f"{draft.title}\n{draft.body}")
        searched = (folded, as_array(grams(folded)))
        wrapped = self._master.wrap(key, subject.bytes)
        return Sealed(
            subject_ref=subject,
            digest=hashlib.sha256(parts["contact"] + parts["original"]).hexdigest(),
            row=Row(ADD, (subject, case_id, wrapped, self._master.name, *parts.values(), *draft, *searched)),
        )

    def copied(self, subject: UUID | None, case_id: UUID) -> Sealed | None:
        """The same person's data and words sealed anew for another case, under a key of its own."""
        contact = self.contact(subject) if subject else None
        original = self.original(subject) if subject else None
        if contact is None or original is None:
            return None
        return self.seal(case_id, contact, original)

    def digest(self, subject: UUID) -> str | None:
        """SHA-256 of the ciphertext as it lies here, to compare with what was recorded; None once erased."""
        with self._book.connection() as conn:
            row = conn.execute(OPEN, (subject,)).fetchone()
        return hashlib.sha256(bytes(row["contact"]) + bytes(row["original"])).hexdigest() if row else None

    def contact(self, subject: UUID) -> Contact | None:
        """The person's contact data; None once erased."""
        text = self._open(subject, "contact")
        return Contact.model_validate_json(text) if text else None

    def original(self, subject: UUID) -> Original | None:
        """The words as they came; None once erased."""
        text = self._open(subject, "original")
        return Original.model_validate_json(text) if text else None

    def draft(self, case_id: UUID) -> Draft | None:
        with self._book.connection() as conn:
            row = conn.execute(DRAFT, (case_id,)).fetchone()
        return Draft(row["title"], row["body"]) if row else None

    def leaks(self, *subjects: UUID | None) -> Callable[[str], tuple[str, ...]]:
        """A test of texts against these people's data, for the decision to use."""
        contacts = [c for c in map(self.contact, filter(None, subjects)) if c is not None]
        if not contacts:
            return no_leak
        checks = [leak_check(c.name, [c.phone], c.address) for c in contacts]
        return lambda text: tuple(dict.fromkeys(kind for check in checks for kind in check(text)))

    def sort_in_pairs(self) -> None:
        """Sorts what was taken in lately into the search index, so that no registration has to."""
        with self._book.connection() as conn:
            conn.execute("SELECT gin_clean_pending_list('vault.subjects_grams')")

    def check_master(self) -> None:
        """Refuses to work with another key than the one that sealed what is here."""
        with self._book.connection() as conn:
            if conn.execute(OTHER_MASTER, (self._master.name,)).fetchone():
                raise KeyProblem("主密钥与数据库不符：诉求人信息是用另一把密钥封存的，请换回原来的密钥文件")

    def _open(self, subject: UUID, part: Part) -> bytes | None:
        with self._book.connection() as conn:
            row = conn.execute(OPEN, (subject,)).fetchone()
        if row is None:
            return None
        try:
            key = self._master.unwrap(bytes(row["wrapped_key"]), subject.bytes)
            return _decrypt(key, subject, part, bytes(row[part]))
        except InvalidTag:
            raise KeyProblem("诉求人信息解不开：主密钥不符，或密文被改动过") from None


def holds_sealed(book: Book) -> bool:
    """Whether anybody's data is sealed in this database."""
    with book.connection() as conn:
        return conn.execute("SELECT 1 FROM vault.subjects LIMIT 1").fetchone() is not None


def _encrypt(key: bytes, subject: UUID, part: str, text: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, text, subject.bytes + part.encode())


def _decrypt(key: bytes, subject: UUID, part: str, sealed: bytes) -> bytes:
    return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], subject.bytes + part.encode())
