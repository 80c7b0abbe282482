"""``aiwei import-cases``: one row one case, with a bar, counts, and a reason for each row left out."""

import json
from pathlib import Path

from aiwei.application.house import House
from aiwei.application.imports import Counts, Import
from aiwei.application.parallel_import import ParallelImport
from aiwei.cli.open import opened, stop_on_sigterm
from aiwei.cli.say import err, out, progress
from aiwei.documents.profile import choose, mapped
from aiwei.documents.sheet import open_sheet
from aiwei.projections.cases import Cases
from aiwei.projections.projector import Projector
from aiwei.settings import Settings

SHOWN = 20


def run(file: Path, profile_name: str | None, *, workers: int, dry_run: bool, as_json: bool) -> int:
    """Imports a file; answers with the exit code: 0, or 1 when rows were rejected."""
    sheet = open_sheet(file)
    profile = choose(profile_name, sheet.header)
    stop_on_sigterm()
    with opened(Settings()) as house:
        work = _work(house, workers, dry_run=dry_run)
        try:
            with progress("导入") as advance:
                rows = mapped(profile, sheet.header, sheet.rows)
                work.run(rows, lambda done: advance(done, sheet.height))
            _show_at_once(house)
        finally:
            _report(work.counts, as_json=as_json, dry_run=dry_run)
    return 1 if work.counts.rejected else 0


def _work(house: House, workers: int, *, dry_run: bool) -> Import | ParallelImport:
    if workers == 1:
        return Import(house.desk, dry_run=dry_run)
    return ParallelImport(house.book.conninfo, house.settings, workers, dry_run, Counts())


def _show_at_once(house: House) -> None:
    """Brings the lists up to date, whether a server follows the book or not."""
    Projector(house.book, Cases(house.book)).catch_up()
    house.vault.sort_in_pairs()


def _report(counts: Counts, *, as_json: bool, dry_run: bool) -> None:
    if as_json:
        rejections = [{"row": r.row, "reason": r.reason} for r in counts.rejected]
        figures = {
            "read": counts.read,
            "created": counts.created,
            "already-there": counts.already_there,
            "rejected": len(counts.rejected),
            "rejections": rejections,
        }
        out.print_json(json.dumps(figures, ensure_ascii=False))
        return
    verb = "可以登记" if dry_run else "已登记"
    out.print(
        f"读到 {counts.read} 行：{verb} {counts.created} 件，早已登记 {counts.already_there} 件，"
        f"未收 {len(counts.rejected)} 行"
    )
    for rejection in counts.rejected[:SHOWN]:
        err.print(f"  第 {rejection.row} 行：{rejection.reason}", style="yellow")
    if len(counts.rejected) > SHOWN:
        err.print(f"  ……另有 {len(counts.rejected) - SHOWN} 行，用 --json 看全部", style="yellow")
