"""The read model, as a test looks at it; and a busy week of cases at the desk."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from aiwei.domain.case import commands as c
from aiwei.domain.case.commands import ReleaseExcerpt
from aiwei.projections.cases import Cases
from aiwei.store.book import Book
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
#: In which order the rows of each table are looked at.
ORDER = {
    "read.cases": "case_id",
    "read.spans": "case_id, position, occurred_at",
    "read.clocks": "case_id, clock",
    "read.replaced_words": "case_id, position",
    "read.notices": "position",
}
FIRST_OF_A_CASE = (
    "SELECT min(notification_id) - 1 AS before FROM aiwei_events WHERE originator_id LIKE 'case-%'"
)


def a_busy_week(office: Office) -> list[UUID]:
    """A case for each branch of the way; their events stand mixed in the book."""
    cases = [office.take_in(complaint()).case_id for _ in BRANCHES]
    for step in range(max(map(len, BRANCHES))):
        for case_id, way in zip(cases, BRANCHES, strict=True):
            if step < len(way):
                office.ask(case_id, way[step])
    return cases


def everything(book: Book) -> dict[str, Sequence[Any]]:
    """All rows of all tables."""
    assert set(ORDER) == set(Cases.tables)
    with book.connection() as conn:
        return {
            table: conn.execute(f"SELECT * FROM {table} ORDER BY {order}").fetchall()  # noqa: S608
            for table, order in ORDER.items()
        }


def all_rows(office: Office) -> list[dict[str, Any]]:
    return ask(office.desk.book, "SELECT * FROM read.cases ORDER BY number")


def row(office: Office, case_id: UUID) -> dict[str, Any]:
    (found,) = ask(office.desk.book, "SELECT * FROM read.cases WHERE case_id = %s", case_id)
    return found


def clocks_of(book: Book, case_id: UUID) -> dict[str, tuple[Any, int]]:
    """The running limits by their names: when due, and what was told last."""
    rows = ask(book, "SELECT * FROM read.clocks WHERE case_id = %s", case_id)
    return {row["clock"]: (row["due_at"], row["told"]) for row in rows}


def ask(book: Book, sql: str, *params: Any) -> list[dict[str, Any]]:
    with book.connection() as conn:
        return conn.execute(sql, params).fetchall()


def tracked(book: Book) -> int:
    """How far the tracking row says the read model is."""
    found = ask(book, "SELECT notification_id AS n FROM aiwei_tracking WHERE application_name = 'cases'")
    return found[0]["n"] if found else 0


def forget(book: Book) -> None:
    """Nothing is projected yet, but what came before the first case: so the projector goes on by position."""
    with book.connection() as conn:
        for table in ORDER:
            conn.execute(f"TRUNCATE {table}")
        conn.execute("DELETE FROM aiwei_tracking WHERE application_name = 'cases'")
        before = conn.execute(FIRST_OF_A_CASE).fetchone()["before"]
        conn.execute("INSERT INTO aiwei_tracking VALUES ('cases', %s)", (before,))
