"""Every due moment that a step sets, as a function of the case before it and of the step itself.

Decisions fill their events from this table, and "what if" (``rules try``) asks it again under other rules:
one source, so a replay under the rules in force gives the recorded moments exactly.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from aiwei.domain.calendar import end_of, local_date
from aiwei.domain.case import events as e
from aiwei.domain.case.grounds import Clock, Correctable, Notice, ReinspectionResult
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import CaseKind, FollowUpResult, Urgency
from aiwei.domain.deadlines import ClockStart, Due, Rule, Terms

Filled = Mapping[str, Due | None]
Fact = TypeVar("Fact", bound=e.CaseEvent)


def rule_of(case: Case, terms: Terms, day: datetime) -> Rule:
    """The rule by which this case is handled, in the version of that day."""
    return terms.rules.find(case.handle_rule, local_date(day))


def _registered(_: Case, __: Any, terms: Terms, start: datetime) -> Filled:
    return {"accept_due": terms.due("ACCEPT", start)}


def _verifying(_: Case, __: Any, terms: Terms, start: datetime) -> Filled:
    return {"verify_due": terms.due("PRE-VERIFY", start)}


def _accepted(case: Case, event: e.CaseAccepted, terms: Terms, start: datetime) -> Filled:
    """The promise to the public starts at receipt and never restarts; a finding's starts at dispatch."""
    received = case.received_at or start
    rule = terms.rules.find(event.handle_rule, local_date(received))
    promise = _sooner(_promise(rule, received, start, terms), case, terms)
    calls = case.kind is CaseKind.GRIEVANCE and case.contactable and rule.first_contact
    return {
        "case_due": promise,
        "contact_due": terms.due(rule.first_contact, received) if calls and rule.first_contact else None,
        "dispatch_due": terms.due(rule.dispatch_within, received) if rule.dispatch_within else None,
    }


def _promise(rule: Rule, received: datetime | None, accepted: datetime, terms: Terms) -> Due | None:
    """From receipt or from acceptance; none where the clock starts at dispatch only."""
    if rule.starts_at is ClockStart.ACCEPTED:
        return terms.due(rule.id, accepted)
    return terms.due(rule.id, received or accepted) if rule.starts_at is ClockStart.RECEIVED else None


def _sooner(own: Due | None, case: Case, terms: Terms) -> Due | None:
    """The promise by the rule; or, where it is earlier, what a superior promised already."""
    if case.promised_at is None:
        return own
    upstream = terms.upstream(case.promised_at)
    return upstream if own is None or upstream.at < own.at else own


def task_due(case: Case, terms: Terms, start: datetime) -> Due:
    """The unit's limit from ``start``: the handling rule again, never past the case clock.

    Where the promise is broken already, capping would hand out a limit in the past: then the unit gets the
    rule's own time, and the case stays visibly late.
    """
    own = terms.due(case.handle_rule, start)
    if case.case_due is None or own.at <= case.case_due.at or case.case_due.at <= start:
        return own
    return case.case_due


def _dispatched(case: Case, _: Any, terms: Terms, start: datetime) -> Filled:
    rule = rule_of(case, terms, start)
    # a case that waits for dispatch has a task's limit only from minutes, with any halt since taken out
    task = case.task_due or task_due(case, terms, start)
    return {
        "case_due": case.case_due or task,
        "task_due": task,
        "sign_for_due": terms.due(rule.sign_for or "SIGN-FOR", start),
        "return_due": terms.due(rule.return_window, start),
    }


def _signed(case: Case, _: Any, terms: Terms, start: datetime) -> Filled:
    preliminary = rule_of(case, terms, start).preliminary
    return {"preliminary_due": terms.due(preliminary, start) if preliminary else None}


def _step(field: str, rule: str) -> Callable[[Case, Any, Terms, datetime], Filled]:
    """A limit that depends on nothing but its start."""
    return lambda _, __, terms, start: {field: terms.due(rule, start)}


