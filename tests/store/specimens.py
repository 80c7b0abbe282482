"""One event of each kind, with every field filled: what the golden files hold.

``python -m tests.store.specimens`` writes the files that are missing; a file that is there is never changed.
"""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, get_args
from uuid import UUID

from aiwei.domain.calendar import LOCAL
from aiwei.domain.case import events as e
from aiwei.domain.case import words as w
from aiwei.domain.deadlines import Due
from aiwei.domain.office import By, Via
from aiwei.domain.register import events as r
from aiwei.domain.register.words import Capability, UnitKind
from aiwei.store.codec import SHAPES, Codec
from aiwei.store.envelope import Recorded

GOLDEN = Path(__file__).parent.parent / "golden" / "events"
AT = datetime(2026, 3, 2, 9, 30, tzinfo=LOCAL)
SUBJECT = UUID("00000000-0000-4000-8000-000000000001")
COMMAND = UUID("00000000-0000-4000-8000-000000000002")
EXCERPT = e.Excerpt(title="垃圾无人清运", text="村东头大坑边\n垃圾堆放多日。😀")
PHOTOS = ("ab" * 32, "cd" * 32)


def due(rule: str, days: int) -> Due:
    end = (AT + timedelta(days=days)).replace(hour=23, minute=59, second=59)
    return Due(at=end, rule=rule, calendar="chinesecalendar-1.11.0", counted_from=AT, provisional=True)


EVENTS: tuple[Any, ...] = (
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
    ),
    e.ExcerptReleased(occurred_at=AT, excerpt=EXCERPT),
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
    ),
    e.CaseDeclined(
        occurred_at=AT, reason=w.DeclineReason.NOT_OUR_DUTY, explanation="请向供电所反映", told_how="电话"
    ),
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
    ),
    e.DispatchSignedFor(occurred_at=AT, manner=w.SignForManner.ON_BEHALF_PHONE, told="云主任", late=True),
    e.ReturnRequested(
        occurred_at=AT,
        reason=w.ReturnReason.WRONG_PLACE,
        explanation="在虚竹村地界",
        decide_due=due("RETURN-DECIDE@1", 1),
    ),
    e.ReturnApproved(occurred_at=AT, opinion="同意"),
    e.ReturnRejected(occurred_at=AT, opinion="属你村地界"),
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
    e.FollowUpRecorded(
        occurred_at=AT,
        attempt=2,
        result=w.FollowUpResult.UNSOLVED,
        satisfaction=w.Satisfaction.DISSATISFIED,
        remark="又堆了",
        task_due=due("12345-COMPLAINT@1", 14),
    ),
    e.CaseClosed(occurred_at=AT, outcome=w.Outcome.PARTLY_SOLVED, reply="已清运并巡查", late=True),
    e.CaseReopened(
        occurred_at=AT,
        reason=w.ReopenReason.REBOUND,
        explanation="又堆了垃圾",
        case_due=due("12345-COMPLAINT@1", 14),
    ),
    e.PersonalDataRevealed(occurred_at=AT, purpose=w.RevealPurpose.FOLLOW_UP, note="回访前核对"),
    r.UnitEstablished(
        code="CLOUD",
        name="云栖村",
        unit_kind=UnitKind.VILLAGE,
        parent="TOWN",
        enforcement_power=True,
        note="示范",
    ),
    r.PostEstablished(
        code="CLOUD-1", title="村主任", unit="CLOUD", capabilities=(Capability.RECTIFY, Capability.CHECK)
    ),
    r.PostTaken(
        person="cloud",
        name="云主任",
        post="CLOUD-1",
        since=date(2020, 1, 1),
        until=date(2026, 12, 31),
        basis="任命文件",
    ),
)
KINDS = {kind for union in (e.CaseFact, r.RegisterEvent) for kind in get_args(get_args(union)[0])}


def recorded(event: Any) -> Recorded:
    by = By(person="clerk", post="CLERK", unit="PHCO")
    return Recorded("golden", 1, 0, AT, by, Via.TUI, COMMAND, event)


def golden_file(kind: str) -> Path:
    """Of the shape in which this kind is written now."""
    return GOLDEN / f"{kind}@{SHAPES.get(kind, 1)}.json"


def written(event: Any) -> bytes:
    return Codec().to_stored_event(recorded(event)).state + b"\n"


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for specimen in EVENTS:
        if not golden_file(specimen.kind).exists():
            golden_file(specimen.kind).write_bytes(written(specimen))
