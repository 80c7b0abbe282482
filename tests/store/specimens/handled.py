"""Dispatch to the check that passed."""

from datetime import date

from aiwei.domain.case import events as e
from aiwei.domain.case import grounds as g
from aiwei.domain.case import words as w
from tests.store.specimens.parts import AT, PHOTOS, due

UNTIL = date(2026, 6, 30)

HANDLED = (
    e.CaseDispatched(
        occurred_at=AT,
        round=2,
        dispatcher="clerk",
        lead_unit="CLOUD",
        assisting_units=("WATER", "BAMBOO"),
        responsible_person="cloud",
        responsible_post="CLOUD-1",
        basis="职责分工",
        instruction="三日内清运",
        case_due=due("12345-COMPLAINT@1", 14),
        task_due=due("12345-COMPLAINT@1", 14),
        sign_for_due=due("SIGN-FOR@1", 1),
        return_due=due("RETURN@1", 1),
        designated=True,
    ),
    e.DispatchSignedFor(
        occurred_at=AT,
        manner=w.SignForManner.ON_BEHALF_PHONE,
        told="云主任",
        late=True,
        preliminary_due=due("PRELIMINARY@1", 1),
    ),
    e.ReturnRequested(
        occurred_at=AT,
        reason=w.ReturnReason.WRONG_PLACE,
        explanation="在虚竹村地界",
        decide_due=due("RETURN-DECIDE@1", 1),
    ),
    e.ReturnApproved(occurred_at=AT, opinion="同意"),
    e.ReturnRejected(occurred_at=AT, opinion="属你村地界"),
    e.ConsultationOpened(
        occurred_at=AT,
        question="两村交界由谁清运",
        invited=("CLOUD", "BAMBOO"),
        consult_due=due("CONSULT@1", 5),
    ),
    e.ConsultationDecided(
        occurred_at=AT,
        decision=g.ConsultationDecision.DESIGNATE,
        minutes="由云栖村清运",
        signers="己召集、云主任、竹主任",
        lead_unit="CLOUD",
        assisting_units=("WATER",),
        deadline=UNTIL,
        task_due=due("12345-COMPLAINT@1", 20),
        case_due=due("12345-COMPLAINT@1", 20),
    ),
    e.TaskAssigned(occurred_at=AT, person="neighbour", post="CLOUD-0", note="明早去清"),
    e.ProgressRecorded(occurred_at=AT, progress=g.ProgressKind.PRELIMINARY_OPINION, text="已清运一半"),
    e.ContactRecorded(
        occurred_at=AT, purpose=g.ContactPurpose.LIMIT_EXPIRED, reached=True, remark="已说明办理安排"
    ),
    e.ExtensionRequested(
        occurred_at=AT,
        nth=2,
        reason=g.ExtensionReason.WEATHER,
        explanation="连日下雨",
        amount=3,
        requested_by="cloud",
        decide_due=due("EXTENSION-DECIDE@1", 1),
    ),
    e.ExtensionGranted(
        occurred_at=AT,
        nth=2,
        amount=3,
        opinion="同意",
        told_how="电话告知",
        consent="12345中心电话同意",
        task_due=due("12345-COMPLAINT@1", 17),
        case_due=due("12345-COMPLAINT@1", 17),
    ),
    e.ExtensionRefused(occurred_at=AT, opinion="不同意，抓紧办理"),
    e.SuspensionRequested(
        occurred_at=AT,
        reason=g.SuspensionReason.ENGINEERING,
        explanation="待管网改造",
        until=UNTIL,
        interim_measure="每日清扫一次",
        requested_by="cloud",
        decide_due=due("SUSPENSION-DECIDE@1", 2),
    ),
    e.SuspensionGranted(
        occurred_at=AT,
        reason=g.SuspensionReason.ENGINEERING,
        until=UNTIL,
        interim_measure="每日清扫一次",
        opinion="同意",
        told_how="电话告知",
        resume_due=due("SUSP-MAX@1", 120),
        review_due=due("SUSP-REVIEW@1", 30),
    ),
    e.SuspensionRefused(occurred_at=AT, opinion="不同意"),
    e.SuspensionReviewed(occurred_at=AT, finding="工程在建，措施有效", review_due=due("SUSP-REVIEW@1", 60)),
    e.CaseResumed(
        occurred_at=AT,
        automatic=True,
        note="工程完工",
        task_due=due("12345-COMPLAINT@1", 134),
        case_due=due("12345-COMPLAINT@1", 134),
    ),
    e.RectificationSubmitted(
        occurred_at=AT,
        measure="已清运三车",
        photos=PHOTOS,
        no_photo_reason="夜间",
        assistance="水利站出车",
        late=True,
        check_due=due("CHECK@1", 2),
    ),
    e.CheckPassed(
        occurred_at=AT, method=w.CheckMethod.ON_SITE, opinion="现场已清", follow_up_due=due("FOLLOWUP@1", 2)
    ),
    e.CheckFailed(
        occurred_at=AT,
        method=w.CheckMethod.DOCUMENTS,
        missing="坑底仍有积存",
        rework=1,
        task_due=due("12345-COMPLAINT@1", 14),
    ),
)
