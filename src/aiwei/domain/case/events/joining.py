"""Several complaints, one rectification: what happens in the complaint, and in the case that it joins."""

from typing import Literal
from uuid import UUID

from aiwei.domain.case.events.base import CaseEvent
from aiwei.domain.case.grounds import Relation
from aiwei.domain.case.words import CaseState, FollowUpResult
from aiwei.domain.deadlines import Due


class CaseMerged(CaseEvent):
    """The complaint goes on as an alias; its complainant's reply is still owed."""

    kind: Literal["case-merged"] = "case-merged"
    into: UUID
    into_number: str
    relation: Relation
    reason: str


class CaseUnmerged(CaseEvent):
    """``state`` is where the complaint stood before, and stands again."""

    kind: Literal["case-unmerged"] = "case-unmerged"
    reason: str
    state: CaseState


class ReplyFellDue(CaseEvent):
    """What the complaint is about has been checked: its complainant is to be called."""

    kind: Literal["reply-fell-due"] = "reply-fell-due"
    follow_up_due: Due


class ReplyPutOff(CaseEvent):
    """It has to be reworked first."""

    kind: Literal["reply-put-off"] = "reply-put-off"


class ComplaintJoined(CaseEvent):
    kind: Literal["complaint-joined"] = "complaint-joined"
    complaint: UUID
    number: str
    relation: Relation
    contactable: bool


class ComplaintLeft(CaseEvent):
    kind: Literal["complaint-left"] = "complaint-left"
    complaint: UUID
    number: str
    reason: str


class ComplainantAnswered(CaseEvent):
    """What a complainant who joined said. ``task_due`` is set when it is not solved: the unit reworks."""

    kind: Literal["complainant-answered"] = "complainant-answered"
    complaint: UUID
    number: str
    result: FollowUpResult
    done: bool
    task_due: Due | None
