"""Registration, excerpt, acceptance, refusal to accept."""

from collections.abc import Sequence
from datetime import datetime

from aiwei.domain.calendar import local_date
from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case import limits
from aiwei.domain.case.refusals import ExcerptNotReleased, SomethingMissing, UnknownPlace
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import CaseKind
from aiwei.domain.deadlines import UnknownRule
from aiwei.domain.office import Office


def register(_: Case, command: c.RegisterCase, office: Office, when: datetime) -> Sequence[e.CaseFact]:
    """A new case. The clock of the promise to the public starts at receipt, ``when``."""
    _known_village(command.village, office)
    _known_accused(command, office)
    if bool(command.excerpt_title) != bool(command.excerpt_text):
        raise SomethingMissing("摘录要有标题和正文", field="excerpt_title")
    if command.case_kind is CaseKind.FINDING and not command.photos and not command.no_photo_reason:
        raise SomethingMissing("督查问题要有照片，或写明没有照片的原因", field="no_photo_reason")
    excerpt = None
    if command.excerpt_text:
        excerpt = e.Excerpt(title=command.excerpt_title, text=command.excerpt_text)
    source = None
    if command.source_number:
        source = e.Source(system=command.source_system, number=command.source_number)
    return [
        e.CaseRegistered(
            occurred_at=when,
            number=f"{local_date(office.now).year}",
            case_kind=command.case_kind,
            channel=command.channel,
            accept_due=office.due(limits.ACCEPT, office.now),
            matter=command.matter,
            area=command.area,
            category=command.category,
            village=command.village,
            site=command.site,
            excerpt=excerpt,
            subject_ref=command.subject_ref,
            sealed=command.sealed,
            contactable=command.contactable,
            secrecy=command.secrecy,
            accused_person=command.accused_person,
            accused_unit=command.accused_unit,
            source=source,
            photos=command.photos,
            no_photo_reason=command.no_photo_reason,
        )
    ]


def release_excerpt(_: Case, command: c.ReleaseExcerpt, __: Office, when: datetime) -> Sequence[e.CaseFact]:
    """A clerk stands for it that these words give nobody away."""
    return [e.ExcerptReleased(occurred_at=when, excerpt=e.Excerpt(title=command.title, text=command.text))]


def accept(case: Case, command: c.Accept, office: Office, when: datetime) -> Sequence[e.CaseFact]:
    """Chooses the rule and makes the promise: due from receipt, or from dispatch for a finding."""
    _known_village(command.village, office)
    matter = command.matter or case.matter
    rule = command.handle_rule or limits.handle_rule(case.kind, matter, command.category, command.urgency)
    if rule is None:
        raise SomethingMissing("请选择诉求性质，办理时限由此而定", field="matter")
    if rule not in limits.HANDLING:
        raise UnknownRule(f"「{rule}」不是办理时限规则", field="handle_rule")
    start = case.received_at or when
    found = office.rules.find(rule, local_date(start))
    due = office.due(rule, start) if found.starts_at == "received" else None
    return [
        e.CaseAccepted(
            occurred_at=when,
            matter=matter,
            area=command.area,
            category=command.category,
            urgency=command.urgency,
            village=command.village or case.village,
            site=command.site or case.site,
            handle_rule=rule,
            case_due=due,
        )
    ]


def decline(case: Case, command: c.Decline, _: Office, when: datetime) -> Sequence[e.CaseFact]:
    """Ends a case without work; who can be told must be told (信访工作条例 art. 23)."""
    if case.contactable and not command.told_how:
        raise SomethingMissing("请写明如何告知了诉求人", field="told_how")
    return [
        e.CaseDeclined(
            occurred_at=when,
            reason=command.reason,
            explanation=command.explanation,
            told_how=command.told_how,
        )
    ]


def needs_excerpt(case: Case) -> e.Excerpt:
    """The released excerpt; only that is ever dispatched."""
    if case.excerpt is None:
        raise ExcerptNotReleased("请先确认摘录（隐去诉求人信息），再派单")
    return case.excerpt


def _known_accused(command: c.RegisterCase, office: Office) -> None:
    """A code that the register does not know would bar nobody."""
    if command.accused_person is not None and command.accused_person not in office.register.names:
        raise UnknownPlace("登记册里没有这个人，请从列表里选", field="accused_person")
    if command.accused_unit is not None and command.accused_unit not in office.register.units:
        raise UnknownPlace("登记册里没有这个单位，请从列表里选", field="accused_unit")


def _known_village(village: str | None, office: Office) -> None:
    if village is not None and village not in office.register.units:
        raise UnknownPlace(f"登记册里没有「{village}」，请从列表里选", field="village")