def _consulted(case: Case, event: e.ConsultationDecided, terms: Terms, start: datetime) -> Filled:
    """A deadline of the minutes binds; it moves the promise only where that is not broken already."""
    if event.deadline is None:
        return {"task_due": None, "case_due": None}
    task = terms.decided(end_of(event.deadline), case.handle_rule)
    promise = case.case_due
    moves = promise is not None and start <= promise.at < task.at
    moved = task.model_copy(update={"was": promise.at}) if moves and promise else None
    return {"task_due": task, "case_due": moved}


def _extended(case: Case, event: e.ExtensionGranted, terms: Terms, start: datetime) -> Filled:
    """Adds to the current due; the promise moves along where the task would pass it."""
    promise = case.case_due
    amount = event.amount or rule_of(case, terms, start).granted
    task = terms.extended(case.task_due or task_due(case, terms, start), amount)
    if promise is None or promise.at >= task.at:
        return {"task_due": task, "case_due": promise or task}
    return {"task_due": task, "case_due": task.model_copy(update={"was": promise.at})}


def _suspended(_: Case, event: e.SuspensionGranted, terms: Terms, start: datetime) -> Filled:
    return {
        "resume_due": terms.decided(end_of(event.until), "SUSP-MAX"),
        "review_due": terms.due("SUSP-REVIEW", start),
    }


def _resumed(case: Case, _: Any, terms: Terms, start: datetime) -> Filled:
    """What was left of each clock is left again: the halt is excluded exactly once."""
    halted = case.suspended_at or start
    return {
        "task_due": terms.resumed(case.task_due, halted, start) if case.task_due else None,
        "case_due": terms.resumed(case.case_due, halted, start) if case.case_due else None,
    }


def _submitted(case: Case, _: Any, terms: Terms, start: datetime) -> Filled:
    rule = rule_of(case, terms, start)
    return {"check_due": terms.due("CHECK-URGENT" if case.urgency is Urgency.URGENT else rule.check, start)}


def _passed(case: Case, _: Any, terms: Terms, start: datetime) -> Filled:
    """Who complained and can be reached is called next."""
    calls = case.kind is CaseKind.GRIEVANCE and case.contactable
    return {"follow_up_due": terms.due("FOLLOWUP", start) if calls else None}


def _failed(case: Case, _: Any, terms: Terms, start: datetime) -> Filled:
    return {"task_due": task_due(case, terms, start)}


def _followed_up(case: Case, event: e.FollowUpRecorded, terms: Terms, start: datetime) -> Filled:
    """An alias has no task of its own: the case that it joined is reworked."""
    again = event.result is FollowUpResult.UNSOLVED and case.merged_into is None
    return {"task_due": task_due(case, terms, start) if again else None}


def _answered(case: Case, event: e.ComplainantAnswered, terms: Terms, start: datetime) -> Filled:
    again = event.result is FollowUpResult.UNSOLVED
    return {"task_due": task_due(case, terms, start) if again else None}


def _closed(case: Case, _: Any, terms: Terms, start: datetime) -> Filled:
    """A problem that an inspection found is looked at again (回头看)."""
    if case.kind not in {CaseKind.FINDING, CaseKind.SELF_CHECK}:
        return {"reinspect_due": None}
    return {"reinspect_due": terms.due(rule_of(case, terms, start).revisit or "REVISIT", start)}


def _reopened(case: Case, _: Any, terms: Terms, start: datetime) -> Filled:
    rule = rule_of(case, terms, start)
    return {"case_due": _promise(rule, start, start, terms)}


def _reinspected(case: Case, event: e.ReinspectionRecorded, terms: Terms, start: datetime) -> Filled:
    """A rebound is a new promise, from the day that it was seen."""
    if event.result is not ReinspectionResult.REBOUND:
        return {"task_due": None, "case_due": None}
    due = terms.due(case.handle_rule, start)
    return {"task_due": due, "case_due": due}


