"""What is kept beside a row: the same bytes whoever wrote them; and thrown away where they are of no use."""

import subprocess
import sys

import pytest

from aiwei.projections import snapshot
from aiwei.projections.cases import Cases
from aiwei.projections.projector import Projector
from tests import given as g
from tests.projections.folded import after
from tests.projections.lives import LIVES
from tests.projections.rows import STRAIGHT, ask, everything, row

PRINT = """
import hashlib
from aiwei.projections.snapshot import written
from tests.projections.lives import LIVES
from tests.projections.folded import after
print(hashlib.sha256(b"".join(written(after(life().facts)) for life in LIVES)).hexdigest())
"""


def test_every_life_is_read_as_it_was_written():
    for life in LIVES:
        rows = [after(life().facts[:n]) for n in range(1, len(life().facts) + 1)]
        for one in rows:
            assert snapshot.read(snapshot.written(one)) == one


def test_the_bytes_are_the_same_in_every_process():
    told = {
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", PRINT], env={"PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


@pytest.mark.parametrize(
    "kept",
    [b"", b"null", b"{}", b"\xff\xfe", b'{"shape":"0123456789abcdef","row":[]}', b"[" * 5_000],
)
def test_garbage_is_no_row(kept):
    assert snapshot.read(kept) is None


def test_a_snapshot_of_another_shape_is_no_row():
    kept = snapshot.written(after(g.a_closed_case()))
    assert snapshot.read(kept) is not None
    assert snapshot.read(kept.replace(snapshot.SHAPE.encode(), b"0" * 16)) is None


@pytest.mark.parametrize(
    "spoil",
    [
        f"replace(convert_from(snapshot, 'UTF8'), '{snapshot.SHAPE}', '0123456789abcdef')::bytea",
        "''::bytea",
        r"'\\xdeadbeef'::bytea",
        "substr(snapshot, 1, 400)",
    ],
)
def test_a_case_whose_snapshot_is_of_no_use_is_folded_from_the_book(office, projector, spoil):
    case_id = office.play(*STRAIGHT[:4])
    other = office.play(*STRAIGHT[:2])
    projector.catch_up()
    ask(office.desk.book, f"UPDATE read.cases SET snapshot = {spoil} RETURNING 1")  # noqa: S608
    for step in STRAIGHT[4:]:
        office.ask(case_id, step)
    office.ask(other, STRAIGHT[2])
    projector.catch_up()
    found = everything(office.desk.book)
    assert row(office, case_id)["state"] == "closed"
    projector.rebuild()
    assert everything(office.desk.book) == found


def test_a_case_whose_row_was_lost_is_folded_from_the_book(office, projector):
    case_id = office.play(*STRAIGHT[:4])
    projector.catch_up()
    ask(office.desk.book, "DELETE FROM read.cases RETURNING 1")
    office.ask(case_id, STRAIGHT[4])
    Projector(office.desk.book, Cases(office.desk.book)).catch_up()
    found = everything(office.desk.book)
    projector.rebuild()
    assert everything(office.desk.book) == found
