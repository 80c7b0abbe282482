"""What the API answers: rows with the words that people read beside each code."""

from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.rows import DictRow
from pydantic import BaseModel, ConfigDict

from aiwei.application.house import House
from aiwei.domain.case.grounds import SupervisionLevel
from aiwei.domain.case.words import Area, CaseKind, CaseState, Category, Channel, MatterKind, Outcome, Urgency
from aiwei.domain.deadlines import Colour, colour
from aiwei.domain.labelled import Labelled
from aiwei.projections.row import NEVER
from aiwei.projections.viewer import Viewer

PASSED_LABEL = "待销号"


class WorkItem(BaseModel):
    """A line of the work list. ``title`` is a masked draft while ``is_draft``. ``due_at`` is that of the
    clock that runs now, named by ``due_kind``; ``colour`` is derived from it at this moment.
    """

    model_config = ConfigDict(frozen=True)

    case_id: UUID
    number: str
    version: int
    position: int
    state: CaseState
    state_label: str
    kind: CaseKind
    kind_label: str
    channel_label: str
    matter_label: str
    area_label: str
    category_label: str
    village_name: str
    site: str
    title: str
    is_draft: bool
    unit: str | None
    unit_name: str
    person_name: str
    received_at: datetime
    due_at: datetime | None
    due_kind: str
    provisional: bool
    colour: Colour
    closed_at: datetime | None
    late: bool | None
    reworks: int
    returns: int
    reopenings: int
    extensions: int
    members: int
    exempt: bool
    supervision_label: str


class CaseDetail(WorkItem):
    """One case as the viewer may see it. ``text`` is the released excerpt, or for people of the office the
    masked draft; a complainant's data is never here.
    """

    text: str
    matter: MatterKind | None
    area: Area | None
    category: Category | None
    village: str | None
    urgency_label: str
    registered_at: datetime
    case_due_at: datetime | None
    task_due_at: datetime | None
    assisting_names: list[str]
    contactable: bool
    secrecy: bool
    has_subject: bool
    source_system: str | None
    source_number: str | None
    outcome_label: str
    merged_into: UUID | None
    sealed: bool


def work_item(row: DictRow, house: House, now: datetime) -> WorkItem:
    """The row, told."""
    return WorkItem(**_told(row, house, now))


def case_detail(row: DictRow, house: House, viewer: Viewer, now: datetime) -> CaseDetail:
    """The row and its text, told; the draft only to people of the office."""
    register = house.desk.register.now()
    draft = house.vault.draft(row["case_id"]) if row["title"] is None and viewer.office else None
    return CaseDetail(
        **_told({**row, "draft_title": draft.title if draft else None}, house, now),
        text=row["excerpt"] or (draft.body if draft else ""),
        matter=row["matter"],
        area=row["area"],
        category=row["category"],
        village=row["village"],
        urgency_label=label(Urgency, row["urgency"]),
        registered_at=row["registered_at"],
        case_due_at=row["case_due_at"],
        task_due_at=row["task_due_at"],
        assisting_names=[register.unit_name(u) for u in row["assisting"]],
        contactable=row["contactable"],
        secrecy=row["secrecy"],
        has_subject=row["subject_ref"] is not None,
        source_system=row["source_system"],
        source_number=row["source_number"],
        outcome_label=label(Outcome, row["outcome"]),
        merged_into=row["merged_into"],
        sealed=row["sealed"],
    )


def _told(row: DictRow, house: House, now: datetime) -> dict[str, Any]:
    register = house.desk.register.now()
    state = CaseState(row["state"])
    passed = row["check_passed"] and state is CaseState.AWAITING_CHECK
    running = row["due_at"] < NEVER
    same = ("case_id", "number", "version", "position", "kind", "site", "unit", "received_at", "due_kind",
            "provisional", "closed_at", "late", "reworks", "returns", "reopenings", "extensions", "members",
            "exempt")  # fmt: skip
    return {name: row[name] for name in same} | {
        "state": state,
        "state_label": PASSED_LABEL if passed else state.label,
        "kind_label": label(CaseKind, row["kind"]),
        "channel_label": label(Channel, row["channel"]),
        "matter_label": label(MatterKind, row["matter"]),
        "area_label": label(Area, row["area"]),
        "category_label": label(Category, row["category"]),
        "village_name": register.unit_name(row["village"]) if row["village"] else "",
        "title": row["title"] or row["draft_title"] or "（摘录待确认）",
        "is_draft": row["title"] is None,
        "unit_name": register.unit_name(row["unit"]) if row["unit"] else "",
        "person_name": register.person_name(row["person"]) if row["person"] else "",
        "due_at": row["due_at"] if running else None,
        "colour": _colour(row, now, house) if running else Colour.NONE,
        "supervision_label": _supervision(row["supervision"]),
    }


def _supervision(level: str) -> str:
    """Where the case stands on the ladder; nothing is said of the ground."""
    return "" if level == SupervisionLevel.NONE else SupervisionLevel(level).label


def _colour(row: DictRow, now: datetime, house: House) -> Colour:
    """By the clock that leads: in days or in the last part of its hours."""
    terms = house.desk.terms
    if row["in_hours"] and row["due_from"] is not None and now <= row["due_at"]:
        last = (row["due_at"] - row["due_from"]) * terms.rules.warning.percent_of_hours / 100
        return Colour.YELLOW if now >= row["due_at"] - last else Colour.NONE
    return colour(row["due_at"], now, terms.calendar)


def label(words: type[Labelled], code: str | None) -> str:
    """The Chinese word of a code; empty when there is none."""
    return words(code).label if code else ""