def _transferred(_: Case, __: Any, terms: Terms, start: datetime) -> Filled:
    return {"receipt_due": terms.due("TRANSFER-RECEIPT", start)}


def _noticed(case: Case, event: e.NoticeSent, terms: Terms, start: datetime) -> Filled:
    """When the promise runs out, whoever complained is told how it stands (北京12345条例 art. 23)."""
    told_before = (Notice.RED, Clock.CASE, event.due_at) in case.noticed
    past = event.notice is Notice.RED or (event.notice is Notice.LISTED and not told_before)
    ran_out = event.clock is Clock.CASE and past
    calls = ran_out and case.kind is CaseKind.GRIEVANCE and case.contactable
    return {"contact_due": terms.due("FOLLOWUP", start) if calls else None}


def _corrected(case: Case, event: e.RecordCorrected, terms: Terms, _: datetime) -> Filled:
    """The promise from the true moment of receipt, where it was counted from receipt at all."""
    due = case.case_due
    if event.field is not Correctable.RECEIVED_AT or due is None or due.counted_from != case.received_at:
        return {"case_due": None}
    counted = _sooner(terms.due(case.handle_rule, datetime.fromisoformat(event.new)), case, terms)
    return {"case_due": counted.model_copy(update={"was": due.at}) if counted else None}


DUES: dict[type[e.CaseEvent], Callable[[Case, Any, Terms, datetime], Filled]] = {
    e.CaseRegistered: _registered,
    e.PreVerificationRequested: _verifying,
    e.CaseAccepted: _accepted,
    e.CaseTransferredOut: _transferred,
    e.CaseDispatched: _dispatched,
    e.DispatchSignedFor: _signed,
    e.ReturnRequested: _step("decide_due", "RETURN-DECIDE"),
    e.ConsultationOpened: _step("consult_due", "CONSULT"),
    e.ConsultationDecided: _consulted,
    e.ExtensionRequested: _step("decide_due", "EXTENSION-DECIDE"),
    e.ExtensionGranted: _extended,
    e.SuspensionRequested: _step("decide_due", "SUSPENSION-DECIDE"),
    e.SuspensionGranted: _suspended,
    e.SuspensionReviewed: _step("review_due", "SUSP-REVIEW"),
    e.CaseResumed: _resumed,
    e.RectificationSubmitted: _submitted,
    e.CheckPassed: _passed,
    e.CheckFailed: _failed,
    e.FollowUpRecorded: _followed_up,
    e.ReplyFellDue: _step("follow_up_due", "FOLLOWUP"),
    e.ComplainantAnswered: _answered,
    e.CaseClosed: _closed,
    e.CaseReopened: _reopened,
    e.ReinspectionRecorded: _reinspected,
    e.LatenessAppealed: _step("review_due", "APPEAL-REVIEW"),
    e.CaseSupervised: _step("reply_due", "SUPERVISE"),
    e.CaseListed: _step("reply_due", "SUPERVISE-LISTED"),
    e.NoticeSent: _noticed,
    e.RecordCorrected: _corrected,
}


def dues_of(case: Case, event: e.CaseEvent, terms: Terms, start: datetime | None = None) -> Filled:
    """The due fields of this event under these terms; empty where it sets none."""
    fill = DUES.get(type(event))
    return fill(case, event, terms, start or event.occurred_at) if fill else {}


def filled(kind: type[Fact], case: Case, terms: Terms, /, **facts: Any) -> Fact:
    """An event with its due moments, counted from when it happened."""
    return filled_since(facts["occurred_at"], kind, case, terms, **facts)


def filled_since(start: datetime, kind: type[Fact], case: Case, terms: Terms, /, **facts: Any) -> Fact:
    """An event whose clocks start at another moment than it happened."""
    draft = kind.model_construct(**facts)
    dues: dict[str, Any] = dict(dues_of(case, draft, terms, start))
    return kind(**facts, **dues)
