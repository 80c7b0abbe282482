"""``aiwei doctor``: is everything in order, and what to do where it is not."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from aiwei.application.house import House, home
from aiwei.cli.open import opened
from aiwei.cli.say import out
from aiwei.domain.calendar import LOCAL, local_date
from aiwei.projections.cases import Cases
from aiwei.projections.projector import Projector
from aiwei.settings import Settings
from aiwei.store.audit import check
from aiwei.store.heartbeats import SENTINEL, last_beat

LEAST_FREE = 1 << 30
#: By this month the State Council has usually published next year's days off.
NOTICE_MONTH = 11
#: It looks every 20 seconds; a clock that was set back shows as a look in the future.
SILENT, AHEAD = timedelta(minutes=5), timedelta(minutes=1)
OPEN = "SELECT 1 FROM read.cases WHERE closed_at IS NULL LIMIT 1"


class Finding(NamedTuple):
    """One thing looked at. ``advice`` is empty where all is well."""

    what: str
    told: str
    advice: str = ""


def run() -> int:
    """Prints each finding; answers with 1 when something needs doing."""
    settings = Settings()
    with opened(settings) as house:
        findings = [*_place(settings), *_data(house), *_sentinel(house), *_people(house), *_calendar(house)]
    for finding in findings:
        mark = "[red]✗[/]" if finding.advice else "[green]✓[/]"
        out.print(f"{mark} {finding.what}：{finding.told}")
        if finding.advice:
            out.print(f"   {finding.advice}", style="yellow")
    return 1 if any(finding.advice for finding in findings) else 0


def _place(settings: Settings) -> Iterator[Finding]:
    if settings.given_database() is not None:
        yield Finding("数据库", "使用 AIWEI_DATABASE_URL 指定的数据库")
        return
    folder = home(settings)
    free = shutil.disk_usage(folder).free
    advice = "" if free > LEAST_FREE else "磁盘快满了，请清理或扩容"
    yield Finding("数据库", f"内置 PostgreSQL，数据在 {folder}，磁盘剩余 {free / (1 << 30):.0f} GB", advice)


def _data(house: House) -> Iterator[Finding]:
    report = check(house.book)
    told = f"重读 {report.events} 个事件、{report.streams} 条记录流"
    yield Finding("事件账本", f"{told}，{'完好' if report.sound else '有问题'}", "；".join(report.faults))
    behind = house.book.last_position() - Projector(house.book, Cases(house.book)).position()
    advice = "服务没有运行，或投影停了：启动 aiwei serve 即会跟上" if behind else ""
    yield Finding("工作清单", f"落后 {behind} 个事件" if behind else "与账本一致", advice)


def _sentinel(house: House) -> Iterator[Finding]:
    last, now = last_beat(house.book, SENTINEL), house.clock()
    with house.book.connection() as conn:
        needed = conn.execute(OPEN).fetchone() is not None
    told = f"上次查看时限 {last.astimezone(LOCAL):%Y-%m-%d %H:%M}" if last else "还没有查看过时限"
    silent = last is None or not now - SILENT <= last <= now + AHEAD
    advice = "有在办的件，但无人提醒，挂账到期也不恢复：请启动 aiwei serve，或 aiwei serve --only sentinel"
    yield Finding("值守", told, advice if silent and needed else "")


def _people(house: House) -> Iterator[Finding]:
    register = house.desk.register.now()
    accounts = len(house.accounts.everyone())
    told = f"{len(register.units)} 个单位、{len(register.posts)} 个岗位、{len(register.names)} 人"
    yield Finding("登记册", told, "" if register.units else "请导入登记册：aiwei import-register 文件.csv")
    yield Finding(
        "账号", f"{accounts} 个", "" if accounts else "请建账号：aiwei account add 登录名 --person 人员代码"
    )


def _calendar(house: House) -> Iterator[Finding]:
    calendar, today = house.timekeeping.calendar(), local_date(house.clock())
    told = f"{calendar.version}，覆盖到 {calendar.last_year} 年"
    if today.month >= NOTICE_MONTH and today.year + 1 not in calendar.years:
        told += f"；{today.year + 1} 年的放假通知公布后请装入：aiwei calendar load 文件"
    advice = "今年的放假安排不在日历里，时限均为暂定：请装入 aiwei calendar load 文件，或升级程序"
    yield Finding("工作日历", told, "" if calendar.covers(today) else advice)
