"""Which limit applies (domain table b): by what the public asks for, or by the class of the finding."""

from datetime import datetime

from aiwei.domain.case.state import Case
from aiwei.domain.case.words import CaseKind, Category, MatterKind, Urgency
from aiwei.domain.deadlines import Due
from aiwei.domain.office import Office

ACCEPT = "ACCEPT"
RETURN = "RETURN"
RETURN_DECIDE = "RETURN-DECIDE"
FOLLOW_UP = "FOLLOWUP"
REOPEN = "REOPEN"

BY_MATTER = {
    MatterKind.INQUIRY: "12345-CONSULT",
    MatterKind.HELP_REQUEST: "12345-HELP",
    MatterKind.SUGGESTION: "12345-HELP",
    MatterKind.COMPLAINT: "12345-COMPLAINT",
    MatterKind.TIP_OFF: "12345-COMPLAINT",
}
#: The rules by which a case may be handled; the others limit steps of the office.
HANDLING = frozenset({*BY_MATTER.values(), "FIND-NOW", "FIND-A", "FIND-B", "FIND-C", "FIND-D"})
QUICK = (Category.EXPOSED_WASTE, Category.DIRTY_ROAD)
LASTING = (
    Category.WATER_BODY,
    Category.ILLEGAL_BUILDING,
    Category.TOILET,
    Category.FACILITY,
    Category.SEWAGE,
)
PAPERWORK = (Category.RECORDS, Category.HEALTH_EDUCATION, Category.TOBACCO)


def handle_rule(
    kind: CaseKind, matter: MatterKind | None, category: Category, urgency: Urgency
) -> str | None:
    """The rule's id; None for a grievance whose matter is not known."""
    if kind is CaseKind.GRIEVANCE:
        return BY_MATTER[matter] if matter else None
    if urgency is Urgency.IMMEDIATE:
        return "FIND-NOW"
    if category in QUICK:
        return "FIND-A"
    if category in PAPERWORK:
        return "FIND-C"
    return "FIND-D" if category in LASTING else "FIND-B"


def sign_for_rule(kind: CaseKind) -> str:
    return "SIGN-FOR" if kind is CaseKind.GRIEVANCE else "SIGN-FOR-FIND"


def check_rule(urgency: Urgency) -> str:
    return "CHECK" if urgency is Urgency.NORMAL else "CHECK-URGENT"


def task_due(case: Case, start: datetime, office: Office) -> Due:
    """The unit's limit from ``start``: the handling rule again, never past the case clock.

    Where the promise is broken already, capping would hand out a limit in the past: then the unit gets the
    rule's own time, and the case stays visibly late.
    """
    own = office.due(case.handle_rule, start)
    if case.case_due is None or own.at <= case.case_due.at or case.case_due.at <= start:
        return own
    return case.case_due
