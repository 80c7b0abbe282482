"""``aiwei calendar …`` and ``aiwei rules …``: by what limits are counted, shown and changed."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

import typer

from aiwei.application.house import House
from aiwei.application.recompute import recompute
from aiwei.application.rules_source import read_rules, shipped_text
from aiwei.application.rules_writing import rules_text
from aiwei.cli.open import opened
from aiwei.cli.say import fail, note, out, sentences
from aiwei.cli.what_if import try_rules
from aiwei.domain.calendar import local_date
from aiwei.domain.deadlines import Rule
from aiwei.domain.timekeeping.commands import AdoptRules
from aiwei.settings import Settings

calendar = typer.Typer(no_args_is_help=True, help="工作日历：放假和调休")
rules = typer.Typer(no_args_is_help=True, help="时限规则")
rules.command("try")(try_rules)
File = Annotated[Path, typer.Argument(help="文件")]


@calendar.command("load")
def load_calendar(
    file: Annotated[Path, typer.Argument(help="一年的放假安排：.toml，或 date,kind,note 三列的 .csv")],
    basis: Annotated[str, typer.Option(help="依据，如通知的文号；不给则用文件里的")] = "",
) -> None:
    """装入一年的放假安排，替代该年原有的安排；暂定的时限随后重算。"""
    with sentences(), opened(Settings()) as house:
        loaded = house.timekeeping.load_calendar(file, basis)
        if loaded.changed:
            again = f"（第 {loaded.edition} 版，替代上一版）" if loaded.edition > 1 else ""
            version = house.timekeeping.calendar().version
            out.print(f"已装入 {loaded.year} 年的放假安排{again}，日历 {version}")
        else:
            out.print(f"{loaded.year} 年的放假安排与已装入的相同，没有变化")
        # in either case: an earlier run may have been broken off between the two
        out.print(f"重算了 {recompute(house.desk)} 件的暂定时限")


@calendar.command("show")
def show_calendar(
    year: Annotated[int | None, typer.Argument(help="年份，不给则今年")] = None,
) -> None:
    """一年里哪些天放假，哪些周末上班。"""
    with sentences(), opened(Settings()) as house:
        known = house.timekeeping.calendar()
        asked = year or local_date(house.clock()).year
        out.print(f"日历 {known.version}，覆盖 {_ranges_of_years(known.years)} 年")
        if asked not in known.years:
            fail(f"日历里没有 {asked} 年：请用 aiwei calendar load 装入放假安排")
        out.print(f"{asked} 年放假：{'、'.join(_ranges(d for d in known.days_off if d.year == asked))}")
        worked = sorted(d for d in known.swapped_workdays if d.year == asked)
        out.print(f"调休上班：{'、'.join(f'{day:%m-%d}' for day in worked) or '无'}")
        if loaded := house.timekeeping.loaded_years().get(asked):
            out.print(f"由本单位装入，第 {loaded.edition} 版，依据：{loaded.basis}", markup=False)


@rules.command("check")
def check_rules(file: File) -> None:
    """检查规则文件，列出全部错误；不改动任何数据。"""
    with sentences():
        table = read_rules(file)
        out.print(f"{file} 可以使用：{len(table.rules)} 条规则")


@rules.command("load")
def load_rules(file: File) -> None:
    """采用规则文件：记入账本，此后新的时限按它计算。"""
    with sentences():
        settings = Settings()
        with opened(settings) as house:
            before = set(house.timekeeping.rules(fresh=True).all())
            if not house.timekeeping.adopt_rules(file):
                out.print("与现行规则相同，没有变化")
                return
            _say_changes(before, house.timekeeping.rules().all())
        if settings.rules_file is not None and settings.rules_file.resolve() != file.resolve():
            note(f"提醒：设置 AIWEI_RULES_FILE 指向 {settings.rules_file}，下次启动会改用那个文件")


@rules.command("show")
def show_rules() -> None:
    """现行规则：时限、有效期、依据。"""
    with sentences(), opened(Settings()) as house:
        _say_source(house)
        for rule in house.timekeeping.rules().all():
            until = f"，至 {rule.effective_to}" if rule.effective_to else ""
            out.print(f"{rule.name}  {rule.title}：{rule.amount}{rule.unit.label}{until}", markup=False)
            out.print(f"    {rule.basis}", style="dim", markup=False)


@rules.command("export")
def export_rules() -> None:
    """把现行规则打印成 TOML，改好后可用 rules load 采用。"""
    with sentences(), opened(Settings()) as house:
        adopted = house.timekeeping.adopted()
        if adopted is None:
            text = shipped_text()
        else:
            now = house.timekeeping.rules()
            text = rules_text(
                AdoptRules(rules=now.all(), hours=now.hours, warning=now.warning, basis=adopted.basis)
            )
        typer.echo(text, nl=False)


def _say_changes(before: Iterable[Rule], now: Iterable[Rule]) -> None:
    old, new = {rule.name: rule for rule in before}, {rule.name: rule for rule in now}
    changed = [name for name, rule in new.items() if old.get(name) != rule]
    dropped = [name for name in old if name not in new]
    out.print(f"已采用 {len(new)} 条规则")
    if changed:
        out.print(f"新增或变更：{'、'.join(changed)}")
    if dropped:
        out.print(f"不再使用：{'、'.join(dropped)}")


def _say_source(house: House) -> None:
    adopted = house.timekeeping.adopted()
    if adopted is None:
        out.print("现行规则：随程序附带，本单位还没有采用自己的规则")
    else:
        out.print(f"现行规则：本单位采用，依据：{adopted.basis}，摘要 {adopted.digest[:12]}", markup=False)


def _ranges(days: Iterable[date]) -> Iterator[str]:
    """Days that follow one another, told as one range."""
    run: list[date] = []
    for day in [*sorted(days), date.max]:
        if run and day != run[-1] + timedelta(days=1):
            yield f"{run[0]:%m-%d}" if len(run) == 1 else f"{run[0]:%m-%d} 至 {run[-1]:%m-%d}"
            run = []
        run.append(day)


def _ranges_of_years(years: Iterable[int]) -> str:
    """As a person says it: 2004–2026、2028."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
