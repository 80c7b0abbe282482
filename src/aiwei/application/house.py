"""The wiring: from a database that answers to a desk that works."""

from pathlib import Path
from types import TracebackType
from typing import Self

from aiwei.application.desk import Desk
from aiwei.application.timekeeping import Timekeeping
from aiwei.settings import Settings
from aiwei.store.accounts import Accounts
from aiwei.store.book import Book
from aiwei.store.embedded import default_home
from aiwei.store.keys import MasterKey, make_master_key, read_master_key
from aiwei.store.recorder import Clock, wall_clock
from aiwei.store.vault import Vault, holds_sealed


class House:
    """Book, vault, timekeeping, accounts and desk over one database. The tables must be there (``migrate``
    first). Rules that the settings name are adopted when they differ; a faulty file is refused.
    """

    def __init__(self, conninfo: str, settings: Settings, *, clock: Clock = wall_clock) -> None:
        self.settings = settings
        self.clock = clock
        self.book = Book(conninfo, clock=clock)
        try:
            self.vault = Vault(self.book, master_key(settings, fresh=not holds_sealed(self.book)))
            self.vault.check_master()
            self.timekeeping = Timekeeping(self.book)
            if settings.rules_file is not None:
                self.timekeeping.adopt_rules(settings.rules_file)
        except BaseException:
            self.book.close()
            raise
        self.accounts = Accounts(self.book)
        self.desk = Desk(self.book, self.vault, self.timekeeping, clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.book.close()


def master_key(settings: Settings, *, fresh: bool) -> MasterKey:
    """The key of the setting, which must exist; else the home's own, made on first use.

    Where something is sealed already (not ``fresh``) a missing key is never replaced by a new one.
    """
    if settings.master_key_file is not None:
        return read_master_key(settings.master_key_file)
    path = home(settings) / "keys" / "master.key"
    return make_master_key(path) if fresh and not path.exists() else read_master_key(path)


def home(settings: Settings) -> Path:
    return settings.home or default_home()
