"""Taking in, and the ways out before any work is done."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from aiwei.domain.case.commands.fields import (
    DISCIPLINE,
    RULES,
    VILLAGES,
    AnotherCase,
    CaseCommand,
    Code,
    Digest,
    Explanation,
    Line,
    Needed,
    NeededLine,
    Prose,
    ToldHow,
)
from aiwei.domain.case.grounds import Verification
from aiwei.domain.case.words import (
    Area,
    CaseKind,
    Category,
    Channel,
    DeclineReason,
    MatterKind,
    RevealPurpose,
    Triage,
    Urgency,
)
from aiwei.domain.decider import Command


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
    triage: Triage = Triage.OURS
    promised_at: AwareDatetime | None = None


class ReleaseExcerpt(CaseCommand):
    title: Annotated[NeededLine, Field(title="摘录标题")]
    text: Annotated[Needed, Field(title="摘录正文", description="不得含诉求人姓名、电话、住址等信息")]


class RequestPreVerification(CaseCommand):
    question: Annotated[Needed, Field(title="要核实什么")]


class ReportPreVerification(CaseCommand):
    result: Annotated[Verification, Field(title="核实结果")]
    note: Annotated[Needed, Field(title="核实情况")]


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
    told_how: ToldHow = ""


class TransferOut(CaseCommand):
    """Hands a submission to whom it belongs to (domain section 3)."""

    triage: Annotated[Triage, Field(title="分流", description="检举控告只能交纪检监察，交后即密封")]
    receiver: Annotated[Line, Field("", title="接收机关", description="如：市信访局、派出所")] = ""
    receiver_unit: Annotated[
        Code | None,
        Field(None, title="纪检监察机构", description="检举控告须选", json_schema_extra=DISCIPLINE),
    ] = None
    handed_how: Annotated[NeededLine, Field(title="如何移交", description="如：信访系统转送、当面移交")]
    reference: Annotated[Line, Field("", title="对方编号", description="信访事项须填信访系统编号")] = ""
    explanation: Explanation
    told_how: ToldHow = ""


class AcknowledgeTransfer(CaseCommand):
    reference: Annotated[Line, Field("", title="对方编号")] = ""
    note: Annotated[Needed, Field(title="回执内容")]


class Withdraw(CaseCommand):
    """The complainant takes it back. A problem that is real is followed up all the same, as a finding."""

    explanation: Annotated[Needed, Field(title="撤回原因")]
    confirmed_how: Annotated[NeededLine, Field(title="如何确认", description="如：回拨电话确认、当面确认")]
    open_finding: Annotated[
        bool, Field(title="转为督查问题", description="问题属实的，另立督查问题继续整改")
    ] = False
    no_finding_reason: Annotated[Line, Field("", title="不再跟进的理由")] = ""


class Split(CaseCommand):
    """One submission holds a complaint and a tip-off: the second part becomes a case of its own."""

    matter: Annotated[MatterKind, Field(MatterKind.TIP_OFF, title="分出部分的性质")] = MatterKind.TIP_OFF
    title: Annotated[NeededLine, Field(title="分出部分的摘录标题")]
    text: Annotated[Needed, Field(title="分出部分的摘录正文", description="不得含诉求人信息")]
    explanation: Explanation


class MergeInto(CaseCommand):
    """Several complaints, one rectification: each complainant is still answered."""

    target: AnotherCase
    reason: Annotated[Needed, Field(title="并案理由", description="写明为何是同一地点、同一问题")]


class LinkRepeat(CaseCommand):
    """The same matter again while it is being handled: no second clock (北京12345条例 art. 11)."""

    target: AnotherCase
    reason: Annotated[Needed, Field(title="关联理由", description="写明为何是重复反映，有无新情况")]


class Unmerge(CaseCommand):
    reason: Annotated[Needed, Field(title="拆并理由")]


class Reveal(CaseCommand):
    purpose: Annotated[RevealPurpose, Field(title="查看目的")]
    note: Annotated[Line, Field("", title="备注")] = ""
