"""Taking in many cases at once: one row one case, hundreds in a transaction, the same number once only."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple, Protocol

from pydantic import ValidationError

from aiwei.application.desk import Desk, Prepared, source_claim
from aiwei.application.intake import Intake
from aiwei.application.wording import wording
from aiwei.domain.decider import Refused
from aiwei.domain.office import SYSTEM, Via
from aiwei.store.append import AlreadyClaimed
from aiwei.store.book import Signature

AT_ONCE = 250
TRIES = 5


class Row(Protocol):
    """What a table's reader hands over; ``problem`` says why a row is none."""

    @property
    def number(self) -> int: ...
    @property
    def fields(self) -> Mapping[str, Any]: ...
    @property
    def problem(self) -> str: ...


class Rejection(NamedTuple):
    row: int
    reason: str


@dataclass(slots=True)
class Counts:
    """What became of the rows; ``created`` counts only what has been committed."""

    read: int = 0
    created: int = 0
    already_there: int = 0
    rejected: list[Rejection] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Job:
    """A batch on its way into the book: its rows, and what was found out about them."""

    wanted: dict[int, Intake]
    prepared: list[Prepared]
    already_there: int
    refused: list[Rejection]


class Seen:
    """The numbers of the rows so far: one number twice in one table is told, not dropped."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}

    def twice(self, row: Row) -> str:
        """Why this row is a second one; empty when it is not."""
        number = str(row.fields.get("source_number") or "")
        first = self._rows.setdefault(number, row.number) if number else row.number
        return f"编号「{number}」与第 {first} 行重复" if first != row.number else ""


class AnotherImport(Refused):
    """Two imports of the same numbers get in each other's way again and again."""

    code = "another-import"
    title = "有另一个导入"


@dataclass(slots=True)
class Import:
    """One import under way. ``counts`` tells the truth at any moment, also when it is interrupted."""

    desk: Desk
    dry_run: bool = False
    counts: Counts = field(default_factory=Counts)
    _seen: Seen = field(default_factory=Seen)
    _units: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._units = {unit.name: unit.code for unit in self.desk.register.now().units.values()}

    def run(self, rows: Iterable[Row], progress: Callable[[int], None] = lambda _: None) -> Counts:
        """Takes all rows; a bad one is reported with its number and reason, and the rest goes in.

        While one batch commits, the next is read, checked and sealed.
        """
        with ThreadPoolExecutor(1, "import") as writer:
            under_way: Future[None] | None = None
            for batch in batches(rows):
                job = self._decided(self._wanted(batch))
                if under_way:
                    under_way.result()
                    progress(self.counts.read)
                under_way = writer.submit(self._record, job)
            if under_way:
                under_way.result()
        progress(self.counts.read)
        return self.counts

    def _wanted(self, batch: Iterable[Row]) -> dict[int, Intake]:
        """The rows of a batch that are intakes, by their number in the table."""
        wanted = {}
        for row in batch:
            self.counts.read += 1
            if (intake := self._intake(row)) is not None:
                wanted[row.number] = intake
        return wanted

    def _intake(self, row: Row) -> Intake | None:
        """The row as an intake; None, and a rejection, when it is none or its number came before."""
        twice = self._seen.twice(row)
        found = Rejection(row.number, twice) if twice else intake_of(row, self._units)
        if isinstance(found, Intake):
            return found
        self.counts.rejected.append(found)
        return None

    def _decided(self, wanted: dict[int, Intake]) -> Job:
        """What of this is new, decided and sealed, ready to be recorded."""
        claims = {n: source_claim(i.source_system, i.source_number) for n, i in wanted.items()}
        taken = self.desk.book.claimed(list(claims.values()))
        job = Job(wanted, [], sum(claim in taken for claim in claims.values()), [])
        for number, intake in wanted.items():
            if claims[number] in taken:
                continue
            try:
                job.prepared.append(self.desk.prepare(intake, SYSTEM))
            except Refused as refusal:
                job.refused.append(Rejection(number, refusal.detail))
        return job

    def _record(self, job: Job) -> None:
        """All of it in one transaction; another import that took a number first is not an error."""
        for _ in range(TRIES):
            try:
                if job.prepared and not self.dry_run:
                    entries = [p.entry for p in job.prepared]
                    self.desk.book.record(entries, Signature(job.prepared[0].by, Via.IMPORT))
            except AlreadyClaimed:
                job = self._decided(job.wanted)
                continue
            self.counts.already_there += job.already_there
            self.counts.created += len(job.prepared)
            self.counts.rejected.extend(job.refused)
            return
        raise AnotherImport("另一个导入正在写入同样的编号，请等它结束后重新运行")


def batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows, as many together as one transaction takes."""
    iterator = iter(rows)
    while batch := list(islice(iterator, AT_ONCE)):
        yield batch


def placed(fields: Mapping[str, Any], units: Mapping[str, str]) -> dict[str, Any]:
    """A village's name becomes its code; a place that the register does not know stays as words."""
    named = fields.get("village")
    if not named:
        return dict(fields)
    if named in units:
        return {**fields, "village": units[named]}
    return {**fields, "village": None, "site": f"{named}{fields.get('site', '')}"}


def intake_of(row: Row, units: Mapping[str, str]) -> Intake | Rejection:
    """A row as an intake, or why it is none."""
    if row.problem:
        return Rejection(row.number, row.problem)
    try:
        return Intake.model_validate(placed(row.fields, units))
    except ValidationError as error:
        reason = "；".join(f"{_name(e['loc'])}：{wording(e)}" for e in error.errors())
        return Rejection(row.number, reason)


def intakes(rows: Iterable[Row], units: Mapping[str, str]) -> tuple[dict[int, Intake], list[Rejection]]:
    """All rows as intakes by their number in the table, and those that are none."""
    good: dict[int, Intake] = {}
    bad: list[Rejection] = []
    for row in rows:
        found = intake_of(row, units)
        if isinstance(found, Rejection):
            bad.append(found)
        else:
            good[row.number] = found
    return good, bad


def _name(location: tuple[Any, ...]) -> str:
    title = (
        Intake.model_fields[str(location[0])].title if location and location[0] in Intake.model_fields else ""
    )
    return title or ".".join(map(str, location))
