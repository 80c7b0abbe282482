"""Rows into a table by PostgreSQL's binary COPY, which takes half the time of the text that is usual."""

import struct
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, LiteralString

from psycopg import Cursor
from psycopg.rows import DictRow

#: What the driver is told of a column whose value is already as the wire wants it.
RAW = "bytea"
INT4, TEXT = 23, 25
#: Types of the columns in ``row.constant`` and ``row.changing``, in their order.
CONSTANT = {
    "number": "text",
    "kind": "text",
    "registered_at": "timestamptz",
    "first_position": "int8",
    "subject_ref": "uuid",
    "contactable": "bool",
    "secrecy": "bool",
    "accused_person": "text",
    "accused_unit": "text",
    "source_system": "text",
    "source_number": "text",
    "out_of": "uuid",
}
CHANGING = {
    "version": "int8",
    "position": "int8",
    "state": "text",
    "channel": "text",
    "matter": "text",
    "area": "text",
    "category": "text",
    "village": "text",
    "site": "text",
    "urgency": "text",
    "title": "text",
    "received_at": "timestamptz",
    "sealed": "bool",
    "unit": "text",
    "assisting": RAW,
    "person": "text",
    "due_at": "timestamptz",
    "due_kind": "text",
    "due_from": "timestamptz",
    "in_hours": "bool",
    "provisional": "bool",
    "case_due_at": "timestamptz",
    "task_due_at": "timestamptz",
    "check_passed": "bool",
    "closed_at": "timestamptz",
    "late": "bool",
    "exempt": "bool",
    "merged_into": "uuid",
    "members": "int4",
    "dispatches": "int4",
    "returns": "int4",
    "reworks": "int4",
    "reopenings": "int4",
    "extensions": "int4",
    "suspensions": "int4",
    "supervision": "text",
    "outcome": "text",
    "satisfaction": "text",
}


def copy(
    curs: Cursor[DictRow], table: LiteralString, types: dict[str, str], rows: Iterable[Sequence[Any]]
) -> None:
    """Writes the rows, whose values stand in the order of ``types``."""
    columns = ", ".join(types)
    with curs.copy(f"COPY {table} ({columns}) FROM STDIN (FORMAT binary)".encode()) as to:
        to.set_types(list(types.values()))
        for row in rows:
            to.write_row(row)


@lru_cache(maxsize=1_024)
def texts(items: tuple[str, ...]) -> bytes:
    """A ``text[]`` on the wire. The driver's own way with lists is written in Python, item by item."""
    if not items:
        return struct.pack(">iii", 0, 0, TEXT)
    words = [item.encode() for item in items]
    return struct.pack(">iiiii", 1, 0, TEXT, len(words), 1) + b"".join(
        struct.pack(">i", len(word)) + word for word in words
    )


def integers(items: Sequence[int]) -> bytes:
    """An ``int[]`` on the wire."""
    if not items:
        return struct.pack(">iii", 0, 0, INT4)
    sized = [part for item in items for part in (4, item)]
    return struct.pack(f">iiiii{len(sized)}i", 1, 0, INT4, len(items), 1, *sized)
