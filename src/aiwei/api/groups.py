"""In which order and under which heading a person is offered what can be done with a case."""

from aiwei.domain.case.state import Case
from aiwei.domain.case.steps import Step
from aiwei.domain.case.words import Triage
from aiwei.domain.labelled import Labelled


class Group(Labelled):
    """Headings, in their order: what brings the case on stands first, what is seldom done last."""

    NEXT = "next", "下一步"
    REQUEST = "request", "申请和审批"
    WORK = "work", "办理过程"
    ASIDE = "aside", "其他去向"
    SUPERVISION = "supervision", "督办"
    RECORD = "record", "记录"


#: Each group's verbs, in the order in which they are shown.
VERBS: dict[Group, tuple[str, ...]] = {
    Group.NEXT: (
        "register",
        "release-excerpt",
        "accept",
        "report-pre-verification",
        "dispatch",
        "sign-for",
        "submit-rectification",
        "pass-check",
        "fail-check",
        "record-follow-up",
        "close",
        "approve-return",
        "reject-return",
        "decide-consultation",
        "resume",
        "record-reinspection",
        "acknowledge-transfer",
    ),
    Group.REQUEST: (
        "grant-extension",
        "refuse-extension",
        "grant-suspension",
        "refuse-suspension",
        "review-suspension",
        "review-lateness-appeal",
        "request-extension",
        "request-suspension",
        "request-return",
        "appeal-lateness",
        "open-consultation",
    ),
    Group.WORK: ("record-progress", "assign-task", "record-contact"),
    Group.ASIDE: (
        "request-pre-verification",
        "merge-into",
        "link-repeat",
        "unmerge",
        "split",
        "transfer-out",
        "decline",
        "withdraw",
        "reopen",
    ),
    Group.SUPERVISION: ("answer-supervision", "urge", "supervise", "list-for-supervision"),
    Group.RECORD: ("reveal", "correct-record", "archive", "send-notice", "recompute-dues"),
}
PLACES = {verb: (group, place) for group, verbs in VERBS.items() for place, verb in enumerate(verbs)}
ORDER = list(Group)


def group_of(step: Step, case: Case) -> Group:
    """By the table; for what is not ours to handle the hand-over is the next step, and an excerpt that stands
    already is none.
    """
    if step.verb == "transfer-out" and case.triage is not Triage.OURS:
        return Group.NEXT
    if step.verb == "release-excerpt" and case.excerpt is not None:
        return Group.WORK
    return PLACES[step.verb][0]


def in_order(steps: tuple[Step, ...], case: Case) -> list[Step]:
    """By group, and within it as the table has them."""
    return sorted(steps, key=lambda step: (ORDER.index(group_of(step, case)), PLACES[step.verb][1]))
