"""Whose job it is: dispatch, sign-for, return, consultation, assignment inside the unit."""

from datetime import date
from typing import Literal

from aiwei.domain.case.events.base import CaseEvent
from aiwei.domain.case.grounds import ConsultationDecision
from aiwei.domain.case.words import ReturnReason, SignForManner
from aiwei.domain.deadlines import Due


class CaseDispatched(CaseEvent):
    """``designated``: the lead was chosen by a consultation and may not return the case."""

    kind: Literal["case-dispatched"] = "case-dispatched"
    round: int
    dispatcher: str
    lead_unit: str
    assisting_units: tuple[str, ...]
    responsible_person: str
    responsible_post: str
    basis: str
    instruction: str
    case_due: Due
    task_due: Due
    sign_for_due: Due
    return_due: Due
    designated: bool = False


class DispatchSignedFor(CaseEvent):
    kind: Literal["dispatch-signed-for"] = "dispatch-signed-for"
    manner: SignForManner
    told: str
    late: bool
    preliminary_due: Due | None = None


class ReturnRequested(CaseEvent):
    kind: Literal["return-requested"] = "return-requested"
    reason: ReturnReason
    explanation: str
    decide_due: Due


class ReturnApproved(CaseEvent):
    kind: Literal["return-approved"] = "return-approved"
    opinion: str


class ReturnRejected(CaseEvent):
    kind: Literal["return-rejected"] = "return-rejected"
    opinion: str


class ConsultationOpened(CaseEvent):
    kind: Literal["consultation-opened"] = "consultation-opened"
    question: str
    invited: tuple[str, ...]
    consult_due: Due


class ConsultationDecided(CaseEvent):
    """Minutes that bind: a unit that is designated may not return the case (潍坊12345条例 art. 22).

    The dues stand here only where the consultation set a deadline of its own.
    """

    kind: Literal["consultation-decided"] = "consultation-decided"
    decision: ConsultationDecision
    minutes: str
    signers: str
    lead_unit: str | None
    assisting_units: tuple[str, ...]
    deadline: date | None
    task_due: Due | None
    case_due: Due | None


class TaskAssigned(CaseEvent):
    kind: Literal["task-assigned"] = "task-assigned"
    person: str
    post: str
    note: str
