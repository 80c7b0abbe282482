"""Given these facts, when this is asked, then that happened, or it was refused; and histories for a start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from aiwei.domain.case import commands as c
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.events import CaseFact
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import (
    Area,
    CaseKind,
    Category,
    Channel,
    DeclineReason,
    FollowUpResult,
    MatterKind,
    Outcome,
    ReopenReason,
    ReturnReason,
    RevealPurpose,
)
from aiwei.domain.decider import Command, Event, Refused
from aiwei.domain.office import Office, no_leak
from tests.town import MONDAY, office

HOUR = timedelta(hours=1)
SUBJECT = UUID("00000000-0000-4000-8000-000000000001")
SEALED = "5e" * 32
PHOTO = "f0" * 32

#: Whose daily work each command is, where the lead unit is CLOUD.
USUALLY_BY = {
    c.RegisterCase: "clerk",
    c.ReleaseExcerpt: "clerk",
    c.Accept: "clerk",
    c.Decline: "chief",
    c.Dispatch: "clerk",
    c.SignFor: "cloud",
    c.RequestReturn: "cloud",
    c.ApproveReturn: "chief",
    c.RejectReturn: "chief",
    c.SubmitRectification: "cloud",
    c.PassCheck: "checker",
    c.FailCheck: "checker",
    c.RecordFollowUp: "checker",
    c.Close: "chief",
    c.Reopen: "clerk",
    c.Reveal: "chief",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a command: facts and the state after them, or a refusal."""

    facts: tuple[CaseFact, ...]
    case: Case
    refusal: Refused | None = None

    def then(self, kind: type[Event], **fields: object) -> Any:
        """Exactly one fact, of this kind, with these fields; the fact itself for a closer look."""
        if self.refusal is not None:
            raise AssertionError(f"refused: {self.refusal.code}: {self.refusal}")
        assert [type(fact) for fact in self.facts] == [kind]
        assert {name: getattr(self.facts[0], name) for name in fields} == fields
        return self.facts[0]

    def refused(self, kind: type[Refused], *, field: str | None = None, saying: str = "") -> None:
        """By exactly this name; with this field at fault and these words, where they are given."""
        assert type(self.refusal) is kind, self.refusal or f"not refused: {self.facts}"
        assert field in (None, self.refusal.field)
        assert saying in self.refusal.detail


@dataclass(frozen=True, slots=True)
class Given:
    facts: tuple[CaseFact, ...]

    @property
    def later(self) -> datetime:
        """An hour after the last fact."""
        return self.facts[-1].occurred_at + HOUR if self.facts else MONDAY

    def when(
        self,
        command: Command,
        *,
        by: str | None = None,
        at: datetime | None = None,
        leaks: Callable[[str], tuple[str, ...]] = no_leak,
    ) -> Answer:
        actor = office(by or USUALLY_BY[type(command)], at or self.later, leaks)
        return decided(CASE_DECIDER.fold(self.facts), command, actor)


def decided(case: Case, command: Command, actor: Office) -> Answer:
    try:
        facts = tuple(CASE_DECIDER.decide(case, command, actor))
    except Refused as refusal:
        return Answer((), case, refusal)
    return Answer(facts, CASE_DECIDER.fold(facts, case))


def given(*facts: CaseFact) -> Given:
    return Given(facts)


def play(*wishes: Command, after: tuple[CaseFact, ...] = ()) -> tuple[CaseFact, ...]:
    """The facts that these wishes lead to, an hour apart, each asked by whoever usually does."""
    for wish in wishes:
        answer = given(*after).when(wish)
        if answer.refusal is not None:
            raise AssertionError(f"{type(wish).__name__} refused: {answer.refusal}")
        after += answer.facts
    return after


