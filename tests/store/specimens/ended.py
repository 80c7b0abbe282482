"""Follow-up to archive, supervision, notices and corrections."""

from aiwei.domain.case import events as e
from aiwei.domain.case import grounds as g
from aiwei.domain.case import words as w
from tests.store.specimens.parts import AT, due

ENDED = (
    e.FollowUpRecorded(
        occurred_at=AT,
        attempt=2,
        result=w.FollowUpResult.UNSOLVED,
        satisfaction=w.Satisfaction.DISSATISFIED,
        remark="又堆了",
        task_due=due("12345-COMPLAINT@1", 14),
        settled=True,
    ),
    e.CaseClosed(
        occurred_at=AT,
        outcome=w.Outcome.PARTLY_SOLVED,
        reply="已清运并巡查",
        late=True,
        reinspect_due=due("REVISIT@1", 30),
    ),
    e.CaseReopened(
        occurred_at=AT,
        reason=w.ReopenReason.REBOUND,
        explanation="又堆了垃圾",
        case_due=due("12345-COMPLAINT@1", 14),
    ),
    e.ReinspectionRecorded(
        occurred_at=AT,
        method=w.CheckMethod.DOCUMENTS,
        result=g.ReinspectionResult.REBOUND,
        note="又堆了垃圾",
        task_due=due("FIND-B@1", 4),
        case_due=due("FIND-B@1", 4),
    ),
    e.LatenessAppealed(
        occurred_at=AT,
        reason=g.AppealReason.FORCE_MAJEURE,
        explanation="暴雨封路三天",
        review_due=due("APPEAL-REVIEW@1", 5),
    ),
    e.LatenessAppealReviewed(occurred_at=AT, reviewer="reviewer", supports=True, opinion="情况属实"),
    e.LatenessAppealUpheld(occurred_at=AT, reviewer="reviewer-2", opinion="情况属实"),
    e.LatenessAppealDismissed(occurred_at=AT, reviewer="reviewer-2", supports=True, opinion="证据不足"),
    e.CaseUrged(occurred_at=AT, reason="已近时限"),
    e.CaseSupervised(
        occurred_at=AT, reason="超期未办", demand="两日内整改到位", reply_due=due("SUPERVISE@1", 2)
    ),
    e.CaseListed(
        occurred_at=AT, reason="督办后仍未办", demand="一周内办结", reply_due=due("SUPERVISE-LISTED@1", 5)
    ),
    e.SupervisionAnswered(occurred_at=AT, reply="已组织清运，明日完成", late=True),
    e.NoticeSent(
        occurred_at=AT,
        notice=g.Notice.RED,
        clock=g.Clock.CASE,
        due_at=AT,
        unit="CLOUD",
        person="cloud",
        contact_due=due("FOLLOWUP@1", 2),
    ),
    e.DuesRecomputed(
        occurred_at=AT,
        calendar="chinesecalendar-1.11.0+2027.1",
        dues=(
            e.NamedDue(clock=g.Clock.TASK, due=due("12345-COMPLAINT@1", 14)),
            e.NamedDue(clock=g.Clock.CASE, due=due("12345-COMPLAINT@1", 14)),
        ),
    ),
    e.RecordCorrected(
        occurred_at=AT,
        field=g.Correctable.RECEIVED_AT,
        old="2026-03-02T09:30:00+08:00",
        new="2026-03-01T16:00:00+08:00",
        reason="收到时间记错",
        of_version=1,
        case_due=due("12345-COMPLAINT@1", 13),
    ),
    e.CaseArchived(
        occurred_at=AT,
        retention=g.Retention.THIRTY_YEARS,
        checked=("真实：事件可读、时间有序", "完整：编号连续"),
    ),
)
