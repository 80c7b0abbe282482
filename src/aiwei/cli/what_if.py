"""``aiwei rules try``: what other rules would have made of the record; without a file, the record's own
rules once more. Writes nothing.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from aiwei.application.house import House
from aiwei.application.rules_source import RulesProblem, read_rules
from aiwei.application.what_if import Check, Seen, Span, Trial, candidate, in_force
from aiwei.cli import what_if_json as in_json
from aiwei.cli import what_if_words as in_words
from aiwei.cli.open import opened
from aiwei.cli.say import fail, note, progress, sentences
from aiwei.domain.calendar import local_date
from aiwei.domain.timekeeping.commands import AdoptRules
from aiwei.settings import Settings

WRONGLY_ASKED = 2


def try_rules(
    file: Annotated[Path | None, typer.Argument(help="规则文件；不给则用现行规则核对记录")] = None,
    since: Annotated[str, typer.Option("--from", help="只算这天起收到的件，如 2026-03-01")] = "",
    until: Annotated[str, typer.Option("--to", help="只算到这天（含）收到的件")] = "",
    limit: Annotated[int, typer.Option(min=1, help="最多列出多少件；--json 总是全部列出")] = 20,
    *,
    newest: Annotated[bool, typer.Option("--newest", help="各规则都按最新版本，当作一直有效")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 给出")] = False,
) -> None:
    """试算：若按这份规则，以往哪些件、哪些单位会不同；不给文件则逐件重算、核对记录。不改动任何数据。"""
    with sentences():
        span = _span(since, until)
        table = _table(file) if file else None
        with opened(Settings()) as house:
            if table is None:
                code = _check(house, span, limit, as_json=as_json)
            else:
                code = _try(house, table, span, limit, newest=newest, as_json=as_json)
    raise typer.Exit(code)


def _try(house: House, table: AdoptRules, span: Span, limit: int, *, newest: bool, as_json: bool) -> int:
    """Differences are what was asked for, and no failure."""
    now = house.clock()
    then = in_force(house.book, house.timekeeping)
    instead = candidate(table, then, local_date(now), newest=newest)
    for hint in instead.notes:
        note(hint)
    trial = Trial(house.book, then, instead, span, now)
    unit_name = house.desk.register.now().unit_name
    began = time.monotonic()
    with _bar(house, "试算") as seen:
        if as_json:
            in_json.tell_trial(trial.run(seen), trial, unit_name)
        else:
            shown = in_words.Shown(limit)
            shown.take(trial.run(seen))
    if not trial.totals.cases:
        return _none_there(span)
    _say_speed(trial.totals.cases, began)
    if not as_json:
        in_words.tell_trial(shown, trial, unit_name)
    return 0


def _check(house: House, span: Span, limit: int, *, as_json: bool) -> int:
    """1 where the record is not what its own rules lead to."""
    check = Check(house.book, in_force(house.book, house.timekeeping), span)
    began = time.monotonic()
    with _bar(house, "核对") as seen:
        if as_json:
            in_json.tell_check(check.run(seen), check)
        else:
            found = in_words.first(check.run(seen), limit)
    if not check.cases:
        return _none_there(span)
    _say_speed(check.cases, began)
    if not as_json:
        in_words.tell_check(found, check)
    return 1 if check.departures else 0


@contextmanager
def _bar(house: House, what: str) -> Iterator[Seen]:
    """A bar while events are read."""
    total = house.book.last_position()
    with progress(what) as advance:
        yield lambda read: advance(read, total)


def _say_speed(cases: int, began: float) -> None:
    seconds = max(time.monotonic() - began, 0.001)
    note(f"算了 {cases} 件，用时 {seconds:.1f} 秒，每秒 {cases / seconds:.0f} 件")


def _span(since: str, until: str) -> Span:
    span = Span(_day("--from", since), _day("--to", until))
    if span.first and span.last and span.first > span.last:
        fail(f"--from {span.first} 晚于 --to {span.last}，请对调", WRONGLY_ASKED)
    return span


def _day(option: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        fail(f"{option}「{text}」不是日期，应如 2026-03-01", WRONGLY_ASKED)


def _table(file: Path) -> AdoptRules:
    """The file's table; all its faults otherwise."""
    try:
        return read_rules(file)
    except RulesProblem as problem:
        fail(str(problem), WRONGLY_ASKED)


def _none_there(span: Span) -> int:
    """A span without a case is a slip; a book without one is a beginning."""
    if span != Span():
        fail(f"{in_words.days(span)}没有收到任何件，请核对 --from 和 --to", WRONGLY_ASKED)
    note("还没有登记任何件，没有可算的")
    return 0
