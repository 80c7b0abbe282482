"""What an append is judged against, read under the lock that orders all appends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from eventsourcing.persistence import Notification

from aiwei.store.append import AlreadyClaimed, Append, Clash, CommandIdReused, Receipt, Stamp

EXPECT = "SELECT aiwei_expect(%s, %s::text[], %s::bigint[], %s::uuid[], %s::text[])"
HEADS = "SELECT * FROM aiwei_heads(%s::text[], %s::uuid[], %s::text[], %s::text[])"


@dataclass(slots=True)
class Heads:
    """The book's ends: moves on with each append that is admitted, so that a batch is judged in order."""

    position: int
    versions: dict[str, int]
    commands: dict[UUID, tuple[bytes, Receipt]]
    claims: dict[str, str]
    series: dict[str, int]
    touched_series: set[str] = field(default_factory=set)

    def admit(self, wish: Append, now: datetime) -> tuple[Receipt, Sequence[Notification]]:
        """The events with their positions; refuses a clash or a claim that is taken, and then moves nothing.

        A command id that is known gets its first receipt and no events.
        """
        if wish.command_id in self.commands:
            digest, receipt = self.commands[wish.command_id]
            if digest != wish.digest:
                raise CommandIdReused("这个提交编号已用于另一份内容，请换一个编号再提交")
            return receipt._replace(repeated=True), ()
        self._judge(wish)
        numbers = self._draw(wish)
        stored = [
            Notification(e.originator_id, e.originator_version, e.topic, e.state, id=position)
            for position, e in enumerate(wish.events(Stamp(now, numbers)), start=self.position + 1)
        ]
        return self._move_on(wish, stored, numbers), stored

    def _judge(self, wish: Append) -> None:
        for stream, expected in wish.expected.items():
            if self.versions.get(stream, 0) != expected:
                raise Clash("您看到的内容已经过时：请刷新后再办（已填的内容不会丢）")
        for claim in wish.claims:
            if claim in self.claims:
                raise AlreadyClaimed(claim, self.claims[claim])

    def _draw(self, wish: Append) -> dict[str, range]:
        numbers = {}
        for series, count in wish.series.items():
            last = self.series.get(series, 0)
            numbers[series] = range(last + 1, last + count + 1)
        return numbers

    def _move_on(self, wish: Append, stored: Sequence[Notification], numbers: dict[str, range]) -> Receipt:
        for event in stored:
            self.versions[str(event.originator_id)] = event.originator_version
        for series, drawn in numbers.items():
            self.series[series] = drawn.stop - 1
            self.touched_series.add(series)
        self.claims.update(wish.claims)
        self.position += len(stored)
        stream = next(iter(wish.expected), "")
        drawn_numbers = tuple(n for drawn in numbers.values() for n in drawn)
        receipt = Receipt(stream, self.versions.get(stream, 0), self.position, drawn_numbers)
        if wish.command_id is not None:
            self.commands[wish.command_id] = (wish.digest, receipt)
        return receipt


def asked(wishes: Sequence[Append]) -> list[list[Any]]:
    """What HEADS has to look up for these appends."""
    return [
        list(dict.fromkeys(s for w in wishes for s in w.expected)),
        [w.command_id for w in wishes if w.command_id is not None],
        [c for w in wishes for c in w.claims],
        list({s for w in wishes for s in w.series}),
    ]


def heads_of(row: Mapping[str, Any]) -> Heads:
    """The answer of HEADS. It takes the order lock, which is held until the transaction ends."""
    commands = {
        UUID(command_id): (bytes.fromhex(digest), read_receipt(receipt))
        for command_id, (digest, receipt) in (row["commands"] or {}).items()
    }
    return Heads(row["head"], row["versions"] or {}, commands, row["claims"] or {}, row["series"] or {})


def assumed(left: Heads, wishes: Sequence[Append]) -> Heads | None:
    """What the heads are if nobody else appended since; None where a series is wanted that is not known."""
    if any(series not in left.series for wish in wishes for series in wish.series):
        return None
    versions: dict[str, int] = {}
    for wish in wishes:
        for stream, expected in wish.expected.items():
            versions.setdefault(stream, expected)
    return Heads(left.position, versions, {}, {}, dict(left.series))


def expectation(heads: Heads, wishes: Sequence[Append]) -> list[Any]:
    """What EXPECT has to find as it is assumed."""
    _, command_ids, claims, _ = asked(wishes)
    return [heads.position, list(heads.versions), list(heads.versions.values()), command_ids, claims]


def read_receipt(kept: dict[str, Any]) -> Receipt:
    """A receipt as it was kept."""
    return Receipt(kept["stream"], kept["version"], kept["position"], tuple(kept["numbers"]))
