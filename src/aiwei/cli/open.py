"""Opening the house from the settings: database, migrations, key, desk."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from aiwei.application.house import House
from aiwei.cli.say import note
from aiwei.migrations.run import migrate
from aiwei.settings import Settings
from aiwei.store.database import Database
from aiwei.store.recorder import Clock, wall_clock


@contextmanager
def opened(settings: Settings, *, clock: Clock = wall_clock, durable: bool = True) -> Iterator[House]:
    """A house whose database answers and has all its tables."""
    with Database(settings, durable=durable, say=note) as database:
        migrate(database.conninfo)
        with House(database.conninfo, settings, clock=clock) as house:
            yield house


def stop_on_sigterm() -> None:
    """SIGTERM ends a command as Ctrl-C does: cleanly, keeping what was reported."""

    def interrupt(_signal: int, _frame: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    signal.signal(signal.SIGTERM, interrupt)
