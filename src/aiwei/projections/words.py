"""The released excerpts as they are read and searched; and those that a later release replaced."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from psycopg import Cursor
from psycopg.rows import DictRow

from aiwei.domain.case.events import Excerpt
from aiwei.projections.copying import RAW, copy, integers
from aiwei.projections.row import CaseRow
from aiwei.store.grams import fold, grams

TYPES = {"excerpt": "text", "folded": "text", "grams": RAW, "excerpt_position": "int8"}
CHANGE = """UPDATE read.cases SET excerpt = %b, folded = %b, grams = %b::int[], excerpt_position = %b
WHERE case_id = %b"""
REPLACED = {"case_id": "uuid", "position": "int8", "to_position": "int8", "folded": "text"}


class Replaced(NamedTuple):
    """What was searched from one release until the next."""

    case_id: UUID
    position: int
    to_position: int
    folded: str


def words(row: CaseRow) -> tuple[Any, ...]:
    """The columns of ``TYPES``."""
    folded = searched(row.case.excerpt)
    excerpt = row.case.excerpt
    return excerpt.text if excerpt else None, folded, integers(grams(folded)), row.kept.excerpt_position


def searched(excerpt: Excerpt | None) -> str:
    return fold(f"{excerpt.title}\n{excerpt.text}") if excerpt else ""


def replaced(before: CaseRow, row: CaseRow) -> Replaced | None:
    """What this row's event took out of sight."""
    since, until = before.kept.excerpt_position, row.kept.excerpt_position
    if since is None or until is None or since == until:
        return None
    return Replaced(row.case_id, since, until, searched(before.case.excerpt))


def change_words(curs: Cursor[DictRow], rows: Iterable[CaseRow]) -> None:
    told = [_told(row) for row in rows]
    if told:
        curs.executemany(CHANGE, told)


def _told(row: CaseRow) -> tuple[Any, ...]:
    text, folded, _, position = words(row)
    return text, folded, grams(folded), position, row.case_id


def keep_replaced(curs: Cursor[DictRow], gone: list[Replaced]) -> None:
    if gone:
        copy(curs, "read.replaced_words", REPLACED, gone)
