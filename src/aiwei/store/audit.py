"""A first look at the book's soundness: every event readable, no gap, no time against the order."""

from dataclasses import dataclass, field
from datetime import datetime

from aiwei.store.book import Book
from aiwei.store.codec import Unreadable

AT_ONCE = 1_000
SHOWN = 20


@dataclass(slots=True)
class AuditReport:
    """What was read, and each fault with the position where it stands."""

    events: int = 0
    streams: int = 0
    last: datetime | None = None
    faults: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.faults


def check(book: Book) -> AuditReport:
    """Re-reads the whole book. Proof against a rewritten book needs the transparency log besides."""
    report = AuditReport()
    versions: dict[str, int] = {}
    position = 0
    while len(report.faults) < SHOWN:
        try:
            batch = book.read(position, AT_ONCE)
        except Unreadable as fault:
            report.faults.append(str(fault))
            break
        if not batch:
            break
        for recorded in batch:
            position += 1
            if recorded.position != position:
                report.faults.append(f"位置 {position} 缺失（下一条在 {recorded.position}）")
                position = recorded.position
            expected = versions.get(recorded.stream, 0) + 1
            if recorded.version != expected:
                report.faults.append(
                    f"位置 {position}：{recorded.stream} 应为第 {expected} 条，实为第 {recorded.version} 条"
                )
            if report.last and recorded.recorded_at < report.last:
                report.faults.append(f"位置 {position}：记录时间早于前一条")
            versions[recorded.stream] = recorded.version
            report.last = recorded.recorded_at
            report.events += 1
    report.streams = len(versions)
    return report
