"""Given these facts, when this is asked, then that happened, or it was refused; and histories for a start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from aiwei.domain.calendar import LOCAL
from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.domain.case.events import CaseFact
from aiwei.domain.case.grounds import (
    AppealReason,
    Clock,
    ConsultationDecision,
    Correctable,
    ExtensionReason,
    Notice,
    ReinspectionResult,
    Relation,
    Retention,
    SuspensionReason,
    Verification,
)
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
    Triage,
)
from aiwei.domain.decider import Command, Elsewhere, Event, Refused
from aiwei.domain.office import Around, Fresh, Office, no_leak
from tests.town import MONDAY, office

HOUR = timedelta(hours=1)
SUBJECT = UUID("00000000-0000-4000-8000-000000000001")
SEALED = "5e" * 32
PHOTO = "f0" * 32
OWN = UUID("00000000-0000-4000-8000-0000000000aa")
OTHER = UUID("00000000-0000-4000-8000-0000000000bb")
NEW = UUID("00000000-0000-4000-8000-0000000000cc")
FRESH = Fresh(NEW, UUID("00000000-0000-4000-8000-0000000000dd"), "6f" * 32)

#: Whose daily work each command is, where the lead unit is CLOUD.
USUALLY_BY = {
    c.RegisterCase: "clerk",
    c.ReleaseExcerpt: "clerk",
    c.RequestPreVerification: "clerk",
    c.ReportPreVerification: "checker",
    c.Accept: "clerk",
    c.Decline: "chief",
    c.TransferOut: "clerk",
    c.AcknowledgeTransfer: "clerk",
    c.Withdraw: "clerk",
    c.Split: "clerk",
    c.MergeInto: "clerk",
    c.LinkRepeat: "clerk",
    c.Unmerge: "clerk",
    c.Dispatch: "clerk",
    c.SignFor: "cloud",
    c.RequestReturn: "cloud",
    c.ApproveReturn: "chief",
    c.RejectReturn: "chief",
    c.OpenConsultation: "clerk",
    c.DecideConsultation: "convener",
    c.AssignTask: "cloud",
    c.RecordProgress: "cloud",
    c.RequestExtension: "cloud",
    c.GrantExtension: "chief",
    c.RefuseExtension: "chief",
    c.RequestSuspension: "cloud",
    c.GrantSuspension: "leader",
    c.RefuseSuspension: "leader",
    c.ReviewSuspension: "leader",
    c.Resume: "clerk",
    c.SubmitRectification: "cloud",
    c.PassCheck: "checker",
    c.FailCheck: "checker",
    c.RecordFollowUp: "checker",
    c.RecordContact: "clerk",
    c.Close: "chief",
    c.Reopen: "clerk",
    c.RecordReinspection: "checker",
    c.AppealLateness: "cloud",
    c.ReviewLatenessAppeal: "reviewer",
    c.Urge: "clerk",
    c.Supervise: "chief",
    c.ListForSupervision: "convener",
    c.AnswerSupervision: "cloud",
    c.CorrectRecord: "chief",
    c.Archive: "archivist",
    c.Reveal: "chief",
    c.SendNotice: "system",
    c.RecomputeDues: "system",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a command: facts and the state after them, or a refusal."""

    facts: tuple[CaseFact, ...]
    case: Case
    refusal: Refused | None = None
    elsewhere: tuple[Elsewhere, ...] = ()

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
        around: Around | None = None,
    ) -> Answer:
        actor = office(by or USUALLY_BY[type(command)], at or self.later, leaks, around or AROUND)
        return decided(CASE_DECIDER.fold(self.facts), command, actor)


def decided(case: Case, command: Command, actor: Office) -> Answer:
    try:
        told = tuple(CASE_DECIDER.decide(case, command, actor))
    except Refused as refusal:
        return Answer((), case, refusal)
    facts = tuple(fact for fact in told if not isinstance(fact, Elsewhere))
    elsewhere = tuple(fact for fact in told if isinstance(fact, Elsewhere))
    return Answer(facts, CASE_DECIDER.fold(facts, case), elsewhere=elsewhere)


