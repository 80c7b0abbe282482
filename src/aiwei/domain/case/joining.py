"""Several complaints, one rectification: merge, link a repeat, take apart again, answer each."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case.clocks import OPEN
from aiwei.domain.case.dues import filled
from aiwei.domain.case.grounds import Relation
from aiwei.domain.case.intake import refuse_members, refuse_other_roads
from aiwei.domain.case.refusals import CannotMerge, NotAGrievance
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import CaseKind, CaseState
from aiwei.domain.decider import Command, Elsewhere
from aiwei.domain.office import Office

Told = Sequence[e.CaseFact | Elsewhere]


def touches(case: Case, command: Command, known: Mapping[UUID, Case]) -> frozenset[UUID]:
    """The other cases that a decision looks at, or writes in; asked again once these are ``known``."""
    if isinstance(command, c.MergeInto | c.LinkRepeat):
        return frozenset({command.target})
    if isinstance(command, c.Unmerge | c.Archive) and case.merged_into:
        return frozenset({case.merged_into})
    if isinstance(command, c.RecordFollowUp) and case.merged_into:
        target = known.get(case.merged_into)
        return frozenset({case.merged_into, *(target.members if target else ())})
    if isinstance(command, c.PassCheck | c.RecordFollowUp):
        return frozenset(case.members)
    return frozenset()


def merge_into(case: Case, command: c.MergeInto, office: Office, when: datetime) -> Told:
    """The complaint becomes an alias of the target; its complainant is answered all the same."""
    return _join(case, command.target, command.reason, Relation.MERGED, office, when)


def link_repeat(case: Case, command: c.LinkRepeat, office: Office, when: datetime) -> Told:
    """The same matter once more while it is being handled: no second clock starts."""
    if case.kind is not CaseKind.GRIEVANCE:
        raise NotAGrievance("只有群众诉求可以关联为重复件")
    return _join(case, command.target, command.reason, Relation.REPEAT, office, when)


def _join(  # noqa: PLR0917 (two commands say the same three things)
    case: Case, target: UUID, reason: str, relation: Relation, office: Office, when: datetime
) -> Told:
    refuse_members(case)
    refuse_other_roads(case)
    other = _open_target(case, target, office)
    own = e.CaseMerged(
        occurred_at=when, into=target, into_number=other.number, relation=relation, reason=reason
    )
    joined = e.ComplaintJoined(
        occurred_at=when,
        complaint=_own_id(office),
        number=case.number,
        relation=relation,
        contactable=_answers(case),
    )
    facts: Told = [own, Elsewhere(target, (joined,))]
    if other.check_passed and _answers(case):
        facts = [own, filled(e.ReplyFellDue, case, office.terms, occurred_at=when), *facts[1:]]
    return facts


def _answers(case: Case) -> bool:
    """Whether somebody waits for an answer, and can be given one."""
    return case.kind is CaseKind.GRIEVANCE and case.contactable


def _open_target(case: Case, target: UUID, office: Office) -> Case:
    """The case to join: open, another one, at the same place and the same level of secrecy."""
    other: Case | None = office.around.cases.get(target)
    if other is None or target == _own_id(office):
        raise CannotMerge("没有这个目标件，或目标就是本件，请另选", field="target")
    if other.state not in OPEN:
        state = other.state.label if other.state else ""
        raise CannotMerge(f"{other.number} 现在是「{state}」，只能并入在办的件", field="target")
    if other.secrecy_level != case.secrecy_level:
        raise CannotMerge(f"{other.number} 与本件的保密要求或被反映人不同，不能并案", field="target")
    if case.village and other.village and case.village != other.village:
        raise CannotMerge(f"{other.number} 不在同一个村，不能并案", field="target")
    return other


def unmerge(case: Case, command: c.Unmerge, office: Office, when: datetime) -> Told:
    """Everything as it was before: state, unit, clocks and duties."""
    before, target = case.before_merge, case.merged_into
    if before is None or before.state is None or target is None:  # pragma: no cover (merged says both)
        raise CannotMerge("此件没有并入别的件")
    other: Case | None = office.around.cases.get(target)
    if other is not None and other.state is CaseState.ARCHIVED:
        raise CannotMerge(f"{other.number} 已归档，不能再拆并")
    left = e.ComplaintLeft(
        occurred_at=when, complaint=_own_id(office), number=case.number, reason=command.reason
    )
    own = e.CaseUnmerged(occurred_at=when, reason=command.reason, state=before.state)
    return [own, Elsewhere(target, (left,))]


def replies_fall_due(case: Case, office: Office, when: datetime) -> Iterator[Elsewhere]:
    """The check has passed: whoever joined is to be called, too."""
    for complaint, member in case.members.items():
        if member.contactable:
            alias: Case = office.around.cases[complaint]
            yield Elsewhere(complaint, (filled(e.ReplyFellDue, alias, office.terms, occurred_at=when),))


def replies_put_off(
    case: Case, office: Office, when: datetime, *, but: UUID | None = None
) -> Iterator[Elsewhere]:
    """It has to be reworked: nobody is called before that is done."""
    for complaint in case.members:
        alias: Case | None = office.around.cases.get(complaint)
        if complaint != but and alias is not None and alias.reply_due:
            yield Elsewhere(complaint, (e.ReplyPutOff(occurred_at=when),))


def _own_id(office: Office) -> UUID:
    if office.around.case_id is None:  # pragma: no cover (the desk knows which case it decides about)
        raise LookupError("a decision on two cases was not told its own")
    return office.around.case_id
