"""Corrections: a compensating event says what should have been recorded; what was recorded stays."""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import Enum
from typing import Any

from aiwei.domain.calendar import LOCAL
from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case.dues import filled
from aiwei.domain.case.grounds import Correctable as F
from aiwei.domain.case.refusals import (
    NothingToCorrect,
    NotTheAuthor,
    SomethingMissing,
    UnknownPlace,
    WrongRoad,
)
from aiwei.domain.case.state import Case, but
from aiwei.domain.case.words import Area, CaseState, Category, Channel, Triage
from aiwei.domain.labelled import Labelled
from aiwei.domain.office import Office
from aiwei.domain.register.words import Capability

UNDISPATCHED = (CaseState.REGISTERED, CaseState.PRE_VERIFYING, CaseState.ACCEPTED)
CODED: dict[F, type[Labelled]] = {
    F.CHANNEL: Channel,
    F.AREA: Area,
    F.CATEGORY: Category,
    F.TRIAGE: Triage,
}


def corrected(case: Case, event: e.RecordCorrected) -> Case:
    """The case with the value that it should have had."""
    if event.field is F.STATEMENT:
        return case
    change: dict[str, Any] = {event.field.value: _meant(event.field, event.new)}
    return but(case, **change)


def _meant(field: F, value: str) -> Any:
    if field in CODED:
        return CODED[field](value)
    return datetime.fromisoformat(value) if field is F.RECEIVED_AT else value


def correct(case: Case, command: c.CorrectRecord, office: Office, when: datetime) -> Sequence[e.CaseFact]:
    """By the author of what is wrong, or by whoever may close; never silently."""
    if command.field is F.STATEMENT:
        return [_statement(case, command, office, when)]
    _may_correct(office, 1)
    if command.field is F.TRIAGE and case.state not in UNDISPATCHED:
        raise WrongRoad("已经派单或了结的件不能改分流；需要移交的，请先退回或会商", field="field")
    new = PARSED.get(command.field, _text)(command.value, office)
    old = getattr(case, command.field.value)
    said = old.value if isinstance(old, Enum) else str(old or "")
    said = old.isoformat() if isinstance(old, datetime) else said
    if said == new:
        raise NothingToCorrect("与现有内容相同，无须更正", field="value")
    return [
        filled(
            e.RecordCorrected,
            case,
            office.terms,
            occurred_at=when,
            field=command.field,
            old=said,
            new=new,
            reason=command.reason,
            of_version=None,
        )
    ]


def _statement(case: Case, command: c.CorrectRecord, office: Office, when: datetime) -> e.RecordCorrected:
    """The words of one event, which stay where they are and are shown as corrected."""
    version = command.of_version
    if version is None or not 1 <= version <= case.statements:
        raise SomethingMissing(f"请写明更正第几条经过（1 到 {case.statements}）", field="of_version")
    _may_correct(office, version)
    return e.RecordCorrected(
        occurred_at=when,
        field=F.STATEMENT,
        old="",
        new=command.value,
        reason=command.reason,
        of_version=version,
        case_due=None,
    )


def _may_correct(office: Office, version: int) -> None:
    """Whoever recorded that event, or the head of the office."""
    authors = office.around.authors
    author = authors[version - 1] if version <= len(authors) else None
    if office.person != author and not any(post.may(Capability.CLOSE) for post in office.posts):
        raise NotTheAuthor("只有当时的录入人或爱卫办负责人可以更正")


def _coded(words: type[Labelled]) -> Callable[[str, Office], str]:
    """By code or by the word that people read."""

    def read(value: str, _: Office) -> str:
        for member in words:
            if value in (member.value, member.label):
                return str(member.value)
        choices = "、".join(words.labels().values())
        raise SomethingMissing(f"「{value}」不在可选范围内：{choices}", field="value")

    return read


def _village(value: str, office: Office) -> str:
    for unit in office.register.villages():
        if value in (unit.code, unit.name):
            return unit.code
    raise UnknownPlace(f"登记册里没有「{value}」村", field="value")


def _moment(value: str, office: Office) -> str:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise SomethingMissing("时间写法应如 2026-03-02T09:00:00+08:00", field="value") from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=LOCAL)
    if moment > office.now:
        raise SomethingMissing("收到时间在将来，请核对", field="value")
    return moment.isoformat()


def _text(value: str, _: Office) -> str:
    return value


PARSED: dict[F, Callable[[str, Office], str]] = {
    **{field: _coded(words) for field, words in CODED.items()},
    F.VILLAGE: _village,
    F.RECEIVED_AT: _moment,
}