def given(*facts: CaseFact) -> Given:
    return Given(facts)


def play(*wishes: Command, after: tuple[CaseFact, ...] = ()) -> tuple[CaseFact, ...]:
    """The facts that these wishes lead to, an hour apart, each asked by whoever usually does."""
    for wish in wishes:
        answer = given(*after).when(wish, around=AROUND if isinstance(wish, JOINING) else ALONE)
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
SUBMIT = c.SubmitRectification(measure="已清运三车", no_photo_reason="雨天未拍", assistance="水利站出车一台")
PASS = c.PassCheck(opinion="现场已清")
FAIL = c.FailCheck(missing="坑底仍有积存")
SOLVED = c.RecordFollowUp(result=FollowUpResult.SOLVED)
UNSOLVED = c.RecordFollowUp(result=FollowUpResult.UNSOLVED)
UNREACHED = c.RecordFollowUp(result=FollowUpResult.UNREACHED)
CLOSE = c.Close(outcome=Outcome.SOLVED, reply="垃圾已清运，并安排每日巡查。")
REOPEN = c.Reopen(reason=ReopenReason.REBOUND, explanation="又堆了垃圾")
REVEAL = c.Reveal(purpose=RevealPurpose.CONTACT)
PRE_VERIFY = c.RequestPreVerification(question="大坑是否在本村地界")
VERIFIED = c.ReportPreVerification(result=Verification.TRUE, note="现场看过，属实")
TRANSFER = c.TransferOut(
    triage=Triage.PETITION,
    receiver="市信访局",
    handed_how="信访系统转送",
    reference="XF-2026-001",
    explanation="属信访事项",
    told_how="电话告知",
)
ACKNOWLEDGE = c.AcknowledgeTransfer(note="已收到并受理")
WITHDRAW = c.Withdraw(explanation="邻里已自行解决", confirmed_how="回拨电话确认")
SPLIT = c.Split(title="有人倾倒垃圾", text="夜间有车倾倒建筑垃圾。", explanation="既投诉又举报")
MERGE = c.MergeInto(target=OTHER, reason="同一大坑同一堆垃圾")
REPEAT = c.LinkRepeat(target=OTHER, reason="同一人同一事，无新情况")
UNMERGE = c.Unmerge(reason="实为两处")
OPEN_CONSULTATION = c.OpenConsultation(question="两村交界由谁清运", invited=("CLOUD", "BAMBOO"))
DESIGNATE = c.DecideConsultation(
    decision=ConsultationDecision.DESIGNATE,
    minutes="由云栖村清运",
    signers="己召集、云主任、竹主任",
    lead_unit="CLOUD",
)
ASSIGN = c.AssignTask(assignee="neighbour", note="明早去清")
PROGRESS = c.RecordProgress(text="已清运一半")
REQUEST_EXTENSION = c.RequestExtension(reason=ExtensionReason.WEATHER, explanation="连日下雨")
GRANT_EXTENSION = c.GrantExtension(opinion="同意", told_how="电话告知")
REFUSE_EXTENSION = c.RefuseExtension(opinion="不同意，抓紧办理")
REQUEST_SUSPENSION = c.RequestSuspension(
    reason=SuspensionReason.ENGINEERING,
    explanation="待管网改造",
    until=date(2026, 6, 30),
    interim_measure="每日清扫一次",
)
GRANT_SUSPENSION = c.GrantSuspension(opinion="同意", told_how="电话告知")
REFUSE_SUSPENSION = c.RefuseSuspension(opinion="不同意")
REVIEW_SUSPENSION = c.ReviewSuspension(finding="工程在建，措施有效")
CONTACT = c.RecordContact(remark="已说明办理安排")
KEPT = c.RecordReinspection(result=ReinspectionResult.KEPT, note="现场整洁")
REBOUND = c.RecordReinspection(result=ReinspectionResult.REBOUND, note="又堆了垃圾")
APPEAL = c.AppealLateness(reason=AppealReason.FORCE_MAJEURE, explanation="暴雨封路三天")
SUPPORT = c.ReviewLatenessAppeal(supports=True, opinion="情况属实")
URGE = c.Urge(reason="已近时限")
SUPERVISE = c.Supervise(reason="超期未办", demand="两日内整改到位")
LIST_IT = c.ListForSupervision(reason="督办后仍未办", demand="一周内办结")
ANSWER_SUPERVISION = c.AnswerSupervision(reply="已组织清运，明日完成")
CORRECT = c.CorrectRecord(field=Correctable.SITE, value="村西头大坑边", reason="地点记错")
ARCHIVE = c.Archive(retention=Retention.TEN_YEARS)
TELL = c.SendNotice(
    notice=Notice.YELLOW, clock=Clock.CASE, due_at=datetime(2026, 3, 16, 23, 59, 59, tzinfo=LOCAL)
)
RECOUNT = c.RecomputeDues()
JOINING = (c.MergeInto, c.LinkRepeat, c.Unmerge)


