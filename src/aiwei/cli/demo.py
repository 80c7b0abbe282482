"""``aiwei demo``: the main job from intake to closure on simulated days, in a data home of its own."""

import shutil
import sys
from collections.abc import Callable
from datetime import timedelta
from importlib import resources
from pathlib import Path

from aiwei.application.demo.clock import SimulatedClock
from aiwei.application.demo.simulation import Simulation
from aiwei.application.desk import Caller
from aiwei.application.house import House
from aiwei.application.imports import intakes
from aiwei.application.intake import Intake
from aiwei.application.sentinel import Sentinel
from aiwei.cli import demo_ending
from aiwei.cli.open import opened, stop_on_sigterm
from aiwei.cli.say import fail, note, out, progress
from aiwei.cli.serve import Following, Watching, bind, serve_on
from aiwei.documents.profile import choose, mapped
from aiwei.documents.register_table import parse_register
from aiwei.documents.sheet import Sheet, csv_sheet, open_sheet
from aiwei.domain.calendar import local_date
from aiwei.domain.office import SYSTEM, Via
from aiwei.domain.register.commands import DeclareRegister
from aiwei.projections.cases import Cases
from aiwei.projections.due_clocks import DueClocks
from aiwei.projections.projector import Projector
from aiwei.settings import Settings
from aiwei.store.embedded import EmbeddedPostgres, default_home
from aiwei.store.embedded.layout import Layout, must_be_folder
from aiwei.store.embedded.locks import FileLock

MARK = "这是演示数据.txt"
MARK_TEXT = "这个文件夹由 aiwei demo 建立，每次演示都会清空重来。请不要在这里存放正式数据。\n"
RUNS_ON = timedelta(hours=5)
TURNS = 17  # of a case, as it turned out
PASSWORD = "aiwei-demo"  # noqa: S105 (of invented people in a throw-away home; printed at the end)
LOGINS = {
    "clerk": ("p-wumingming", "经办人：登记、受理、派单"),
    "head": ("p-jiasiyuan", "负责人：审核、办结"),
    "checker": ("p-zhenxizhi", "检查员：核查"),
    "caller": ("p-wenyisheng", "回访员：回访"),
    "shibin": ("p-jiapaotui", "柿槟服务中心联络员：签收、整改"),
    "leader": ("p-zhendandang", "分管副镇长：审批挂账和第二次延期"),
    "convener": ("p-jiarushan", "领导小组组长：会商决定、挂牌督办"),
    "reviewer": ("p-shenbuwang", "镇纪委：复核逾期申诉"),
    "archivist": ("p-changzaice", "档案员：归档"),
}


def run(home: Path | None, source: Path | None, *, serve: bool) -> None:
    """Plays the town, prints how it ends, and serves it when asked."""
    stop_on_sigterm()
    rows = _rows(source)
    settings = Settings(home=fresh_home(home), database_url=None, database_url_file=None)
    listener = bind(settings.host, settings.port) if serve else None
    clock = SimulatedClock(min(i.received_at for i in rows if i.received_at) - timedelta(hours=1))
    with opened(settings, clock=clock, durable=False) as house:  # a throw-away home
        _furnish(house)
        _play(house, clock, rows)
        demo_ending.show(house, out)
    _say_how_to_go_on(settings)
    if listener is not None:
        with listener, opened(settings) as house, Following(house), Watching(house):
            out.print(f"已启动：http://{settings.host}:{settings.port}/docs  （按 Ctrl-C 停止）")
            serve_on(house, listener)


def fresh_home(home: Path | None) -> Path:
    """An empty folder for the demo; only one that an earlier demo made is ever emptied."""
    folder = home or default_home().with_name(f"{default_home().name}-demo")
    must_be_folder(folder)
    if folder.exists() and any(folder.iterdir()):
        if not (folder / MARK).exists():
            fail(f"{folder} 里已有别的内容，演示不会动它：请用 --home 给一个空文件夹")
        _refuse_in_use(folder)
        shutil.rmtree(folder)
    folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    (folder / MARK).write_text(MARK_TEXT, encoding="utf-8")
    return folder


def _refuse_in_use(folder: Path) -> None:
    """An earlier demo may still be open somewhere: its database is not swept away under it."""
    users = FileLock(Layout(folder).users_lock)
    alone = users.try_exclusive()
    users.close()
    if not alone:
        fail(f"{folder} 正在使用（上次的演示还开着？）：请先结束它，或用 --home 另给一个空文件夹")
    if (Layout(folder).home / "pg" / "postmaster.pid").exists():  # left behind by a closed terminal
        leftover = EmbeddedPostgres(folder)
        leftover.start()
        leftover.stop()


def _rows(source: Path | None) -> list[Intake]:
    """The file's rows or the shipped sample's, as intakes in the order of their receipt."""
    sheet: Sheet = open_sheet(source) if source else csv_sheet(_shipped("sample.csv"), "sample.csv")
    villages = {unit.name: unit.code for unit in _register().units}
    profile = choose(None, sheet.header)
    good, bad = intakes(mapped(profile, sheet.header, sheet.rows), villages)
    for rejection in bad:
        note(f"第 {rejection.row} 行未收：{rejection.reason}")
    found = sorted((i for i in good.values() if i.received_at), key=lambda i: i.received_at or fail(""))
    if not found:
        fail("这个文件里没有可用的行")
    return found


def _register() -> DeclareRegister:
    return parse_register(_shipped("register.csv"), "register.csv")


def _shipped(name: str) -> str:
    return resources.files("aiwei.application.demo").joinpath("data", name).read_text(encoding="utf-8")


def _furnish(house: House) -> None:
    """The register, in force since before the first message, and a few log-ins."""
    declared = _register()
    first = local_date(house.clock()) - timedelta(days=1)
    tenures = [
        t.model_copy(update={"since": first}) if t.until is None and t.since > first else t
        for t in declared.tenures
    ]
    register = declared.model_copy(update={"tenures": tuple(tenures), "basis": "演示"})
    house.desk.declare_register(register, Caller(SYSTEM, Via.CLI))
    for login, (person, _) in LOGINS.items():
        house.accounts.add(login, person, PASSWORD)


def _play(house: House, clock: SimulatedClock, rows: list[Intake]) -> None:
    out.print(f"演示开始：{len(rows)} 件投诉和问题，{clock():%Y-%m-%d} 起，按真实工作日推进……")
    town = Simulation(house.desk, clock, watch=_watching(house), note=note)
    with progress("办理") as advance:
        town.run(rows, runs_on=RUNS_ON, progress=lambda done: advance(done, len(rows) * TURNS))


def _watching(house: House) -> Callable[[], None]:
    """The sentinel's round, by lists that are up to date; as often as the town's time goes on."""
    projector = Projector(house.book, Cases(house.book), note=note)
    sentinel = Sentinel(house.desk, DueClocks(house.book), note=note)

    def watch() -> None:
        projector.catch_up()
        while sentinel.work() == 0:
            projector.catch_up()
        projector.catch_up()

    return watch


def _say_how_to_go_on(settings: Settings) -> None:
    program = "aiwei" if shutil.which("aiwei") else Path(sys.argv[0])
    out.print(f"\n[bold]接着看[/]（数据在 {settings.home}，密码都是 {PASSWORD}）：")
    out.print(f"  AIWEI_HOME={settings.home} {program} tui    终端界面", soft_wrap=True)
    out.print(f"  AIWEI_HOME={settings.home} {program} serve  接口，说明在 /docs", soft_wrap=True)
    for login, (_, what) in LOGINS.items():
        out.print(f"  {login:9} {what}")
