"""What comes in at a door when something is reported, before the vault has taken the words."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, field_validator, model_validator

from aiwei.domain.calendar import LOCAL
from aiwei.domain.case.commands import (
    PEOPLE,
    UNITS,
    VILLAGES,
    Code,
    Digest,
    Line,
    Prose,
    RegisterCase,
)
from aiwei.domain.case.words import Area, CaseKind, Category, Channel, MatterKind, Triage
from aiwei.store.vault import Contact, Original

#: A time before this one is a slip of the pen, or of a spreadsheet that counts from 1900.
EARLIEST = datetime(1949, 10, 1, tzinfo=LOCAL)


#: From a list, and no blank: nothing is left of that where the command strips it.
Picked = Annotated[Code, Field(pattern=r"\S")]


class ExcerptBody(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    title: Annotated[Line, Field(min_length=1, title="摘录标题")]
    text: Annotated[Prose, Field(min_length=1, title="摘录正文")]


class Intake(BaseModel):
    """A report as it is told. For a complaint, ``title`` and ``text`` are the person's own words and go to
    the vault; for a finding they are the inspector's and become the excerpt.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    case_kind: Annotated[CaseKind, Field(title="来源类别")] = CaseKind.GRIEVANCE
    channel: Annotated[Channel, Field(title="渠道")]
    title: Annotated[Line, Field(min_length=1, title="主题")]
    text: Annotated[Prose, Field(min_length=1, title="内容")]
    received_at: Annotated[AwareDatetime | None, Field(title="收到时间")] = None
    matter: Annotated[MatterKind | None, Field(title="诉求性质")] = None
    area: Annotated[Area | None, Field(title="领域")] = None
    category: Annotated[Category | None, Field(title="问题类别")] = None
    village: Annotated[Picked | None, Field(title="所在村", json_schema_extra=VILLAGES)] = None
    site: Annotated[Line, Field(title="具体地点")] = ""
    name: Annotated[str, Field(max_length=60, title="诉求人")] = ""
    phone: Annotated[str, Field(max_length=40, title="联系电话")] = ""
    address: Annotated[Line, Field(title="住址")] = ""
    secrecy: Annotated[bool, Field(title="要求保密")] = False
    excerpt: Annotated[ExcerptBody | None, Field(title="摘录", description="不填则先存为草稿，待确认")] = None
    accused_person: Annotated[Picked | None, Field(title="被反映人", json_schema_extra=PEOPLE)] = None
    accused_unit: Annotated[Picked | None, Field(title="被反映单位", json_schema_extra=UNITS)] = None
    source_system: Annotated[Line, Field(title="来源系统")] = ""
    source_number: Annotated[Line, Field(title="来源编号")] = ""
    extra: Annotated[dict[str, str], Field(title="来源其他内容")] = {}
    triage: Annotated[Triage, Field(title="分流", description="不属本镇卫生健康投诉的，登记后转出")] = (
        Triage.OURS
    )
    promised_at: Annotated[AwareDatetime | None, Field(title="上级承诺完成时间")] = None
    photos: Annotated[tuple[Digest, ...], Field(title="照片")] = ()
    no_photo_reason: Annotated[Line, Field(title="无照片原因")] = ""

    @field_validator("title", "text")
    @classmethod
    def _says_something(cls, told: str) -> str:
        if not told.strip():
            raise ValueError("不能只有空格")
        return told

    @field_validator("received_at")
    @classmethod
    def _not_too_early(cls, received: datetime | None) -> datetime | None:
        if received and received < EARLIEST:
            raise ValueError("时间太早，请核对年份")
        return received

    @model_validator(mode="after")
    def _secrecy_needs_other_words(self) -> Self:
        if self.secrecy and self.excerpt and self.excerpt.text.strip() == self.text.strip():
            raise ValueError("诉求人要求保密：摘录须改写，不能照抄原文")
        return self

    @property
    def from_public(self) -> bool:
        """Whether somebody's own words and data have to go to the vault."""
        return self.case_kind is CaseKind.GRIEVANCE or self.contact != Contact()

    @property
    def contact(self) -> Contact:
        return Contact(name=self.name.strip(), phone=self.phone.strip(), address=self.address.strip())

    @property
    def original(self) -> Original:
        return Original(title=self.title, text=self.text, extra=self.extra)

    def with_site_sealed(self) -> Self:
        """The place told is the person's own address: it goes to the vault, not into events."""
        return self.model_copy(update={"site": "", "extra": {**self.extra, "地点": self.site}})

    def command(self, **sealed: object) -> RegisterCase:
        """The command for the desk; ``sealed`` is what the vault gave (reference and digest)."""
        excerpt = self.excerpt
        if excerpt is None and not self.from_public:
            excerpt = ExcerptBody(title=self.title, text=self.text)
        can_be_told = bool(self.contact.phone or self.contact.address)
        same = ("case_kind", "channel", "received_at", "matter", "area", "category", "village", "site",
                "secrecy", "accused_person", "accused_unit", "source_system", "source_number", "photos",
                "no_photo_reason", "triage", "promised_at")  # fmt: skip
        return RegisterCase.model_validate(
            {name: getattr(self, name) for name in same}
            | {
                "excerpt_title": excerpt.title if excerpt else "",
                "excerpt_text": excerpt.text if excerpt else "",
                "contactable": self.case_kind is CaseKind.GRIEVANCE and can_be_told,
            }
            | sealed
        )
