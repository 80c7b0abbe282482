"""Registration, excerpt, a look before acceptance, acceptance, refusal to accept."""

from collections.abc import Sequence
from datetime import datetime

from aiwei.domain.calendar import local_date
from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case.dues import filled, filled_since
from aiwei.domain.case.refusals import (
    ExcerptNotReleased,
    HasMembers,
    NotAGrievance,
    SomethingMissing,
    UnknownPlace,
    WrongRoad,
    WrongTime,
)
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import CaseKind, MatterKind, Triage
from aiwei.domain.deadlines import UnknownRule
from aiwei.domain.office import Office


def register(case: Case, command: c.RegisterCase, office: Office, when: datetime) -> Sequence[e.CaseFact]:
    """A new case. The clock of the promise to the public starts at receipt, ``when``."""
    _known_village(command.village, office)
    _known_accused(command, office)
    if bool(command.excerpt_title) != bool(command.excerpt_text):
        raise SomethingMissing("摘录要有标题和正文", field="excerpt_title")
    if command.triage is Triage.ACCUSATION and command.excerpt_text:
        raise WrongRoad("检举控告不制作摘录：内容密封，只移交纪检监察", field="triage")
    if command.case_kind is CaseKind.FINDING and not command.photos and not command.no_photo_reason:
        raise SomethingMissing("督查问题要有照片，或写明没有照片的原因", field="no_photo_reason")
    if command.promised_at is not None and command.promised_at < when:
        raise WrongTime("上级承诺的完成时间早于收到时间，请核对", field="promised_at")
    excerpt = None
    if command.excerpt_text:
        excerpt = e.Excerpt(title=command.excerpt_title, text=command.excerpt_text)
    source = None
    if command.source_number:
        source = e.Source(system=command.source_system, number=command.source_number)
    same = ("case_kind", "channel", "matter", "area", "category", "village", "site", "subject_ref", "sealed",
            "contactable", "secrecy", "accused_person", "accused_unit", "photos", "no_photo_reason",
            "triage", "promised_at")  # fmt: skip
    return [
        filled_since(
            office.now,
            e.CaseRegistered,
            case,
            office.terms,
            occurred_at=when,
            number=f"{local_date(office.now).year}",
            excerpt=excerpt,
            source=source,
            **{name: getattr(command, name) for name in same},
        )
    ]


def release_excerpt(case: Case, command: c.ReleaseExcerpt, _: Office, when: datetime) -> Sequence[e.CaseFact]:
    """A clerk stands for it that these words give nobody away."""
    refuse_other_roads(case)
    return [e.ExcerptReleased(occurred_at=when, excerpt=e.Excerpt(title=command.title, text=command.text))]


def request_pre_verification(
    case: Case, command: c.RequestPreVerification, office: Office, when: datetime
) -> Sequence[e.CaseFact]:
    """Somebody looks first whether it is true (受理前核实): only of what the public said."""
    refuse_other_roads(case)
    if case.kind is not CaseKind.GRIEVANCE:
        raise NotAGrievance("只有群众诉求才需要受理前核实")
    return [
        filled(e.PreVerificationRequested, case, office.terms, occurred_at=when, question=command.question)
    ]


def report_pre_verification(
    _: Case, command: c.ReportPreVerification, __: Office, when: datetime
) -> Sequence[e.CaseFact]:
    """What was found. Whoever decides about acceptance reads it."""
    return [e.PreVerificationReported(occurred_at=when, result=command.result, note=command.note)]


def accept(case: Case, command: c.Accept, office: Office, when: datetime) -> Sequence[e.CaseFact]:
    """Chooses the rule and makes the promise: due from receipt, or from dispatch for a finding."""
    refuse_other_roads(case)
    _known_village(command.village, office)
    matter = command.matter or case.matter
    rule = _handling_rule(case, command, matter, office)
    return [
        filled(
            e.CaseAccepted,
            case,
            office.terms,
            occurred_at=when,
            matter=matter,
            area=command.area,
            category=command.category,
            urgency=command.urgency,
            village=command.village or case.village,
            site=command.site or case.site,
            handle_rule=rule,
        )
    ]


def _handling_rule(case: Case, command: c.Accept, matter: MatterKind | None, office: Office) -> str:
    """The rule that was picked, or that the rules pick for this matter on the day of receipt."""
    if command.handle_rule:
        if command.handle_rule not in office.rules.handling_ids():
            raise UnknownRule(f"「{command.handle_rule}」不是办理时限规则", field="handle_rule")
        return command.handle_rule
    day = local_date(case.received_at or office.now)
    found = office.rules.handling(case.kind, matter, command.category, command.urgency, day)
    if found is None:
        raise SomethingMissing("请选择诉求性质，办理时限由此而定", field="matter")
    return found.id


def decline(case: Case, command: c.Decline, _: Office, when: datetime) -> Sequence[e.CaseFact]:
    """Ends a case without work; who can be told must be told (信访工作条例 art. 23)."""
    refuse_members(case)
    refuse_other_roads(case)
    needs_telling(case, command.told_how)
    return [
        e.CaseDeclined(
            occurred_at=when,
            reason=command.reason,
            explanation=command.explanation,
            told_how=command.told_how,
        )
    ]


def needs_telling(case: Case, told_how: str) -> None:
    """Whoever can be told must have been told."""
    if case.contactable and not told_how:
        raise SomethingMissing("请写明如何告知了诉求人", field="told_how")


def refuse_members(case: Case) -> None:
    """Whoever joined this case would be left without an answer."""
    if case.members:
        numbers = "、".join(member.number for member in case.members.values())
        raise HasMembers(f"此件下并有 {numbers}：请先拆并，再办这一步")


def refuse_other_roads(case: Case) -> None:
    """Only what triage left with us is handled here (domain section 3)."""
    if case.triage is not Triage.OURS:
        raise WrongRoad(f"此件分流为「{case.triage.label}」，请办「转出」；分流有误的先更正")


def units_of_the_accused(case: Case, office: Office) -> frozenset[str]:
    """Recusal: every unit in which the person accused holds a post (信访工作条例 art. 28, 30)."""
    person = office.register.units_of(case.accused_person, office.now) if case.accused_person else frozenset()
    return person | ({case.accused_unit} if case.accused_unit else frozenset())


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
