"""What other rules would have made of the record: tables of 80 columns, and a sentence."""

from collections.abc import Callable, Iterable

from aiwei.application.what_if import (
    WATCHED,
    CaseChange,
    Change,
    Check,
    Departure,
    Rate,
    Span,
    Trial,
)
from aiwei.cli.say import out
from aiwei.cli.what_if_tables import RATES, cases_table, departures_table, units_table

UnitName = Callable[[str | None], str]
SHOWN_NOTES = 5


class Shown:
    """The first so many cases, those first in which lateness turns; memory does not grow with the rest."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._turned: list[CaseChange] = []
        self._moved: list[CaseChange] = []
        self.noted: list[CaseChange] = []

    def take(self, changes: Iterable[CaseChange]) -> None:
        for change in changes:
            if change.notes and len(self.noted) < SHOWN_NOTES:
                self.noted.append(change)
            turned = any(line.turned_late or line.saved for line in change.lines)
            kept = self._turned if turned else self._moved
            if change.lines and len(kept) < self.limit:
                kept.append(change)

    @property
    def cases(self) -> list[CaseChange]:
        return [*self._turned, *self._moved][: self.limit]


def first(found: Iterable[Departure], limit: int) -> list[Departure]:
    """So many of them; the rest is only counted."""
    return [departure for n, departure in enumerate(found) if n < limit]


def tell_trial(shown: Shown, trial: Trial, unit_name: UnitName) -> None:
    totals = trial.totals
    if shown.cases:
        out.print(cases_table(shown.cases, unit_name))
        _say_rest(totals.changed - len(shown.cases), "件")
    if totals.overall.differs:
        out.print(units_table(totals, unit_name))
    for change in shown.noted:
        out.print(f"{change.number}：{'；'.join(change.notes)}", markup=False)
    if totals.noted > len(shown.noted):
        out.print(f"另有 {totals.noted - len(shown.noted)} 件也不能完全照这份规则计算")
    out.print(f"\n{_summary(trial)}", markup=False)


def _summary(trial: Trial) -> str:
    totals = trial.totals
    whose = (
        f"{days(trial.span)}收到的 {totals.cases} 件" if trial.span != Span() else f"全部 {totals.cases} 件"
    )
    if not totals.changed:
        return f"{whose}，{totals.limits} 个时限：按这份规则，到期和超时都与记录相同。"
    rates = "；".join(f"{RATES[clock]} {_told(totals.overall.rates[clock])}" for clock in WATCHED)
    return (
        f"{whose}里，按这份规则有 {totals.changed} 件不同："
        f"{totals.turned_late} 次变为超时，{totals.saved} 次不再超时。{rates}。"
    )


def _told(change: Change) -> str:
    """A rate before and after, each with what it was counted from."""
    was = _with_count(change.was)
    return was if change.was == change.would else f"{was} → {_with_count(change.would)}"


def _with_count(rate: Rate) -> str:
    return f"{rate}（{rate.kept}/{rate.n}）"


def tell_check(found: list[Departure], check: Check) -> None:
    counted = f"{check.cases} 件的 {check.limits} 个时限、{check.judgements} 次超时判定"
    if not check.departures:
        out.print(f"[green]核对无误[/]：按各时点有效的规则和日历重算 {counted}，与记录全部相同")
        return
    out.print(departures_table(found))
    _say_rest(check.departures - len(found), "处")
    out.print(
        f"\n[red]核对不符[/]：重算 {counted}，有 {check.departures} 处与记录不同。"
        "升级程序换了附带的规则或日历时会这样；否则请运行 aiwei doctor 查看账本"
    )


def _say_rest(rest: int, unit: str) -> None:
    if rest:
        out.print(f"其余 {rest} {unit}没有列出：用 --limit 多列，或用 --json 全部列出")


def days(span: Span) -> str:
    """The span in words."""
    if span.first and span.last:
        return f"{span.first} 至 {span.last} "
    return f"{span.first} 起" if span.first else f"{span.last} 及以前"
