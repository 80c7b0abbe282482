"""Rows of the read model, as a test looks at them; and a busy week of cases."""

from typing import Any
from uuid import UUID

from aiwei.domain.case import commands as c
from aiwei.domain.case.commands import ReleaseExcerpt
from tests import given as g
from tests.desks import Office, complaint

RELEASE = ReleaseExcerpt(title="垃圾堆放", text="门口垃圾堆放多日")
STRAIGHT = (g.ACCEPT, RELEASE, g.DISPATCH, c.SignFor(), g.SUBMIT, g.PASS, g.SOLVED, g.CLOSE)
BRANCHES = (
    STRAIGHT,
    (*STRAIGHT, g.REOPEN),
    (*STRAIGHT[:3], g.REQUEST_RETURN, c.ApproveReturn(opinion="同意")),
    (*STRAIGHT[:3], g.REQUEST_RETURN, c.RejectReturn(opinion="不同意"), c.SignFor()),
    (*STRAIGHT[:5], g.FAIL, g.SUBMIT, g.PASS, g.UNSOLVED, g.SUBMIT),
    (*STRAIGHT[:6], g.UNREACHED, g.REVEAL),
    (g.DECLINE,),
    (),
)


def a_busy_week(office: Office) -> list[UUID]:
    """A case for each branch of the way; their events stand mixed in the book."""
    cases = [office.take_in(complaint()).case_id for _ in BRANCHES]
    for step in range(max(map(len, BRANCHES))):
        for case_id, way in zip(cases, BRANCHES, strict=True):
            if step < len(way):
                office.ask(case_id, way[step])
    return cases


def all_rows(office: Office) -> list[dict[str, Any]]:
    with office.desk.book.connection() as conn:
        return conn.execute("SELECT * FROM read.cases ORDER BY number").fetchall()


def row(office: Office, case_id: UUID) -> dict[str, Any]:
    with office.desk.book.connection() as conn:
        (found,) = conn.execute("SELECT * FROM read.cases WHERE case_id = %s", (case_id,)).fetchall()
    return found


def tracked(office: Office) -> int:
    """How far the tracking row says the read model is."""
    with office.desk.book.connection() as conn:
        found = conn.execute(
            "SELECT notification_id FROM aiwei_tracking WHERE application_name = 'cases'"
        ).fetchone()
    return found["notification_id"] if found else 0
