"""How the demo ends: what is open, what is overdue and whose, how units stand, whether the book is sound."""

from collections.abc import Mapping
from datetime import datetime

from psycopg import Connection
from psycopg.rows import DictRow
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from aiwei.application.house import House
from aiwei.domain.calendar import LOCAL
from aiwei.domain.case.words import CaseState
from aiwei.projections.row import NEVER
from aiwei.projections.units import unit_table
from aiwei.projections.viewer import Viewer
from aiwei.projections.worklist import Wanted, page
from aiwei.store.audit import check

EVERYTHING = Viewer(person="", units=(), office=True)
SHOWN = 12
COLUMNS = {"编号": 11, "时限": 14, "状态": 8, "主题": 17, "主办单位和责任人": 26}  # 80 in all
TALLY = """SELECT count(*) AS registered,
    count(*) FILTER (WHERE outcome IS NOT NULL) AS closed,
    count(*) FILTER (WHERE NOT late) AS on_time,
    count(*) FILTER (WHERE late) AS late,
    count(*) FILTER (WHERE exempt) AS exempt,
    count(*) FILTER (WHERE closed_at IS NULL) AS open,
    count(*) FILTER (WHERE closed_at IS NULL AND due_at < %(now)s) AS overdue,
    count(*) FILTER (WHERE returns > 0) AS returned,
    count(*) FILTER (WHERE reworks > 0) AS reworked,
    count(*) FILTER (WHERE reopenings > 0) AS reopened
FROM read.cases"""
TOLD = {
    "registered": "登记",
    "closed": "已办结",
    "on_time": "其中按期",
    "late": "其中超时",
    "exempt": "申诉后不计超时",
    "open": "在办",
    "overdue": "其中逾期",
    "returned": "退过单",
    "reworked": "返过工",
    "reopened": "重开过",
}
FACTS = "SELECT topic, count(*) AS times FROM aiwei_events GROUP BY topic"
#: What else happened on the way, by the kind of event; counted in times, not in cases.
HAPPENED = {
    "pre-verification-requested": "受理前核实",
    "case-declined": "不予受理",
    "case-transferred-out": "转出",
    "consultation-decided": "会商决定",
    "task-assigned": "内部指派",
    "extension-granted": "批准延期",
    "extension-refused": "驳回延期",
    "suspension-granted": "挂账",
    "suspension-reviewed": "挂账复核",
    "case-resumed": "恢复办理",
    "case-merged": "并入",
    "complainant-answered": "并入件答复",
    "case-unmerged": "拆并",
    "case-split": "拆分",
    "case-withdrawn": "撤回",
    "case-urged": "催办",
    "case-supervised": "督办",
    "case-listed": "挂牌督办",
    "supervision-answered": "督办回复",
    "reinspection-recorded": "回头看",
    "lateness-appealed": "逾期申诉",
    "record-corrected": "更正",
    "personal-data-revealed": "查看诉求人",
    "notice-sent": "值守提醒",
    "case-archived": "归档",
}


def show(house: House, out: Console) -> None:
    """Prints the ending; the moment is the clock's."""
    now = house.clock()
    out.print(f"\n[bold]演示结束时刻 {now.astimezone(LOCAL):%Y-%m-%d %H:%M}[/]")
    with house.book.connection() as conn:
        _tally(conn, now, out)
        out.print(_cases(house, conn, Wanted(open=True, limit=SHOWN), "在办清单（按时限，前几件）", now))
        overdue = Wanted(open=True, overdue=True, limit=SHOWN)
        out.print(_cases(house, conn, overdue, "已逾期：是谁的", now))
        out.print(_units(house, conn, now))
    _audit(house, out)


def _tally(conn: Connection[DictRow], now: datetime, out: Console) -> None:
    row = conn.execute(TALLY, {"now": now}).fetchone() or {}
    out.print(_counted(TOLD, row))
    facts = {fact["topic"]: fact["times"] for fact in conn.execute(FACTS)}
    out.print(f"[dim]途中[/]　{_counted(HAPPENED, facts)}")


def _counted(words: Mapping[str, str], figures: Mapping[str, int]) -> str:
    return "　".join(f"{word} [bold]{figures.get(name, 0)}[/]" for name, word in words.items())


def _cases(house: House, conn: Connection[DictRow], wanted: Wanted, title: str, now: datetime) -> Table:
    table = _table(title)
    for column, width in COLUMNS.items():
        table.add_column(column, no_wrap=True, width=width)
    register = house.desk.register.now()
    for row in page(conn, wanted, EVERYTHING, now).rows:
        whose = (
            f"{register.unit_name(row['unit'])} {register.person_name(row['person'])}" if row["unit"] else "—"
        )
        told = row["title"] or row["draft_title"] or ""
        table.add_row(row["number"], _due(row, now), CaseState(row["state"]).label, told, whose)
    return table


def _due(row: DictRow, now: datetime) -> str:
    if row["due_at"] >= NEVER:
        return "—"
    due = f"{row['due_kind']} {row['due_at'].astimezone(LOCAL):%m-%d}"
    return f"[red]{due}[/]" if row["due_at"] < now else due


def _table(title: str) -> Table:
    """A table that fits 80 columns."""
    heading = f"\n[bold]{title}[/]"
    return Table(
        title=heading, title_justify="left", title_style="", box=SIMPLE_HEAD, show_edge=False, padding=0
    )


def _units(house: House, conn: Connection[DictRow], now: datetime) -> Table:
    table = _table("各单位办理情况")
    table.add_column("主办单位")
    for column in ("在办", "逾期", "已办结", "其中超时", "返工", "重开"):
        table.add_column(column, justify="right")
    for unit in unit_table(conn, house.desk.register.now(), now):
        figures = (unit.open, unit.overdue, unit.closed, unit.closed_late, unit.reworked, unit.reopened)
        table.add_row(unit.unit_name, *(str(figure) for figure in figures))
    return table


def _audit(house: House, out: Console) -> None:
    report = check(house.book)
    if report.sound:
        out.print(
            f"[green]核验通过[/]：重读 {report.events} 个事件、{report.streams} 条记录流，"
            "序号无缺口，时间不倒流，内容均可读"
        )
    for fault in report.faults:
        out.print(f"[red]核验发现[/]：{fault}")
