"""``aiwei``: every command by its name in the contract."""

import time
from pathlib import Path
from typing import Annotated

import typer

from aiwei.application.desk import Caller
from aiwei.cli import accounts, imports, timekeeping
from aiwei.cli import demo as demos
from aiwei.cli import doctor as doctors
from aiwei.cli.open import opened
from aiwei.cli.say import fail, note, out, progress, sentences
from aiwei.cli.serve import Part, run
from aiwei.documents.register_table import read_register
from aiwei.domain.office import SYSTEM, Via
from aiwei.migrations.run import migrate as run_migrations
from aiwei.projections.cases import Cases
from aiwei.projections.projector import Projector
from aiwei.settings import DEFAULT_PORT, Settings
from aiwei.store.database import Database

app = typer.Typer(
    name="aiwei",
    help="爱卫：镇爱卫办投诉与整改跟踪系统",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
)
app.add_typer(accounts.app, name="account")
app.add_typer(timekeeping.calendar, name="calendar")
app.add_typer(timekeeping.rules, name="rules")


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="监听地址，默认 127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option(help=f"端口，默认 {DEFAULT_PORT}")] = None,
    only: Annotated[Part | None, typer.Option(help="只运行其中一部分")] = None,
) -> None:
    """启动服务：接口和投影；没有 AIWEI_DATABASE_URL 时自带数据库。"""
    with sentences():
        settings = Settings()
        if host is not None:
            settings.host = host
        if port is not None:
            settings.port = port
        run(settings, only)


@app.command("import-register")
def import_register(file: Annotated[Path, typer.Argument(help="单位、岗位、任职的 CSV")]) -> None:
    """导入登记册：单位、岗位、任职。已有且相同的不会重复。"""
    with sentences(), opened(Settings()) as house:
        facts = house.desk.declare_register(read_register(file), Caller(SYSTEM, Via.CLI))
        out.print(f"登记册新增或变更 {facts} 项")


@app.command()
def demo(
    home: Annotated[Path | None, typer.Option(help="演示数据放在哪里（空文件夹，或上次演示的）")] = None,
    source: Annotated[Path | None, typer.Option("--input", help="用这个 Excel 或 CSV 代替自带样例")] = None,
    *,
    serve: Annotated[bool, typer.Option("--serve", help="演示完启动服务")] = False,
) -> None:
    """演示：自带样例从登记、派单、整改、核查到办结走一遍，时钟是模拟的。"""
    with sentences():
        demos.run(home, source, serve=serve)


@app.command("import-cases")
def import_cases(
    file: Annotated[Path, typer.Argument(help="Excel（.xlsx）或 CSV 文件，一行一件")],
    profile: Annotated[str | None, typer.Option(help="列对照的名称或 .toml 文件；不给则按表头识别")] = None,
    workers: Annotated[int, typer.Option(min=1, max=16, help="用几个进程导入，大表可加快")] = 1,
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不登记")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 给出计数")] = False,
) -> None:
    """导入 12345 等来源的导出表；按来源编号去重，坏行说明原因，其余照收。"""
    with sentences():
        code = imports.run(file, profile, workers=workers, dry_run=dry_run, as_json=as_json)
    raise typer.Exit(code)


@app.command()
def rebuild(name: Annotated[str, typer.Argument(help="读模型名称")] = "cases") -> None:
    """由事件重建读模型；重建期间查询照常。"""
    if name != Cases.name:
        fail(f"没有读模型「{name}」，现有：{Cases.name}")
    with sentences(), opened(Settings()) as house:
        began = time.monotonic()
        with progress("重建") as advance:
            done = Projector(house.book, Cases(house.book), note=note).rebuild(advance)
        seconds = time.monotonic() - began
        out.print(f"已由 {done} 个事件重建「{name}」，用时 {seconds:.1f} 秒")


@app.command()
def migrate() -> None:
    """建立或升级数据库的表，然后退出（分开部署时先运行它）。"""
    with sentences(), Database(Settings(), say=note) as database:
        done = run_migrations(database.conninfo)
        out.print(f"已执行：{'、'.join(done)}" if done else "数据库已是最新")


@app.command()
def doctor() -> None:
    """自检：数据库、账本、清单、登记册、账号、日历；有问题说明怎么办。"""
    with sentences():
        code = doctors.run()
    raise typer.Exit(code)


@app.command()
def tui(
    url: Annotated[str | None, typer.Option(help="服务地址；不给则找本机的服务，没有就自己启动")] = None,
) -> None:
    """终端界面。"""
    from aiwei.cli.tui import run as run_tui  # noqa: PLC0415 (Textual is heavy, and only this command needs it)

    with sentences():
        run_tui(url)


def main() -> None:
    """The entry point."""
    app()