def registration(**changes: Any) -> c.RegisterCase:
    """A villager complains by phone, leaves a number, and the clerk releases the excerpt at once."""
    usual: dict[str, Any] = {
        "case_kind": CaseKind.GRIEVANCE,
        "channel": Channel.PHONE,
        "matter": MatterKind.COMPLAINT,
        "village": "CLOUD",
        "site": "村东头大坑边",
        "excerpt_title": "垃圾无人清运",
        "excerpt_text": "村东头大坑边垃圾堆放多日。",
        "subject_ref": SUBJECT,
        "sealed": SEALED,
        "contactable": True,
    }
    return c.RegisterCase.model_validate(usual | changes)


def finding(**changes: Any) -> c.RegisterCase:
    """An inspector saw something: nobody to call, nothing to seal."""
    nobody = {"matter": None, "subject_ref": None, "sealed": None, "contactable": False, "photos": (PHOTO,)}
    seen = {"case_kind": CaseKind.FINDING, "channel": Channel.INSPECTION}
    return registration(**(seen | nobody | changes))


ACCEPT = c.Accept(category=Category.EXPOSED_WASTE, area=Area.ENVIRONMENT)
DECLINE = c.Decline(reason=DeclineReason.NOT_OUR_DUTY, explanation="请向县供电所反映", told_how="电话告知")
DISPATCH = c.Dispatch(lead_unit="CLOUD", responsible_person="cloud", assisting_units=("WATER",))
REQUEST_RETURN = c.RequestReturn(reason=ReturnReason.WRONG_PLACE, explanation="大坑在虚竹村地界")
SUBMIT = c.SubmitRectification(measure="已清运三车", no_photo_reason="雨天未拍")
PASS = c.PassCheck(opinion="现场已清")
FAIL = c.FailCheck(missing="坑底仍有积存")
SOLVED = c.RecordFollowUp(result=FollowUpResult.SOLVED)
UNSOLVED = c.RecordFollowUp(result=FollowUpResult.UNSOLVED)
UNREACHED = c.RecordFollowUp(result=FollowUpResult.UNREACHED)
CLOSE = c.Close(outcome=Outcome.SOLVED, reply="垃圾已清运，并安排每日巡查。")
REOPEN = c.Reopen(reason=ReopenReason.REBOUND, explanation="又堆了垃圾")
REVEAL = c.Reveal(purpose=RevealPurpose.CONTACT)


def a_registered_case(**changes: Any) -> tuple[CaseFact, ...]:
    return play(registration(**changes))


def an_accepted_case(**changes: Any) -> tuple[CaseFact, ...]:
    return play(ACCEPT, after=a_registered_case(**changes))


def a_dispatched_case(**changes: Any) -> tuple[CaseFact, ...]:
    return play(DISPATCH, after=an_accepted_case(**changes))


def a_case_in_progress(**changes: Any) -> tuple[CaseFact, ...]:
    return play(c.SignFor(), after=a_dispatched_case(**changes))


def a_return_asked(**changes: Any) -> tuple[CaseFact, ...]:
    return play(REQUEST_RETURN, after=a_dispatched_case(**changes))


def a_submitted_case(**changes: Any) -> tuple[CaseFact, ...]:
    return play(SUBMIT, after=a_case_in_progress(**changes))


def a_checked_case(**changes: Any) -> tuple[CaseFact, ...]:
    return play(PASS, after=a_submitted_case(**changes))


def a_checked_finding(**changes: Any) -> tuple[CaseFact, ...]:
    return play(finding(**changes), ACCEPT, DISPATCH, c.SignFor(), SUBMIT, PASS)


def a_closed_case(**changes: Any) -> tuple[CaseFact, ...]:
    return play(SOLVED, CLOSE, after=a_checked_case(**changes))


def a_reopened_case(**changes: Any) -> tuple[CaseFact, ...]:
    return play(REOPEN, after=a_closed_case(**changes))


def a_declined_case(**changes: Any) -> tuple[CaseFact, ...]:
    return play(DECLINE, after=a_registered_case(**changes))
