"""Whose job it is, and the job."""

from datetime import date
from typing import Annotated

from pydantic import Field

from aiwei.domain.case.commands.fields import (
    COLLEAGUES,
    PEOPLE,
    UNITS,
    Assistants,
    CaseCommand,
    Code,
    Explanation,
    Line,
    Needed,
    NeededLine,
    NoPhoto,
    Opinion,
    Photos,
    Prose,
    ToldHow,
)
from aiwei.domain.case.grounds import (
    ConsultationDecision,
    ContactPurpose,
    ExtensionReason,
    ProgressKind,
    SuspensionReason,
)
from aiwei.domain.case.words import CheckMethod, ReturnReason, SignForManner


class Dispatch(CaseCommand):
    lead_unit: Annotated[Code, Field(title="主办单位", json_schema_extra=UNITS)]
    responsible_person: Annotated[
        Code,
        Field(title="责任人", description="须是主办单位的在岗人员", json_schema_extra=PEOPLE),
    ]
    assisting_units: Assistants = ()
    basis: Annotated[Line, Field("职责分工", title="派单依据")] = "职责分工"
    instruction: Annotated[Prose, Field("", title="整改要求")] = ""


class SignFor(CaseCommand):
    manner: Annotated[SignForManner, Field(SignForManner.SELF, title="签收方式")] = SignForManner.SELF
    told: Annotated[Line, Field("", title="告知对象", description="代签时写明告知了谁")] = ""


class RequestReturn(CaseCommand):
    reason: Annotated[ReturnReason, Field(title="退单理由")]
    explanation: Annotated[Needed, Field(title="说明", description="写明依据和建议的承办单位")]


class ApproveReturn(CaseCommand):
    opinion: Opinion


class RejectReturn(CaseCommand):
    opinion: Opinion


class OpenConsultation(CaseCommand):
    question: Annotated[Needed, Field(title="提请会商的问题")]
    invited: Annotated[tuple[Code, ...], Field(title="参加单位", min_length=1, json_schema_extra=UNITS)]


class DecideConsultation(CaseCommand):
    """Minutes that bind. What is decided says which of the other fields are needed."""

    decision: Annotated[ConsultationDecision, Field(title="会商决定")]
    minutes: Annotated[Needed, Field(title="会商纪要")]
    signers: Annotated[NeededLine, Field(title="会签人", description="参会并签字的人员和身份")]
    lead_unit: Annotated[
        Code | None, Field(None, title="指定主办单位", description="指定后不得退单", json_schema_extra=UNITS)
    ] = None
    assisting_units: Assistants = ()
    deadline: Annotated[date | None, Field(None, title="会商确定的期限", description="不填则按时限规则")] = (
        None
    )
    suspend_reason: Annotated[SuspensionReason | None, Field(None, title="挂账原因")] = None
    suspend_until: Annotated[date | None, Field(None, title="挂账到哪一天")] = None
    interim_measure: Annotated[Line, Field("", title="挂账期间的临时措施")] = ""
    receiver: Annotated[Line, Field("", title="转出接收机关")] = ""
    reference: Annotated[Line, Field("", title="对方编号")] = ""
    told_how: ToldHow = ""


class AssignTask(CaseCommand):
    assignee: Annotated[
        Code, Field(title="具体办理人", description="须是本单位在岗人员", json_schema_extra=COLLEAGUES)
    ]
    note: Annotated[Prose, Field("", title="交代事项")] = ""


class RecordProgress(CaseCommand):
    progress: Annotated[ProgressKind, Field(ProgressKind.PROGRESS, title="类别")] = ProgressKind.PROGRESS
    text: Annotated[Needed, Field(title="内容")]


class RecordContact(CaseCommand):
    purpose: Annotated[ContactPurpose, Field(ContactPurpose.FIRST_CONTACT, title="联系事由")] = (
        ContactPurpose.FIRST_CONTACT
    )
    reached: Annotated[bool, Field(title="联系上了")] = True
    remark: Annotated[Prose, Field("", title="备注", description="不写诉求人姓名、电话")] = ""


class RequestExtension(CaseCommand):
    reason: Annotated[ExtensionReason, Field(title="延期理由")]
    explanation: Explanation
    amount: Annotated[
        int | None,
        Field(None, ge=1, le=365, title="延长多少", description="单位同办理时限；不填即按规则延长一次"),
    ] = None


class GrantExtension(CaseCommand):
    opinion: Opinion
    told_how: ToldHow = ""
    consent: Annotated[Line, Field("", title="上级同意的文号或方式", description="上级交办的须填写")] = ""


class RefuseExtension(CaseCommand):
    opinion: Opinion


class RequestSuspension(CaseCommand):
    reason: Annotated[SuspensionReason, Field(title="挂账原因")]
    explanation: Explanation
    until: Annotated[date, Field(title="挂账到哪一天", description="到期自动恢复，最长一年")]
    interim_measure: Annotated[Needed, Field(title="挂账期间的临时措施")]


class GrantSuspension(CaseCommand):
    opinion: Opinion
    told_how: ToldHow = ""


class RefuseSuspension(CaseCommand):
    opinion: Opinion


class ReviewSuspension(CaseCommand):
    finding: Annotated[Needed, Field(title="复核情况", description="挂账原因是否还在，临时措施是否有效")]


class Resume(CaseCommand):
    note: Annotated[Prose, Field("", title="恢复说明")] = ""


class SubmitRectification(CaseCommand):
    measure: Annotated[Needed, Field(title="整改措施和结果")]
    photos: Photos = ()
    no_photo_reason: NoPhoto = ""
    assistance: Annotated[Prose, Field("", title="协办情况", description="有协办单位的须写明")] = ""


class PassCheck(CaseCommand):
    method: Annotated[CheckMethod, Field(CheckMethod.ON_SITE, title="核查方式")] = CheckMethod.ON_SITE
    opinion: Annotated[Needed, Field(title="核查意见")]


class FailCheck(CaseCommand):
    method: Annotated[CheckMethod, Field(CheckMethod.ON_SITE, title="核查方式")] = CheckMethod.ON_SITE
    missing: Annotated[Needed, Field(title="还差什么", description="写明未整改到位之处")]
