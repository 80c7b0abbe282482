"""What a case is about: the facts, then the released words."""

from collections.abc import Sequence
from datetime import datetime

from aiwei.tui.cells import one_line
from aiwei.tui.client.rows import Detail, Related
from aiwei.tui.said import due_words, moment
from aiwei.tui.widgets.prose import Paragraph, Prose

LABEL = 10


SEALED = "检举控告，已密封：只有爱卫办负责人和纪检监察机构看得到"
EXEMPT = "曾超时，不计超时（申诉通过）"


class Facts(Prose):
    def show(self, case: Detail, now: datetime, related: Sequence[Related] = ()) -> None:
        """Facts that are not there take no line."""
        sealed = [fact("密封", SEALED, "bold red")] if case.sealed else []
        raised = [fact("督办级别", case.supervision_label, "bold magenta")] if case.supervision_label else []
        facts = [fact(label, value) for label, value in _facts(case) if value]
        kin = [fact("关联" if not number else "", _kin(one)) for number, one in enumerate(related)]
        self.say(*sealed, *_limits(case, now), *raised, *facts, *kin, Paragraph(""), *_words(case))


def fact(label: str, value: str, style: str = "") -> Paragraph:
    return Paragraph(value, style, lead=label, lead_style="dim", indent=LABEL)


def _limits(case: Detail, now: datetime) -> list[Paragraph]:
    """The clock that runs, with how long is left; the promise to the public beside it."""
    found = []
    if case.due_at is not None:
        style = {"red": "bold red", "yellow": "yellow"}.get(case.colour, "")
        mark = "（暂定）" if case.provisional else ""
        said = f"{due_words(case.due_at, now)}，{moment(case.due_at)} 前{case.due_kind}{mark}"
        found.append(fact("时限", said, style))
    for label, due in (("办结时限", case.case_due_at), ("整改时限", case.task_due_at)):
        if due is not None and due != case.due_at:
            overdue = due < now and case.closed_at is None
            said = f"{moment(due)}，{due_words(due, now)}" if overdue else moment(due)
            found.append(fact(label, said, "bold red" if overdue else ""))
    return found


def _facts(case: Detail) -> list[tuple[str, str]]:
    matter = "·".join(part for part in (case.kind_label, case.matter_label) if part)
    assists = f"（协办：{'、'.join(case.assisting_names)}）" if case.assisting_names else ""
    counts = (
        (case.extensions, "延期"),
        (case.reworks, "返工"),
        (case.returns, "退单"),
        (case.reopenings, "重开"),
    )
    return [
        ("来源", f"{case.channel_label}，{moment(case.received_at)} 收到，{matter}"),
        ("来源编号", " ".join(part for part in (case.source_system, case.source_number) if part)),
        ("类别", "·".join(part for part in (case.area_label, case.category_label) if part)),
        ("缓急", case.urgency_label),
        ("地点", case.place),
        ("主办", f"{case.unit_name} {case.person_name}{assists}".strip()),
        ("经历", "、".join(f"{word} {n} 次" for n, word in counts if n)),
        ("诉求人", _subject(case)),
        ("结果", _outcome(case)),
    ]


def _kin(one: Related) -> str:
    return f"{one.relation_label} {one.number} {one.state_label} {one_line(one.title)}（r 打开）"


def _subject(case: Detail) -> str:
    if not case.has_subject:
        return ""
    return ("可联系" if case.contactable else "不可联系") + ("，要求保密" if case.secrecy else "")


def _outcome(case: Detail) -> str:
    if case.closed_at is None:
        return ""
    late = (f"，{EXEMPT}" if case.exempt else "，超过承诺时限") if case.late else ""
    return f"{case.outcome_label or case.state_label}，{moment(case.closed_at)}{late}"


def _words(case: Detail) -> list[Paragraph]:
    mark = "（遮盖后的草稿，待确认摘录）" if case.is_draft else ""
    return [Paragraph(f"{case.title}{mark}", "bold"), Paragraph(case.text)]
