"""Follow-up, closure and after; supervision; and what only the sentinel asks for."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from aiwei.domain.case.commands.fields import (
    CaseCommand,
    Explanation,
    Line,
    Needed,
    Opinion,
    Prose,
)
from aiwei.domain.case.grounds import (
    AppealReason,
    Clock,
    Correctable,
    Notice,
    ReinspectionResult,
    Retention,
)
from aiwei.domain.case.words import CheckMethod, FollowUpResult, Outcome, ReopenReason, Satisfaction
from aiwei.domain.decider import Command


class RecordFollowUp(CaseCommand):
    result: Annotated[FollowUpResult, Field(title="回访结果")]
    satisfaction: Annotated[Satisfaction, Field(Satisfaction.NOT_STATED, title="满意度")] = (
        Satisfaction.NOT_STATED
    )
    remark: Annotated[Prose, Field("", title="备注", description="不写诉求人姓名、电话")] = ""


class Close(CaseCommand):
    outcome: Annotated[Outcome, Field(title="办结类型")]
    reply: Annotated[Prose, Field("", title="答复内容", description="有诉求人的须填写")] = ""


class Reopen(CaseCommand):
    reason: Annotated[ReopenReason, Field(title="重开理由")]
    explanation: Explanation


class RecordReinspection(CaseCommand):
    result: Annotated[ReinspectionResult, Field(title="回头看结果")]
    method: Annotated[CheckMethod, Field(CheckMethod.ON_SITE, title="方式")] = CheckMethod.ON_SITE
    note: Annotated[Needed, Field(title="现场情况")]


class AppealLateness(CaseCommand):
    """Once, by the unit, after closure. The lateness stays visible whatever comes of it."""

    reason: Annotated[AppealReason, Field(title="申诉理由")]
    explanation: Annotated[Needed, Field(title="事实和依据")]


class ReviewLatenessAppeal(CaseCommand):
    """Two people give their opinion; both have to support it."""

    supports: Annotated[bool, Field(title="是否支持申诉")]
    opinion: Opinion


class Urge(CaseCommand):
    reason: Annotated[Needed, Field(title="催办事由")]


class Supervise(CaseCommand):
    reason: Annotated[Needed, Field(title="督办事由", description="如：超期、领导批示、重复投诉")]
    demand: Annotated[Needed, Field(title="督办要求")]


class ListForSupervision(CaseCommand):
    reason: Annotated[Needed, Field(title="挂牌督办事由")]
    demand: Annotated[Needed, Field(title="督办要求")]


class AnswerSupervision(CaseCommand):
    reply: Annotated[Needed, Field(title="回复意见")]


class CorrectRecord(CaseCommand):
    """By the author of what is wrong, or by whoever may close. Nothing is overwritten."""

    field: Annotated[Correctable, Field(title="更正什么")]
    value: Annotated[Needed, Field(title="应为", description="代码、时间（2026-03-02T09:00:00+08:00）或文字")]
    reason: Annotated[Needed, Field(title="更正理由")]
    of_version: Annotated[
        int | None, Field(None, ge=1, title="第几条经过", description="更正某一步的文字时填写")
    ] = None


class Archive(CaseCommand):
    retention: Annotated[Retention, Field(title="保管期限")]


class SendNotice(Command):
    """The sentinel's: one a case, clock, due moment and colour."""

    notice: Notice
    clock: Clock
    due_at: AwareDatetime


class RecomputeDues(Command):
    """The sentinel's, after a year's calendar was loaded."""

    note: Line = ""
