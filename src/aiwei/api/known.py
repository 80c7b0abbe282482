"""What the office knows already of a form's fields: nothing is typed twice."""

from collections.abc import Callable
from typing import Any, NamedTuple
from uuid import UUID

from aiwei.application.house import House
from aiwei.domain.case import commands as c
from aiwei.domain.case.grounds import Clock, ConsultationDecision, ContactPurpose, ProgressKind, Verification
from aiwei.domain.case.state import Case
from aiwei.domain.case.words import MatterKind, SignForManner, Triage
from aiwei.domain.decider import Command
from aiwei.domain.office import Office
from aiwei.domain.register.words import Capability, UnitKind

Values = dict[str, Any]


class Scene(NamedTuple):
    """What a form is made for: the case, who has it before them, and when."""

    case_id: UUID
    case: Case
    office: Office
    house: House


def _words(scene: Scene) -> Values:
    """The released excerpt, or the draft that is to become it."""
    if scene.case.excerpt is not None:
        return {"title": scene.case.excerpt.title, "text": scene.case.excerpt.text}
    draft = scene.house.vault.draft(scene.case_id)
    return {"title": draft.title, "text": draft.body} if draft else {}


def _accepting(scene: Scene) -> Values:
    case = scene.case
    same: Values = {"category": case.category, "area": case.area, "matter": case.matter}
    return same | {"village": case.village, "site": case.site}


def _transferring(scene: Scene) -> Values:
    """The road that triage chose; an accusation's only possible receiver."""
    triage = scene.case.triage
    bodies = [u.code for u in scene.office.register.units.values() if u.kind is UnitKind.DISCIPLINE]
    return {
        "triage": None if triage is Triage.OURS else triage,
        "receiver_unit": bodies[0] if len(bodies) == 1 else None,
    }


def _dispatching(scene: Scene) -> Values:
    """Whom a consultation named."""
    named = scene.case.designation
    if named is None:
        return {}
    units: Values = {"lead_unit": named.lead_unit, "assisting_units": list(named.assisting_units)}
    return units | {"basis": "会商指定"}


def _signing(scene: Scene) -> Values:
    """Whoever is not of the lead unit signs on its behalf."""
    own = any(p.post.unit == scene.case.lead_unit and p.may(Capability.RECTIFY) for p in scene.office.posts)
    return {} if own else {"manner": SignForManner.ON_BEHALF_PHONE}


def _splitting(scene: Scene) -> Values:
    """The words as they came, masked; and the other of the two natures that are usually told together."""
    draft = scene.house.vault.draft(scene.case_id)
    words: Values = {"title": draft.title, "text": draft.body} if draft else _words(scene)
    other = MatterKind.COMPLAINT if scene.case.matter is MatterKind.TIP_OFF else MatterKind.TIP_OFF
    return words | {"matter": other}


def _contact(scene: Scene) -> Values:
    """Why somebody rings: the first time, at the end of the promise, or with news."""
    case = scene.case
    late = case.case_due is not None and case.case_due.at < scene.office.now
    if Clock.CONTACT not in case.dues:
        return {"purpose": ContactPurpose.PROGRESS}
    return {"purpose": ContactPurpose.LIMIT_EXPIRED if late else ContactPurpose.FIRST_CONTACT}


def _progress(scene: Scene) -> Values:
    owed = Clock.PRELIMINARY in scene.case.dues
    return {"progress": ProgressKind.PRELIMINARY_OPINION if owed else ProgressKind.PROGRESS}


def _withdrawing(scene: Scene) -> Values:
    """A problem that was found to be real goes on as a finding."""
    real = scene.case.worked or scene.case.verification in {Verification.TRUE, Verification.PARTLY_TRUE}
    return {"open_finding": real and scene.case.excerpt is not None}


KNOWN: dict[type[Command], Callable[[Scene], Values]] = {
    c.ReleaseExcerpt: _words,
    c.Accept: _accepting,
    c.TransferOut: _transferring,
    c.Dispatch: _dispatching,
    c.SignFor: _signing,
    c.Split: _splitting,
    c.DecideConsultation: lambda _: {"decision": ConsultationDecision.DESIGNATE},
    c.RecordContact: _contact,
    c.RecordProgress: _progress,
    c.Withdraw: _withdrawing,
}


def defaults(command: type[Command], scene: Scene) -> Values:
    """The values to begin with; what is not known is not there."""
    told = KNOWN[command](scene) if command in KNOWN else {}
    return {name: value for name, value in told.items() if value not in (None, "", [])}
