"""What other rules would have made of the record, for programs: one JSON document, written as it is found."""

import json
from collections.abc import Callable, Iterable
from typing import Any

import typer

from aiwei.application.what_if import (
    WATCHED,
    CaseChange,
    Check,
    Departure,
    Line,
    Rate,
    Standing,
    Trial,
    UnitTotals,
)
from aiwei.domain.case.grounds import Clock

UnitName = Callable[[str | None], str]
RATES = {Clock.CASE: "closed_on_time", Clock.TASK: "handled_on_time", Clock.SIGN_FOR: "signed_on_time"}


def tell_trial(changes: Iterable[CaseChange], trial: Trial, unit_name: UnitName) -> None:
    """Every case that differs, then the figures."""
    _listed("cases", (_case(change) for change in changes))
    totals = trial.totals
    counts = ("cases", "limits", "changed", "noted", "turned_late", "saved")
    units = [
        {"unit": unit, "name": unit_name(unit), **_figures(figures)} for unit, figures in totals.units.items()
    ]
    figures = {name: getattr(totals, name) for name in counts} | _rates(totals.overall)
    _ended({"units": units, "totals": figures, "notes": list(trial.instead.notes)})


def tell_check(found: Iterable[Departure], check: Check) -> None:
    """Every place where record and replay part; equal when there is none."""
    _listed("departures", ({"number": d.number, "version": d.version, **_line(d.line)} for d in found))
    counts = ("cases", "limits", "judgements")
    _ended({"equal": not check.departures, "totals": {name: getattr(check, name) for name in counts}})


def _listed(name: str, entries: Iterable[dict[str, Any]]) -> None:
    """The beginning of the document: a list that is never held whole."""
    typer.echo(f'{{"{name}": [', nl=False)
    for n, entry in enumerate(entries):
        typer.echo(f"{',' if n else ''}\n{_json(entry)}", nl=False)
    typer.echo("\n],", nl=False)


def _ended(rest: dict[str, Any]) -> None:
    typer.echo(_json(rest).removeprefix("{"))


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)


def _case(change: CaseChange) -> dict[str, Any]:
    return {
        "case_id": str(change.case_id),
        "number": change.number,
        "unit": change.unit,
        "limits": [_line(line) for line in change.lines],
        "notes": list(change.notes),
    }


def _line(line: Line) -> dict[str, Any]:
    return {"clock": line.clock, "before": _standing(line.was), "after": _standing(line.would)}


def _standing(standing: Standing) -> dict[str, Any]:
    due = standing.due
    return {
        "due": due.at.isoformat() if due else None,
        "rule": due.rule if due else None,
        "provisional": due.provisional if due else None,
        "late": standing.late,
    }


def _figures(figures: UnitTotals) -> dict[str, Any]:
    return {"cases": figures.cases} | _rates(figures)


def _rates(figures: UnitTotals) -> dict[str, Any]:
    return {
        RATES[clock]: {"before": _rate(figures.rates[clock].was), "after": _rate(figures.rates[clock].would)}
        for clock in WATCHED
    }


def _rate(rate: Rate) -> dict[str, Any]:
    """``rate`` is null where there is nothing to divide by."""
    return {"n": rate.n, "kept": rate.kept, "rate": rate.share}
