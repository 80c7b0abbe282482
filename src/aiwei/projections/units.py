"""How each unit stands: what it has open, what is overdue, what was on time."""

from datetime import datetime

from psycopg import Connection
from psycopg.rows import DictRow
from pydantic import BaseModel, ConfigDict

from aiwei.domain.register.state import Register

SQL = """SELECT unit,
    count(*) FILTER (WHERE closed_at IS NULL) AS open,
    count(*) FILTER (WHERE closed_at IS NULL AND due_at < %(now)s) AS overdue,
    count(*) FILTER (WHERE state = 'closed') AS closed,
    count(*) FILTER (WHERE state = 'closed' AND late) AS closed_late,
    count(*) FILTER (WHERE reworks > 0) AS reworked,
    count(*) FILTER (WHERE reopenings > 0) AS reopened
FROM read.cases WHERE unit IS NOT NULL GROUP BY unit ORDER BY overdue DESC, open DESC, unit"""


class UnitRow(BaseModel):
    """One unit's cases as lead. ``closed_late`` is among ``closed``; reworked and reopened count cases."""

    model_config = ConfigDict(frozen=True)

    unit: str
    unit_name: str
    open: int
    overdue: int
    closed: int
    closed_late: int
    reworked: int
    reopened: int


def unit_table(conn: Connection[DictRow], register: Register, now: datetime) -> list[UnitRow]:
    """Every unit that has led a case, those with most overdue first."""
    rows = conn.execute(SQL, {"now": now}).fetchall()
    return [UnitRow(**row, unit_name=register.unit_name(row["unit"])) for row in rows]
