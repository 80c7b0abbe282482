"""What each fact changes of a case: one small function a kind of change."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from aiwei.domain.calendar import local_date
from aiwei.domain.case import events as e
from aiwei.domain.case.grounds import ConsultationDecision, ReinspectionResult, SupervisionLevel
from aiwei.domain.case.state import Appeal, Asked, Case, Designation, Member, but
from aiwei.domain.case.words import CaseState as S
from aiwei.domain.case.words import FollowUpResult


def to(state: S) -> Callable[[Case, Any], Case]:
    """A fact that only moves the case on."""
    return lambda case, _: but(case, state=state)


def stays(case: Case, _: Any) -> Case:
    return case


def registered(_: Case, event: e.CaseRegistered) -> Case:
    return Case(
        state=S.REGISTERED,
        number=event.number,
        kind=event.case_kind,
        channel=event.channel,
        matter=event.matter,
        area=event.area,
        category=event.category,
        triage=event.triage,
        received_at=event.occurred_at,
        promised_at=event.promised_at,
        has_subject=event.subject_ref is not None,
        contactable=event.contactable,
        secrecy=event.secrecy,
        excerpt=event.excerpt,
        accused_person=event.accused_person,
        accused_unit=event.accused_unit,
        village=event.village,
        site=event.site,
    )


def accepted(case: Case, event: e.CaseAccepted) -> Case:
    return but(
        case,
        state=S.ACCEPTED,
        matter=event.matter,
        area=event.area,
        category=event.category,
        urgency=event.urgency,
        handle_rule=event.handle_rule,
        village=event.village,
        site=event.site,
    )


def verified(case: Case, event: e.PreVerificationReported) -> Case:
    return but(case, state=S.REGISTERED, verification=event.result)


def dispatched(case: Case, event: e.CaseDispatched) -> Case:
    return but(
        case,
        state=S.DISPATCHED,
        lead_unit=event.lead_unit,
        assisting_units=event.assisting_units,
        responsible_person=event.responsible_person,
        current_units=frozenset({event.lead_unit, *event.assisting_units}),
        dispatches=event.round,
        dispatched_by=event.dispatcher,
        designated=event.designated,
        worked=False,
        check_passed=False,
    )


def let_go(case: Case, state: S) -> Case:
    """Nobody's job any more; a unit that was let go before it rectified may check again."""
    return but(
        case,
        state=state,
        lead_unit=None,
        assisting_units=(),
        responsible_person=None,
        current_units=frozenset(),
        designated=False,
        extension=None,
        suspension=None,
    )


def consulted(case: Case, event: e.ConsultationDecided) -> Case:
    if event.decision is not ConsultationDecision.DESIGNATE or event.lead_unit is None:
        # to suspend or to transfer is a fact of its own, which follows
        return but(case, state=S.IN_PROGRESS if case.lead_unit else S.ACCEPTED)
    named = Designation(event.lead_unit, event.assisting_units)
    return but(let_go(case, S.ACCEPTED), designation=named)


def submitted(case: Case, _: e.RectificationSubmitted) -> Case:
    handlers = case.past_handlers | case.current_units
    done = but(case, state=S.AWAITING_CHECK, worked=True, past_handlers=handlers)
    return but(done, extension=None, suspension=None)


def passed(case: Case, event: e.CheckPassed) -> Case:
    awaits = S.AWAITING_FOLLOWUP if event.follow_up_due else S.AWAITING_CHECK
    return but(case, state=awaits, check_passed=True)


def rework(case: Case) -> Case:
    """Once more; whoever was called is to be called again."""
    waiting = {i: replace(m, answered=False) for i, m in case.members.items()}
    back = but(case, state=S.IN_PROGRESS, reworks=case.reworks + 1, check_passed=False)
    return but(back, attempts=0, attempt_days=frozenset(), reached=False, members=waiting)