def another_case(*wishes: Command, **changes: Any) -> Case:
    """The case that another may join: the same place, and as far as these wishes lead."""
    return CASE_DECIDER.fold(play(registration(**changes), *wishes))


def beside(other: Case) -> Around:
    """A decision on OWN that may look at this other case."""
    return Around(case_id=OWN, cases={OTHER: other}, authors=("clerk",) * 50, fresh=FRESH)


#: No other case in sight.
ALONE = Around(case_id=OWN, authors=("clerk",) * 50, fresh=FRESH)


def a_neighbour_joined(*, contactable: bool = True) -> e.ComplaintJoined:
    """What the case hears that another's complaint joined."""
    return e.ComplaintJoined(
        occurred_at=MONDAY,
        complaint=OTHER,
        number="2026-00002",
        relation=Relation.MERGED,
        contactable=contactable,
    )


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


def a_suspended_case(**changes: Any) -> tuple[CaseFact, ...]:
    return play(REQUEST_SUSPENSION, GRANT_SUSPENSION, after=a_case_in_progress(**changes))


def a_merged_case(**changes: Any) -> tuple[CaseFact, ...]:
    return play(MERGE, after=a_registered_case(**changes))


def a_case_in_consultation(**changes: Any) -> tuple[CaseFact, ...]:
    return play(OPEN_CONSULTATION, after=an_accepted_case(**changes))


def a_transferred_case(**changes: Any) -> tuple[CaseFact, ...]:
    return play(TRANSFER, after=a_registered_case(**changes))


def a_late_closed_case(**changes: Any) -> tuple[CaseFact, ...]:
    """Closed in April, though promised for the middle of March."""
    checked = a_checked_case(**changes)
    late = given(*checked).when(SOLVED, at=datetime(2026, 4, 1, 10, tzinfo=LOCAL))
    return play(CLOSE, after=(*checked, *late.facts))


def a_case_promised_for_now(**changes: Any) -> tuple[CaseFact, ...]:
    """Accepted while the calendar of the year was not out yet."""
    registered, accepted = an_accepted_case(**changes)
    provisional = accepted.case_due.model_copy(update={"provisional": True})
    return registered, accepted.model_copy(update={"case_due": provisional})


def a_declined_case(**changes: Any) -> tuple[CaseFact, ...]:
    return play(DECLINE, after=a_registered_case(**changes))


#: A case in the unit's hands, which another may join.
BUSY = CASE_DECIDER.fold(a_case_in_progress())
#: What decisions find around them unless it is said otherwise.
AROUND = beside(BUSY)
