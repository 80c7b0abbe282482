"""The kinds of field that forms are made of. A field's title is what a form shows; its description is the
hint below it.
"""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BeforeValidator, Field, JsonValue, StringConstraints

from aiwei.domain.decider import Command
from aiwei.domain.masking import without_controls

Clean = BeforeValidator(without_controls)
Line = Annotated[str, StringConstraints(max_length=200), Clean]
#: as long as the longest cell of a spreadsheet, so that no import is cut
Prose = Annotated[str, StringConstraints(max_length=40_000), Clean]
Needed = Annotated[Prose, StringConstraints(min_length=1)]
NeededLine = Annotated[Line, StringConstraints(min_length=1)]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Code = Annotated[str, StringConstraints(min_length=1, max_length=64), Clean]

# what a form offers to choose from
UNITS: dict[str, JsonValue] = {"choices": "unit"}
PEOPLE: dict[str, JsonValue] = {"choices": "person"}
VILLAGES: dict[str, JsonValue] = {"choices": "village"}
RULES: dict[str, JsonValue] = {"choices": "rule"}
CASES: dict[str, JsonValue] = {"choices": "case"}
DISCIPLINE: dict[str, JsonValue] = {"choices": "discipline"}
COLLEAGUES: dict[str, JsonValue] = {"choices": "colleague"}

OccurredAt = Annotated[
    AwareDatetime | None,
    Field(None, title="发生时间", description="事后补录时填写；不填即现在"),
]
Photos = Annotated[tuple[Digest, ...], Field((), title="照片", max_length=2)]
NoPhoto = Annotated[Line, Field("", title="无照片原因", description="没有照片时说明原因")]
Opinion = Annotated[Needed, Field(title="审核意见")]
Explanation = Annotated[Needed, Field(title="说明")]
ToldHow = Annotated[Line, Field("", title="如何告知诉求人", description="有联系方式的须填写；匿名的可不填")]
AnotherCase = Annotated[UUID, Field(title="目标件", json_schema_extra=CASES)]
Assistants = Annotated[tuple[Code, ...], Field((), title="协办单位", json_schema_extra=UNITS)]

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
        "receiver_unit",
        "assignee",
        "calendar",
    }
)


class CaseCommand(Command):
    occurred_at: OccurredAt = None