def followed_up(case: Case, event: e.FollowUpRecorded) -> Case:
    if event.task_due:
        return rework(case)
    return but(
        case,
        attempts=event.attempt,
        attempt_days=case.attempt_days | {local_date(event.occurred_at)},
        reached=case.reached or event.result is not FollowUpResult.UNREACHED,
        reply_due=case.reply_due and not event.settled,
    )


def answered(case: Case, event: e.ComplainantAnswered) -> Case:
    if event.task_due:
        return rework(case)
    member = replace(case.members[event.complaint], answered=event.done)
    return but(case, members={**case.members, event.complaint: member})


def closed(case: Case, event: e.CaseClosed) -> Case:
    ended = but(case, state=S.CLOSED, closed_at=event.occurred_at, late=event.late, appeal=None)
    return but(ended, supervision=SupervisionLevel.NONE)


def again(case: Case, state: S) -> Case:
    """A new round of a closed case: nothing of the last check counts."""
    waiting = {i: replace(m, answered=False) for i, m in case.members.items()}
    new = but(case, state=state, check_passed=False, worked=False, closed_at=None, late=False)
    new = but(new, attempts=0, attempt_days=frozenset(), reached=False, members=waiting)
    return but(new, extensions=0, returns=0, designation=None, appeal=None)


def reopened(case: Case, _: e.CaseReopened) -> Case:
    return let_go(again(case, S.ACCEPTED), S.ACCEPTED)


def reinspected(case: Case, event: e.ReinspectionRecorded) -> Case:
    return again(case, S.IN_PROGRESS) if event.result is ReinspectionResult.REBOUND else case


def extension_asked(case: Case, event: e.ExtensionRequested) -> Case:
    return but(case, extension=Asked(event.requested_by, event.amount))


def extended(case: Case, event: e.ExtensionGranted) -> Case:
    return but(case, extension=None, extensions=event.nth)


def suspension_asked(case: Case, event: e.SuspensionRequested) -> Case:
    asked = Asked(
        event.requested_by, reason=event.reason, until=event.until, interim_measure=event.interim_measure
    )
    return but(case, suspension=asked)


def suspended(case: Case, event: e.SuspensionGranted) -> Case:
    halted = but(case, state=S.SUSPENDED, suspended_at=event.occurred_at)
    return but(halted, suspension=None, extension=None)


def resumed(case: Case, _: e.CaseResumed) -> Case:
    return but(case, state=S.IN_PROGRESS if case.lead_unit else S.ACCEPTED, suspended_at=None)


def merged(case: Case, event: e.CaseMerged) -> Case:
    alias = but(case, state=S.MERGED, merged_into=event.into, relation=event.relation)
    return but(alias, before_merge=case)


def unmerged(case: Case, _: e.CaseUnmerged) -> Case:
    """Everything as it was."""
    return case.before_merge or case


def reply_due(case: Case, _: e.ReplyFellDue) -> Case:
    return but(case, reply_due=True, attempts=0, attempt_days=frozenset(), reached=False)


def reply_put_off(case: Case, _: e.ReplyPutOff) -> Case:
    return but(case, reply_due=False)


def joined(case: Case, event: e.ComplaintJoined) -> Case:
    member = Member(event.number, event.contactable)
    return but(case, members={**case.members, event.complaint: member})


def left(case: Case, event: e.ComplaintLeft) -> Case:
    return but(case, members={i: m for i, m in case.members.items() if i != event.complaint})


def reviewed(case: Case, event: e.LatenessAppealReviewed) -> Case:
    return but(case, appeal=Appeal(event.reviewer, event.supports))


def noticed(case: Case, event: e.NoticeSent) -> Case:
    return but(case, noticed=case.noticed | {(event.notice, event.clock, event.due_at)})


def raised(level: SupervisionLevel) -> Callable[[Case, Any], Case]:
    """Up the ladder, never down."""
    ladder = list(SupervisionLevel)
    return lambda case, _: but(case, supervision=max(case.supervision, level, key=ladder.index))
