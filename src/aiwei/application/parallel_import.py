"""An import by several processes: one reads the table, the others check, seal and record batches of it."""

import multiprocessing
import signal
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass

from aiwei.application.house import House
from aiwei.application.imports import Counts, Import, Rejection, Row, Seen, batches
from aiwei.settings import Settings

WAITING_EACH = 2

_house: House | None = None  # a worker process's own


@dataclass(slots=True)
class ParallelImport:
    """As ``Import``, on several cores. ``counts`` holds only what a worker has reported as committed."""

    conninfo: str
    settings: Settings
    workers: int
    dry_run: bool
    counts: Counts

    def run(self, rows: Iterable[Row], progress: Callable[[int], None]) -> Counts:
        """Takes all rows; order among batches is free, so case numbers need not follow the table."""
        pending: set[Future[Counts]] = set()
        with ProcessPoolExecutor(
            self.workers, multiprocessing.get_context("spawn"), _open, (self.conninfo, self.settings)
        ) as pool:
            try:
                for batch in batches(self._once(rows)):
                    pending.add(pool.submit(_take, batch, self.dry_run))
                    if len(pending) >= self.workers * WAITING_EACH:
                        done, pending = wait(pending, return_when=FIRST_COMPLETED)
                        self._add(done, progress)
            except BaseException:
                for late in pending:
                    late.cancel()  # what has begun goes on to its end; the rest is for the next run
                raise
            finally:
                done, _ = wait(pending)
                self._add({future for future in done if not future.cancelled()}, progress)
        self.counts.rejected.sort()
        return self.counts

    def _once(self, rows: Iterable[Row]) -> Iterable[Row]:
        """The rows without those whose number came before in the table."""
        seen = Seen()
        for row in rows:
            if twice := seen.twice(row):
                self.counts.read += 1
                self.counts.rejected.append(Rejection(row.number, twice))
            else:
                yield row

    def _add(self, done: Iterable[Future[Counts]], progress: Callable[[int], None]) -> None:
        for future in done:
            counts = future.result()
            self.counts.read += counts.read
            self.counts.created += counts.created
            self.counts.already_there += counts.already_there
            self.counts.rejected.extend(counts.rejected)
        progress(self.counts.read)


def _open(conninfo: str, settings: Settings) -> None:
    """Once in each worker. Ctrl-C is for the process that reads: a batch under way is finished."""
    global _house  # noqa: PLW0603 (a pool's initializer has no other place)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _house = House(conninfo, settings)


def _take(batch: list[Row], dry_run: bool) -> Counts:  # noqa: FBT001 (sent between processes)
    if _house is None:  # pragma: no cover (the initializer ran)
        raise RuntimeError("a worker without a house")
    return Import(_house.desk, dry_run).run(batch)
