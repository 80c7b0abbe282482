"""From what was decided to what is recorded: one entry a case, its own first."""

from collections.abc import Sequence
from uuid import UUID

from aiwei.application.refusals import EvidenceMissing, OutOfDate
from aiwei.application.surroundings import Surroundings
from aiwei.domain.case.events import QUIET, CaseFact
from aiwei.domain.decider import Elsewhere
from aiwei.store.book import Entry
from aiwei.store.envelope import Recorded

NO_PHOTOS_YET = "照片须先上传；上传功能随后续版本提供，现在请填写「无照片原因」"


def case_stream(case_id: UUID) -> str:
    """The stream of a case in the book."""
    return f"case-{case_id}"


def refuse_outdated(history: Sequence[Recorded], expected: int | None) -> None:
    """A case that moved on since the caller looked; what was only told or looked at moves nothing."""
    if expected is None or expected == len(history):
        return
    since = history[expected:] if 0 <= expected < len(history) else None
    if since is None or not all(isinstance(r.event, QUIET) for r in since):
        raise OutOfDate(f"您看到的是第 {expected} 版，现在是第 {len(history)} 版：请刷新后再办")


def entries_of(
    case_id: UUID, version: int, facts: Sequence[CaseFact | Elsewhere], found: Surroundings, year: int
) -> list[Entry]:
    """One entry a case, its own first; all are recorded in one transaction."""
    own = [fact for fact in facts if not isinstance(fact, Elsewhere)]
    entries = [Entry(case_stream(case_id), version, own)]
    for other in facts:
        if not isinstance(other, Elsewhere):
            continue
        stream = case_stream(other.case_id)
        if other.opens:
            entries.append(Entry(stream, 0, other.facts, series=f"case-{year}", rows=found.rows))
        else:
            entries.append(Entry(stream, found.versions[other.case_id], other.facts))
    return entries


def with_evidence(facts: Sequence[CaseFact | Elsewhere]) -> Sequence[CaseFact | Elsewhere]:
    """The facts, unless one points at a photo that is not kept; until photos can be uploaded, none is."""
    if any(getattr(fact, "photos", ()) for fact in facts):
        raise EvidenceMissing(NO_PHOTOS_YET, field="photos")
    return facts
