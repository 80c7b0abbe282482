"""What can be asked for. The field's title is what a form shows; its description is the hint below it."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BeforeValidator, Field, JsonValue, StringConstraints

from aiwei.domain.case.words import (
    Area,
    CaseKind,
    Category,
    Channel,
    CheckMethod,
    DeclineReason,
    FollowUpResult,
    MatterKind,
    Outcome,
    ReopenReason,
    ReturnReason,
    RevealPurpose,
    Satisfaction,
    SignForManner,
    Urgency,
)
from aiwei.domain.decider import Command
from aiwei.domain.masking import without_controls

Clean = BeforeValidator(without_controls)
Line = Annotated[str, StringConstraints(max_length=200), Clean]
#: as long as the longest cell of a spreadsheet, so that no import is cut
Prose = Annotated[str, StringConstraints(max_length=40_000), Clean]
Needed = Annotated[Prose, StringConstraints(min_length=1)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Code = Annotated[str, StringConstraints(min_length=1, max_length=64), Clean]

# what a form offers to choose from
UNITS: dict[str, JsonValue] = {"choices": "unit"}
PEOPLE: dict[str, JsonValue] = {"choices": "person"}
VILLAGES: dict[str, JsonValue] = {"choices": "village"}
RULES: dict[str, JsonValue] = {"choices": "rule"}

#: Fields that hold a code or number, not words: they are not searched for personal data.
CODE_FIELDS = frozenset(
    {
        "sealed",
        "village",
        "accused_person",
        "accused_unit",
        "source_system",
        "source_number",
        "handle_rule",
        "lead_unit",
        "responsible_person",
    }
)

OccurredAt = Annotated[
    AwareDatetime | None,
    Field(None, title="发生时间", description="事后补录时填写；不填即现在"),
]
Photos = Annotated[tuple[Digest, ...], Field((), title="照片", max_length=2)]
NoPhoto = Annotated[Line, Field("", title="无照片原因", description="没有照片时说明原因")]


class CaseCommand(Command):
    occurred_at: OccurredAt = None


class RegisterCase(Command):
    """Registers a case. What the public said goes to the vault before this command is decided:
    here stands only its reference. A clerk may release the excerpt at once.
    """

    case_kind: CaseKind
    channel: Channel
    received_at: AwareDatetime | None = None
    matter: MatterKind | None = None
    area: Area | None = None
    category: Category | None = None
    village: Code | None = None
    site: Line = ""
    excerpt_title: Line = ""
    excerpt_text: Prose = ""
    subject_ref: UUID | None = None
    sealed: Digest | None = None
    contactable: bool = False
    secrecy: bool = False
    accused_person: Code | None = None
    accused_unit: Code | None = None
    source_system: Line = ""
    source_number: Line = ""
    photos: tuple[Digest, ...] = ()
    no_photo_reason: Line = ""


class ReleaseExcerpt(CaseCommand):
    title: Annotated[Line, Field(title="摘录标题", min_length=1)]
    text: Annotated[Needed, Field(title="摘录正文", description="不得含诉求人姓名、电话、住址等信息")]


class Accept(CaseCommand):
    category: Annotated[Category, Field(title="问题类别")]
    area: Annotated[Area, Field(title="领域")]
    matter: Annotated[
        MatterKind | None, Field(None, title="诉求性质", description="群众投诉须选，办理时限由此而定")
    ] = None
    urgency: Annotated[Urgency, Field(Urgency.NORMAL, title="紧急程度")] = Urgency.NORMAL
    village: Annotated[Code | None, Field(None, title="所在村", json_schema_extra=VILLAGES)] = None
    site: Annotated[Line, Field("", title="具体地点")] = ""
    handle_rule: Annotated[
        Code | None,
        Field(
            None,
            title="时限规则",
            description="不选则按事项性质和类别自动确定",
            json_schema_extra=RULES,
        ),
    ] = None


class Decline(CaseCommand):
    reason: Annotated[DeclineReason, Field(title="不予受理的理由")]
    explanation: Annotated[Needed, Field(title="说明", description="写明应走的渠道")]
    told_how: Annotated[Line, Field("", title="如何告知诉求人", description="匿名的可不填")] = ""


class Dispatch(CaseCommand):
    lead_unit: Annotated[Code, Field(title="主办单位", json_schema_extra=UNITS)]
    responsible_person: Annotated[
        Code,
        Field(title="责任人", description="须是主办单位的在岗人员", json_schema_extra=PEOPLE),
    ]
    assisting_units: Annotated[tuple[Code, ...], Field((), title="协办单位", json_schema_extra=UNITS)] = ()
    basis: Annotated[Line, Field("职责分工", title="派单依据")] = "职责分工"
    instruction: Annotated[Prose, Field("", title="整改要求")] = ""


class SignFor(CaseCommand):
    manner: Annotated[SignForManner, Field(SignForManner.SELF, title="签收方式")] = SignForManner.SELF
    told: Annotated[Line, Field("", title="告知对象", description="代签时写明告知了谁")] = ""


class RequestReturn(CaseCommand):
    reason: Annotated[ReturnReason, Field(title="退单理由")]
    explanation: Annotated[Needed, Field(title="说明", description="写明依据和建议的承办单位")]


class ApproveReturn(CaseCommand):
    opinion: Annotated[Needed, Field(title="审核意见")]


class RejectReturn(CaseCommand):
    opinion: Annotated[Needed, Field(title="审核意见")]


class SubmitRectification(CaseCommand):
    measure: Annotated[Needed, Field(title="整改措施和结果")]
    photos: Photos = ()
    no_photo_reason: NoPhoto = ""
    assistance: Annotated[Prose, Field("", title="协办情况")] = ""


class PassCheck(CaseCommand):
    method: Annotated[CheckMethod, Field(CheckMethod.ON_SITE, title="核查方式")] = CheckMethod.ON_SITE
    opinion: Annotated[Needed, Field(title="核查意见")]


class FailCheck(CaseCommand):
    method: Annotated[CheckMethod, Field(CheckMethod.ON_SITE, title="核查方式")] = CheckMethod.ON_SITE
    missing: Annotated[Needed, Field(title="还差什么", description="写明未整改到位之处")]


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
    explanation: Annotated[Needed, Field(title="说明")]


class Reveal(CaseCommand):
    purpose: Annotated[RevealPurpose, Field(title="查看目的")]
    note: Annotated[Line, Field("", title="备注")] = ""


CaseWish = (
    RegisterCase
    | ReleaseExcerpt
    | Accept
    | Decline
    | Dispatch
    | SignFor
    | RequestReturn
    | ApproveReturn
    | RejectReturn
    | SubmitRectification
    | PassCheck
    | FailCheck
    | RecordFollowUp
    | Close
    | Reopen
    | Reveal
)
