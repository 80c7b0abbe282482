"""One row of the work list: what a list, a filter or a figure turns on."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple
from uuid import UUID

from aiwei.domain.case import clocks
from aiwei.domain.case.grounds import Clock
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import CaseState as S

#: The due moment of an open case on which no limit runs, and of what has ended: all that is open sorts first.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
AFTER_ALL = datetime(9999, 12, 31, tzinfo=UTC)
FOREVER = 2**63 - 1
#: Where a case has come to its end, though one that is merged may still owe an answer.
ENDED = frozenset({S.CLOSED, S.DECLINED, S.TRANSFERRED_OUT, S.MERGED, S.WITHDRAWN, S.ARCHIVED})


@dataclass(frozen=True)
class Kept:
    """What lists show of a case and decisions do not read. No slots, as ``Case``."""

    registered_at: datetime
    first_position: int
    subject_ref: UUID | None
    source_system: str | None
    source_number: str | None
    out_of: UUID | None
    excerpt_position: int | None = None
    ended_at: datetime | None = None
    late: bool | None = None
    exempt: bool = False
    outcome: str | None = None
    satisfaction: str | None = None
    returns: int = 0
    reopenings: int = 0
    extensions: int = 0
    suspensions: int = 0


class CaseRow(NamedTuple):
    """A case as the read model has it. Neither of its two times ever runs back.

    ``tangled``: a step was entered after one that happened later, so that what had happened by a moment is
    not simply what was recorded up to some event (see ``tangled.py``).
    """

    case_id: UUID
    version: int
    position: int
    recorded_at: datetime
    occurred_at: datetime
    case: Case
    kept: Kept
    tangled: bool = False


def constant(row: CaseRow) -> dict[str, Any]:
    """The columns that never change."""
    case, kept = row.case, row.kept
    return {
        "number": case.number,
        "kind": case.kind,
        "registered_at": kept.registered_at,
        "first_position": kept.first_position,
        "subject_ref": kept.subject_ref,
        "contactable": case.contactable,
        "secrecy": case.secrecy,
        "accused_person": case.accused_person,
        "accused_unit": case.accused_unit,
        "source_system": kept.source_system,
        "source_number": kept.source_number,
        "out_of": kept.out_of,
    }


def changing(row: CaseRow) -> dict[str, Any]:
    """What a list turns on, in ``read.cases`` and in each span; as long as the row has columns."""
    case, kept = row.case, row.kept
    ended = ended_at(row)
    promise, task = case.dues.get(Clock.CASE), case.dues.get(Clock.TASK)
    return {
        "version": row.version,
        "position": row.position,
        "state": case.state,
        "channel": case.channel,
        "matter": case.matter,
        "area": case.area,
        "category": case.category,
        "village": case.village,
        "site": case.site,
        "urgency": case.urgency,
        "title": case.excerpt.title if case.excerpt else None,
        "received_at": case.received_at,
        "sealed": case.is_sealed,
        "unit": case.lead_unit,
        "assisting": list(case.assisting_units),
        "person": case.responsible_person,
        **(_first_clock(case) if ended is None else NOTHING_DUE),
        "case_due_at": promise.at if promise else None,
        "task_due_at": task.at if task else None,
        "check_passed": case.check_passed,
        "closed_at": ended,
        "late": kept.late,
        "exempt": kept.exempt,
        "merged_into": case.merged_into,
        "members": len(case.members),
        "dispatches": case.dispatches,
        "returns": kept.returns,
        "reworks": case.reworks,
        "reopenings": kept.reopenings,
        "extensions": kept.extensions,
        "suspensions": kept.suspensions,
        "supervision": case.supervision,
        "outcome": kept.outcome,
        "satisfaction": kept.satisfaction,
    }


def ended_at(row: CaseRow) -> datetime | None:
    """When it came to its end; a complaint that joined another is open while its answer is owed."""
    return None if row.case.reply_due else row.kept.ended_at


#: What is looked at after the end stands in ``read.clocks`` only.
NOTHING_DUE: dict[str, Any] = {
    "due_at": AFTER_ALL,
    "due_kind": "",
    "due_from": None,
    "in_hours": False,
    "provisional": False,
}


def _first_clock(case: Case) -> dict[str, Any]:
    """What has to be done first."""
    found = clocks.first(case.state, case.dues)
    if found is None:
        return {**NOTHING_DUE, "due_at": NEVER}
    clock, due = found
    return {
        "due_at": due.at,
        "due_kind": "返工整改" if clock is Clock.TASK and case.worked else clock.label,
        "due_from": due.counted_from,
        "in_hours": due.in_hours,
        "provisional": due.provisional,
    }
