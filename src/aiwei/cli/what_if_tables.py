"""The tables of ``aiwei rules try``, each of 80 columns at most."""

from collections.abc import Callable, Iterable

from rich.box import SIMPLE_HEAD
from rich.table import Table

from aiwei.application.what_if import WATCHED, CaseChange, Departure, Line, Standing, Totals, UnitTotals
from aiwei.domain.calendar import LOCAL, end_of, local_date
from aiwei.domain.case.grounds import Clock

UnitName = Callable[[str | None], str]
NONE = "—"
RATES = {Clock.CASE: "按期办结率", Clock.TASK: "按期处置率", Clock.SIGN_FOR: "及时签收率"}
CASES = {"编号": 11, "主办单位": 17, "时限": 5, "原到期": 18, "新到期": 18, "判定": 11}
DEPARTURES = {"编号": 11, "第几条": 7, "时限": 11, "记录": 18, "重算": 18, "判定": 11}
UNIT, COUNT, RATE = 17, 6, 15


def cases_table(changes: Iterable[CaseChange], unit_name: UnitName) -> Table:
    """A line a limit; the case is named on its first."""
    table = _table("会不同的件（* 为暂定）", CASES)
    for change in changes:
        head = (change.number, unit_name(change.unit))
        for line in change.lines:
            table.add_row(*head, line.clock.label, *_moments(line), _judgement(line))
            head = ("", "")
    return table


def departures_table(found: Iterable[Departure]) -> Table:
    table = _table("与记录不同之处", DEPARTURES)
    for number, version, line in found:
        table.add_row(number, str(version), line.clock.label, *_moments(line), _judgement(line))
    return table


def units_table(totals: Totals, unit_name: UnitName) -> Table:
    """The units whose figures would differ, most cases first, and all together."""
    table = _table("各单位（合计含未列出的单位）", {"主办单位": UNIT})
    for clock in WATCHED:
        table.add_column("n", width=COUNT, no_wrap=True, justify="right")
        table.add_column(f" {RATES[clock]}", width=RATE, no_wrap=True)
    changed = [(unit, figures) for unit, figures in totals.units.items() if figures.differs]
    for unit, figures in sorted(changed, key=lambda named: (-named[1].cases, named[0] or "")):
        table.add_row(unit_name(unit), *_figures(figures))
    table.add_section()
    table.add_row("合计", *_figures(totals.overall))
    return table


def _figures(figures: UnitTotals) -> Iterable[str]:
    for clock in WATCHED:
        change = figures.rates[clock]
        was, would = change.was, change.would
        yield str(was.n) if was.n == would.n else f"{was.n}→{would.n}"
        yield f" {was}" if str(was) == str(would) else f" {was}→{would}"


def _table(title: str, columns: dict[str, int]) -> Table:
    table = Table(
        title=f"\n[bold]{title}[/]",
        title_justify="left",
        title_style="",
        box=SIMPLE_HEAD,
        show_edge=False,
        padding=0,
    )
    for column, width in columns.items():
        table.add_column(column, no_wrap=True, width=width)
    return table


def _moments(line: Line) -> tuple[str, str]:
    """Before and after; where only the rule is another, the rules."""
    if line.was.at == line.would.at and line.was.rule != line.would.rule:
        return line.was.rule or NONE, line.would.rule or NONE
    return _moment(line.was), _moment(line.would)


def _moment(standing: Standing) -> str:
    """To the minute, where it is not the end of the day."""
    due = standing.due
    if due is None:
        return NONE
    local = due.at.astimezone(LOCAL)
    text = f"{local:%Y-%m-%d}" if local == end_of(local_date(local)) else f"{local:%Y-%m-%d %H:%M}"
    return f"{text}*" if due.provisional else text


def _judgement(line: Line) -> str:
    was, would = _late(line.was), _late(line.would)
    if was == would:
        return was
    return f"{was}→[{'red' if line.turned_late else 'green'}]{would}[/]"


def _late(standing: Standing) -> str:
    return NONE if standing.late is None else "超时" if standing.late else "按期"
