"""What a decision on one case looks at beside that case, loaded before it is asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from uuid import UUID

from aiwei.application.ids import uuid7
from aiwei.domain.case import commands as c
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.joining import touches
from aiwei.domain.case.state import Case
from aiwei.domain.decider import Command
from aiwei.domain.office import Around, Fresh
from aiwei.store.append import Row
from aiwei.store.envelope import Recorded
from aiwei.store.vault import Vault

Load = Callable[[UUID], list[Recorded]]


@dataclass(slots=True)
class Surroundings:
    """``around`` for the decision; the versions at which other cases were read; rows of a new case."""

    around: Around
    versions: dict[UUID, int] = field(default_factory=dict)
    subjects: list[UUID] = field(default_factory=list)
    rows: Sequence[Row] = ()


def gather(  # noqa: PLR0917 (each is looked at)
    case_id: UUID, case: Case, history: Sequence[Recorded], command: Command, load: Load, vault: Vault
) -> Surroundings:
    """Loads the cases that this command touches, and makes ready what a new case would need."""
    known: dict[UUID, Case] = {}
    found = Surroundings(Around())
    while wanted := touches(case, command, known) - known.keys() - {case_id}:
        for other in wanted:
            recorded = load(other)
            known[other] = CASE_DECIDER.fold(r.event for r in recorded)
            found.versions[other] = len(recorded)
            found.subjects += _subject(recorded)
    for other in _kin(case, history) - known.keys():
        found.subjects += _subject(load(other))
    fresh, found.rows = _fresh(command, history, vault)
    found.around = Around(
        case_id=case_id,
        cases={other: known[other] for other in known if known[other].state is not None},
        authors=tuple(r.by.person for r in history),
        faults=tuple(self_check(history, vault)) if isinstance(command, c.Archive) else (),
        fresh=fresh,
    )
    return found


def _kin(case: Case, history: Sequence[Recorded]) -> set[UUID]:
    """Cases whose complainants no words about this one may give away: who joined it, what it joined, and the
    complaint that it was taken out of.
    """
    beside = (case.merged_into, history[0].event.out_of)
    return {*case.members, *(other for other in beside if other is not None)}


def _subject(history: Sequence[Recorded]) -> list[UUID]:
    """Whoever complained, if somebody did."""
    return [history[0].event.subject_ref] if history and history[0].event.subject_ref else []


def _fresh(command: Command, history: Sequence[Recorded], vault: Vault) -> tuple[Fresh | None, Sequence[Row]]:
    """The id of a case that this command may open; where the complainant's words go along, sealed anew."""
    if isinstance(command, c.Withdraw) and command.open_finding:
        return Fresh(uuid7()), ()
    if not isinstance(command, c.Split):
        return None, ()
    case_id = uuid7()
    sealed = vault.copied(history[0].event.subject_ref, case_id)
    if sealed is None:
        return Fresh(case_id), ()
    return Fresh(case_id, sealed.subject_ref, sealed.digest), (sealed.row,)


def self_check(history: Sequence[Recorded], vault: Vault) -> list[str]:
    """What is not whole in a case's record (DA/T 70-2018): order, gaps, and the sealed words."""
    faults = []
    if [r.version for r in history] != list(range(1, len(history) + 1)):
        faults.append("事件编号不连续")
    if any(later.recorded_at < earlier.recorded_at for earlier, later in pairwise(history)):
        faults.append("事件的记录时间前后颠倒")
    first = history[0].event
    if first.subject_ref is not None and vault.digest(first.subject_ref) != first.sealed:
        faults.append("原文密文与登记时的摘要不一致")
    return faults
