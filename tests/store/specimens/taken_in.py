"""Registration to acceptance, and the ways out before it."""

from aiwei.domain.case import events as e
from aiwei.domain.case import words as w
from aiwei.domain.case.grounds import Relation, Verification
from tests.store.specimens.parts import ANOTHER, AT, EXCERPT, PHOTOS, SUBJECT, due

TAKEN_IN = (
    e.CaseRegistered(
        occurred_at=AT,
        number="2026-00042",
        case_kind=w.CaseKind.GRIEVANCE,
        channel=w.Channel.HOTLINE,
        accept_due=due("ACCEPT@1", 1),
        matter=w.MatterKind.COMPLAINT,
        area=w.Area.ENVIRONMENT,
        category=w.Category.EXPOSED_WASTE,
        village="CLOUD",
        site="村东头大坑边",
        excerpt=EXCERPT,
        subject_ref=SUBJECT,
        sealed="5e" * 32,
        contactable=True,
        secrecy=True,
        accused_person="bamboo",
        accused_unit="BAMBOO",
        source=e.Source(system="12345", number="JY-2026-7"),
        photos=PHOTOS,
        no_photo_reason="雨天未拍",
        triage=w.Triage.PETITION,
        promised_at=AT,
        out_of=ANOTHER,
    ),
    e.ExcerptReleased(occurred_at=AT, excerpt=EXCERPT),
    e.PreVerificationRequested(
        occurred_at=AT, question="大坑是否在本村地界", verify_due=due("PRE-VERIFY@1", 2)
    ),
    e.PreVerificationReported(occurred_at=AT, result=Verification.PARTLY_TRUE, note="现场看过，部分属实"),
    e.CaseAccepted(
        occurred_at=AT,
        matter=w.MatterKind.COMPLAINT,
        area=w.Area.ENVIRONMENT,
        category=w.Category.EXPOSED_WASTE,
        urgency=w.Urgency.URGENT,
        village="CLOUD",
        site="村东头大坑边",
        handle_rule="12345-COMPLAINT",
        case_due=due("12345-COMPLAINT@1", 14),
        contact_due=due("FIRST-CONTACT@1", 1),
        dispatch_due=due("DISPATCH-MAJOR@1", 1),
    ),
    e.CaseDeclined(
        occurred_at=AT, reason=w.DeclineReason.NOT_OUR_DUTY, explanation="请向供电所反映", told_how="电话"
    ),
    e.CaseTransferredOut(
        occurred_at=AT,
        triage=w.Triage.PETITION,
        receiver="市信访局",
        receiver_unit="JIWEI",
        handed_how="信访系统转送",
        reference="XF-2026-001",
        explanation="属信访事项",
        told_how="电话告知",
        receipt_due=due("TRANSFER-RECEIPT@1", 15),
    ),
    e.TransferAcknowledged(occurred_at=AT, reference="XF-2026-001", note="已收到并受理"),
    e.CaseWithdrawn(
        occurred_at=AT,
        explanation="邻里已自行解决",
        confirmed_how="回拨电话确认",
        finding=ANOTHER,
        no_finding_reason="已现场确认清理",
    ),
    e.CaseSplit(occurred_at=AT, into=ANOTHER, matter=w.MatterKind.TIP_OFF, explanation="既投诉又举报"),
    e.CaseMerged(
        occurred_at=AT,
        into=ANOTHER,
        into_number="2026-00041",
        relation=Relation.REPEAT,
        reason="同一人同一事",
    ),
    e.CaseUnmerged(occurred_at=AT, reason="实为两处", state=w.CaseState.ACCEPTED),
    e.ReplyFellDue(occurred_at=AT, follow_up_due=due("FOLLOWUP@1", 2)),
    e.ReplyPutOff(occurred_at=AT),
    e.ComplaintJoined(
        occurred_at=AT, complaint=ANOTHER, number="2026-00043", relation=Relation.MERGED, contactable=True
    ),
    e.ComplaintLeft(occurred_at=AT, complaint=ANOTHER, number="2026-00043", reason="实为两处"),
    e.ComplainantAnswered(
        occurred_at=AT,
        complaint=ANOTHER,
        number="2026-00043",
        result=w.FollowUpResult.UNSOLVED,
        done=True,
        task_due=due("12345-COMPLAINT@1", 14),
    ),
    e.PersonalDataRevealed(occurred_at=AT, purpose=w.RevealPurpose.FOLLOW_UP, note="回访前核对"),
)
