"""A command's JSON schema, cut to one case: without fields that do not concern it, with those that it needs.

Besides JSON schema's own words a field may say: ``choices``, the offer that its values come from;
``shown_for``, the values of another field for which it is asked at all; ``needed``, that it must then be
filled in; ``variants``, one way of filling it in for each such value.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from functools import lru_cache
from typing import Any

from aiwei.api.known import Scene
from aiwei.domain.case import commands as c
from aiwei.domain.case.correcting import CODED
from aiwei.domain.case.dues import rule_of
from aiwei.domain.case.grounds import ConsultationDecision as Decision
from aiwei.domain.case.grounds import Correctable
from aiwei.domain.case.words import FollowUpResult, SignForManner, Triage
from aiwei.domain.decider import Command
from aiwei.domain.labelled import Labelled

Schema = dict[str, Any]
Shown = Mapping[str, Sequence[Any]]
OUTSIDE = (Triage.PETITION, Triage.EMERGENCY, Triage.OTHER_CHANNEL)
ON_BEHALF = tuple(manner for manner in SignForManner if manner is not SignForManner.SELF)
_designating: Shown = {"decision": (Decision.DESIGNATE,)}
_halting: Shown = {"decision": (Decision.SUSPEND,)}
_handing_over: Shown = {"decision": (Decision.TRANSFER_OUT,)}

#: Which fields belong to one answer of another field only.
SHOWN_FOR: dict[type[Command], dict[str, Shown]] = {
    c.DecideConsultation: {
        "lead_unit": _designating,
        "assisting_units": _designating,
        "deadline": _designating,
        "suspend_reason": _halting,
        "suspend_until": _halting,
        "interim_measure": _halting,
        "receiver": _handing_over,
        "reference": _handing_over,
        "told_how": {"decision": (Decision.SUSPEND, Decision.TRANSFER_OUT)},
    },
    c.TransferOut: {
        "receiver": {"triage": OUTSIDE},
        "receiver_unit": {"triage": (Triage.ACCUSATION,)},
        "reference": {"triage": OUTSIDE},
        "told_how": {"triage": OUTSIDE},
    },
    c.SignFor: {"told": {"manner": ON_BEHALF}},
    c.Withdraw: {"no_finding_reason": {"open_finding": (False,)}},
    c.RecordFollowUp: {"satisfaction": {"result": (FollowUpResult.SOLVED, FollowUpResult.UNSOLVED)}},
    c.CorrectRecord: {"of_version": {"field": (Correctable.STATEMENT,)}},
}
#: What the decision asks for once the field is shown.
NEEDED: dict[type[Command], tuple[str, ...]] = {
    c.DecideConsultation: ("lead_unit", "suspend_reason", "suspend_until", "interim_measure", "receiver"),
    c.TransferOut: ("receiver", "receiver_unit"),
    c.SignFor: ("told",),
    c.CorrectRecord: ("of_version",),
}


def form(command: type[Command], scene: Scene) -> Schema:
    """The schema of this command for this case."""
    schema = deepcopy(_whole(command))
    fields = schema["properties"]
    for name, shown in SHOWN_FOR.get(command, {}).items():
        fields[name]["shown_for"] = {other: list(values) for other, values in shown.items()}
    for name in NEEDED.get(command, ()):
        fields[name]["needed"] = True
    for name, concerns in CONCERNS.items():
        if name not in fields:
            continue
        if not concerns(command, scene):
            del fields[name]
        elif fields[name].get("default") == "":
            fields[name]["needed"] = True
    if command in CUT:
        CUT[command](schema, scene)
    return schema


@lru_cache
def _whole(command: type[Command]) -> Schema:
    return command.model_json_schema()


def _must_tell(command: type[Command], scene: Scene) -> bool:
    """Whether somebody can be told, and has to be."""
    if command is c.GrantExtension:
        rule = rule_of(scene.case, scene.office.terms, scene.office.now)
        return scene.case.contactable and rule.tell_of_extension
    return scene.case.contactable


#: Fields that concern some cases only; those they must be filled in for.
CONCERNS: dict[str, Callable[[type[Command], Scene], bool]] = {
    "told_how": _must_tell,
    "consent": lambda _, scene: scene.case.promised_at is not None,
    "assistance": lambda _, scene: bool(scene.case.assisting_units),
    "reply": lambda command, scene: command is not c.Close or scene.case.contactable,
}


def _roads(schema: Schema, scene: Scene) -> None:
    """What is ours is not handed over; what triage has sorted goes that road."""
    sorted_already = scene.case.triage is not Triage.OURS
    roads = [scene.case.triage] if sorted_already else [t for t in Triage if t is not Triage.OURS]
    _narrow(schema["properties"]["triage"], roads)


def _manners(schema: Schema, scene: Scene) -> None:
    """Only the unit itself signs for itself."""
    units = {post.post.unit for post in scene.office.posts}
    if scene.case.lead_unit not in units:
        _narrow(schema["properties"]["manner"], ON_BEHALF)


def _narrow(part: Schema, words: Sequence[Labelled]) -> None:
    part |= {"enum": [w.value for w in words], "x-labels": {w.value: w.label for w in words}}


def _how_much(schema: Schema, scene: Scene) -> None:
    """The rule's own unit, and how much it grants."""
    rule = rule_of(scene.case, scene.office.terms, scene.office.now)
    most = rule.extension_amount or rule.amount
    schema["properties"]["amount"]["description"] = (
        f"多少{rule.unit.label}；一次最多 {most}，不填即延长 {rule.granted}"
    )


def _as_recorded(schema: Schema, scene: Scene) -> None:
    """For each thing that may be corrected its own kind of field, with what stands there now."""
    case, fields = scene.case, schema["properties"]
    texts = {Correctable.SITE: case.site, Correctable.STATEMENT: ""}
    kinds: dict[Correctable, Schema] = {
        **{field: _coded(words, getattr(case, field.value)) for field, words in CODED.items()},
        Correctable.VILLAGE: {"choices": "village", "default": case.village},
        Correctable.RECEIVED_AT: {
            "format": "date-time",
            "default": case.received_at.isoformat() if case.received_at else None,
        },
        **{
            field: {"maxLength": fields["value"]["maxLength"], "default": text}
            for field, text in texts.items()
        },
    }
    fields["value"]["description"] = "开始时是现有内容，请改成应有的"
    fields["value"]["variants"] = [
        {"shown_for": {"field": [field.value]}, **kinds[field]} for field in Correctable
    ]
    fields["of_version"]["choices"] = "statement"
    # which step comes before what its words should be
    schema["properties"] = {"field": fields["field"], "of_version": fields["of_version"], **fields}


def _coded(words: type[Labelled], now: Any) -> Schema:
    return {"enum": list(words.labels()), "x-labels": words.labels(), "default": now}


CUT: dict[type[Command], Callable[[Schema, Scene], None]] = {
    c.TransferOut: _roads,
    c.SignFor: _manners,
    c.RequestExtension: _how_much,
    c.CorrectRecord: _as_recorded,
}
