"""What is written in binary must be what the tables hold: a wrong width would be read as another number."""

import pytest

from aiwei.projections import copying, spans, taken, watch, words
from aiwei.projections.copying import CHANGING, CONSTANT, RAW, integers, texts
from aiwei.projections.row import changing, constant
from tests import given as g
from tests.projections.folded import after
from tests.projections.rows import ask

OF_TABLE = """SELECT a.attname AS name, t.typname AS type
FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"""
ARRAYS = {"assisting": "_text", "grams": "_int4", "snapshot": "bytea"}


@pytest.mark.parametrize(
    ("table", "types"),
    [
        ("read.cases", taken.TYPES),
        ("read.spans", spans.TYPES),
        ("read.clocks", watch.TYPES),
        ("read.replaced_words", words.REPLACED),
    ],
)
def test_each_column_is_written_as_the_type_that_it_has(office, table, types):
    columns = {row["name"]: row["type"] for row in ask(office.desk.book, OF_TABLE, table)}
    said = {name: ARRAYS[name] if kind == RAW else kind for name, kind in types.items()}
    assert said == columns


def test_a_row_has_the_columns_in_the_order_of_their_types():
    row = after(g.a_closed_case())
    assert list(constant(row)) == list(CONSTANT)
    assert list(changing(row)) == list(CHANGING)
    assert list(spans.span(row)) == list(spans.TYPES)


@pytest.mark.parametrize("items", [(), ("CLOUD",), ("云栖村", "", 'a"b,{}\\', "x" * 300)])
def test_texts_arrive_as_they_were_sent(office, items):
    with office.desk.book.connection() as conn:
        conn.execute("CREATE TEMP TABLE t (a text[])")
        copying.copy(conn.cursor(), "t", {"a": RAW}, [(texts(items),)])
        assert conn.execute("SELECT a FROM t").fetchone()["a"] == list(items)
        conn.execute("DROP TABLE t")


@pytest.mark.parametrize("items", [[], [1], [0, -1, 2**31 - 1, -(2**31)], list(range(500))])
def test_integers_arrive_as_they_were_sent(office, items):
    with office.desk.book.connection() as conn:
        conn.execute("CREATE TEMP TABLE t (a int[])")
        copying.copy(conn.cursor(), "t", {"a": RAW}, [(integers(items),)])
        assert conn.execute("SELECT a FROM t").fetchone()["a"] == items
        conn.execute("DROP TABLE t")
