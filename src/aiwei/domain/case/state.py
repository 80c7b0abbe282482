"""What decisions about a case read, and nothing else."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import assert_never

from aiwei.domain.calendar import local_date
from aiwei.domain.case import events as e
from aiwei.domain.case.words import CaseKind, CaseState, FollowUpResult, MatterKind, Urgency
from aiwei.domain.deadlines import Due


@dataclass(frozen=True, slots=True)
class Case:
    state: CaseState | None = None
    kind: CaseKind = CaseKind.GRIEVANCE
    matter: MatterKind | None = None
    urgency: Urgency = Urgency.NORMAL
    received_at: datetime | None = None
    since: datetime | None = None  # when it came to its present state
    has_subject: bool = False
    contactable: bool = False
    excerpt: e.Excerpt | None = None
    accused_person: str | None = None
    accused_unit: str | None = None
    village: str | None = None
    site: str = ""
    handle_rule: str = ""
    case_due: Due | None = None
    task_due: Due | None = None
    sign_for_due: Due | None = None
    return_due: Due | None = None
    lead_unit: str | None = None
    current_units: frozenset[str] = frozenset()
    past_handlers: frozenset[str] = frozenset()
    dispatches: int = 0
    dispatched_by: str | None = None
    returns: int = 0
    before_return: CaseState | None = None
    worked: bool = False
    reworks: int = 0
    check_passed: bool = False
    attempts: int = 0
    attempt_days: frozenset[date] = frozenset()
    reached: bool = False
    closed_at: datetime | None = None

    @property
    def handling_units(self) -> frozenset[str]:
        """Units that rectify now or did in an earlier round: their people never check and never close."""
        return self.current_units | self.past_handlers


def evolve(case: Case, event: e.CaseFact) -> Case:
    """The case after one more fact. Refuses nothing."""
    after = _evolve(case, event)
    return after if after.state is case.state else replace(after, since=event.occurred_at)


def _evolve(case: Case, event: e.CaseFact) -> Case:  # noqa: C901, PLR0911, PLR0912 (one arm a fact)
    match event:
        case e.CaseRegistered():
            return _registered(event)
        case e.ExcerptReleased():
            return replace(case, excerpt=event.excerpt)
        case e.CaseAccepted():
            return replace(
                case,
                state=CaseState.ACCEPTED,
                matter=event.matter,
                urgency=event.urgency,
                handle_rule=event.handle_rule,
                case_due=event.case_due,
                village=event.village,
                site=event.site,
            )
        case e.CaseDeclined():
            return replace(case, state=CaseState.DECLINED)
        case e.CaseDispatched():
            return _dispatched(case, event)
        case e.DispatchSignedFor():
            return replace(case, state=CaseState.IN_PROGRESS)
        case e.ReturnRequested():
            return replace(case, state=CaseState.RETURN_PENDING, before_return=case.state)
        case e.ReturnApproved():
            # a unit that was let go did not rectify, so it may check again
            return replace(
                case,
                state=CaseState.ACCEPTED,
                returns=case.returns + 1,
                lead_unit=None,
                current_units=frozenset(),
                task_due=None,
            )
        case e.ReturnRejected():
            return replace(case, state=case.before_return or CaseState.DISPATCHED)
        case e.RectificationSubmitted():
            handlers = case.past_handlers | case.current_units
            return replace(case, state=CaseState.AWAITING_CHECK, worked=True, past_handlers=handlers)
        case e.CheckPassed():
            awaits = CaseState.AWAITING_FOLLOWUP if event.follow_up_due else CaseState.AWAITING_CHECK
            return replace(case, state=awaits, check_passed=True)
        case e.CheckFailed():
            return _rework(case, event.task_due)
        case e.FollowUpRecorded():
            return _followed_up(case, event)
        case e.CaseClosed():
            return replace(case, state=CaseState.CLOSED, closed_at=event.occurred_at)
        case e.CaseReopened():
            return _reopened(case, event)
        case e.PersonalDataRevealed():
            return case
        case _:
            assert_never(event)


def _registered(event: e.CaseRegistered) -> Case:
    return Case(
        state=CaseState.REGISTERED,
        kind=event.case_kind,
        matter=event.matter,
        received_at=event.occurred_at,
        has_subject=event.subject_ref is not None,
        contactable=event.contactable,
        excerpt=event.excerpt,
        accused_person=event.accused_person,
        accused_unit=event.accused_unit,
        village=event.village,
        site=event.site,
    )


def _dispatched(case: Case, event: e.CaseDispatched) -> Case:
    return replace(
        case,
        state=CaseState.DISPATCHED,
        case_due=event.case_due,
        task_due=event.task_due,
        sign_for_due=event.sign_for_due,
        return_due=event.return_due,
        lead_unit=event.lead_unit,
        current_units=frozenset({event.lead_unit, *event.assisting_units}),
        dispatches=event.round,
        dispatched_by=event.dispatcher,
        worked=False,
        check_passed=False,
    )


def _rework(case: Case, task_due: Due) -> Case:
    return replace(
        case,
        state=CaseState.IN_PROGRESS,
        reworks=case.reworks + 1,
        task_due=task_due,
        check_passed=False,
        attempts=0,
        attempt_days=frozenset(),
        reached=False,
    )


def _followed_up(case: Case, event: e.FollowUpRecorded) -> Case:
    if event.task_due:
        return _rework(case, event.task_due)
    return replace(
        case,
        attempts=event.attempt,
        attempt_days=case.attempt_days | {local_date(event.occurred_at)},
        reached=case.reached or event.result is not FollowUpResult.UNREACHED,
    )


def _reopened(case: Case, event: e.CaseReopened) -> Case:
    return replace(
        case,
        state=CaseState.ACCEPTED,
        case_due=event.case_due,
        task_due=None,
        lead_unit=None,
        current_units=frozenset(),
        check_passed=False,
        worked=False,
        attempts=0,
        attempt_days=frozenset(),
        reached=False,
        closed_at=None,
    )
