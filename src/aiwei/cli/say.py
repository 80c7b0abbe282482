"""How the command line speaks, and how it fails: with a sentence, never a stack of frames."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

import psycopg
import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from aiwei.application.calendar_source import CalendarProblem
from aiwei.application.rules_source import RulesProblem
from aiwei.application.wording import wording
from aiwei.documents.problem import DocumentProblem
from aiwei.domain.decider import Refused
from aiwei.migrations.run import MigrationProblem
from aiwei.settings import Settings
from aiwei.store.book import GONE
from aiwei.store.codec import Unreadable
from aiwei.store.database import DatabaseProblem
from aiwei.store.embedded import EmbeddedProblem
from aiwei.store.keys import KeyProblem

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)
SENTENCES = (
    CalendarProblem,
    DatabaseProblem,
    DocumentProblem,
    EmbeddedProblem,
    KeyProblem,
    MigrationProblem,
    RulesProblem,
)


def note(text: str) -> None:
    """A word to the operator, apart from what a command prints as its result."""
    err.print(text, style="dim")


def fail(sentence: str, code: int = 1) -> NoReturn:
    err.print(sentence, style="bold red")
    raise typer.Exit(code)


@contextmanager
def sentences() -> Iterator[None]:
    """Known troubles end in one sentence and exit code 1; Ctrl-C in 130."""
    try:
        yield
    except KeyboardInterrupt:
        err.print("\n已停止。已报告完成的都在，重新运行即可接着做。", style="yellow")
        raise typer.Exit(130) from None
    except Exception as trouble:
        sentence = _told(trouble)
        if sentence is None:
            raise
        fail(sentence)


def _told(trouble: Exception) -> str | None:  # noqa: PLR0911 (one arm a trouble)
    """A known trouble as a sentence; None for what is a fault of ours."""
    if isinstance(trouble, SENTENCES):
        return str(trouble)
    match trouble:
        case Refused():
            return f"{trouble.title}：{trouble.detail}"
        case Unreadable():
            return f"{str(trouble).partition(chr(10))[0]}。请运行 aiwei doctor 查看，并从备份恢复"
        case ValidationError() if trouble.title == Settings.__name__:
            return "；".join(
                f"环境变量 AIWEI_{str(e['loc'][0]).upper()} {wording(e)}" for e in trouble.errors()
            )
        case psycopg.errors.UndefinedTable():
            return "数据库里还没有表：请先运行 aiwei serve 或 aiwei doctor"
        case OSError() if trouble.filename is not None:
            return f"{trouble.filename} 用不了：{trouble.strerror}"
        case _ if isinstance(trouble, GONE):
            return f"数据库连接中断（{type(trouble).__name__}）：已报告完成的都在，重新运行即可接着做"
        case _:
            return None


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on the terminal, nothing in a pipe; call it with (done, total)."""
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, disable=not err.is_terminal, transient=True) as bar:
        task = bar.add_task(what, total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield advance
