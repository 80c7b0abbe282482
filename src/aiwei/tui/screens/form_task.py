"""What a form is for: its fields, and what sending it does."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import uuid4

from aiwei.tui.client.rows import Action, Actions, Choice, Detail, Done, Told
from aiwei.tui.client.server import Server
from aiwei.tui.client.trouble import LineDown, Trouble
from aiwei.tui.forms.schema import Field, fields_of
from aiwei.tui.said import moment
from aiwei.tui.signed_in import SignedIn

INTAKE_OFFERS = {"village": "village", "accused_unit": "any_unit", "accused_person": "any_person"}
ACT_OFFERS = {"handle_rule": "rule"}
INTAKE_MAIN = ("channel", "title", "text", "matter", "name", "phone")
INTAKE_KNOWN = {"channel": "phone"}
LINK = "link-repeat"
MERGED, MOST_FOUND = "merged", "20"
Offers = Mapping[str, tuple[Choice, ...]]


class FormTask(Protocol):
    """``key`` is made once a form, so that a repeat after a lost line is not done twice."""

    title: str
    about: str
    fields: list[Field]
    offers: Offers
    main: int | None

    async def send(self, body: dict[str, Any]) -> Done: ...

    async def renew(self) -> str | None:
        """Takes the version of now; says what has changed, or None where there is nothing to renew."""

    async def search(self, word: str) -> tuple[Choice, ...]:
        """Cases to choose from, found by words."""


class ActTask:
    """One of the actions that are open on a case."""

    def __init__(self, server: Server, case: Detail, actions: Actions, action: Action) -> None:
        self.title = f"{action.label} · {case.number}"
        self.about = "\n".join([*map(_recalled, action.recalls), case.title, case.text])
        self.fields = fields_of(action.form, offers=ACT_OFFERS, defaults=action.defaults)
        self.offers: Offers = actions.choices
        self.main: int | None = None
        self._server = server
        self._case_id = case.case_id
        self._action = action
        self._version = actions.version
        self._key = uuid4().hex

    async def send(self, body: dict[str, Any]) -> Done:
        return await self._server.act(self._case_id, self._action.verb, body, self._version, self._key)

    async def renew(self) -> str | None:
        actions, told = await asyncio.gather(
            self._server.actions(self._case_id), self._server.timeline(self._case_id)
        )
        since = [entry for entry in told if entry.version > self._version]
        self._version = actions.version
        still = any(action.verb == self._action.verb for action in actions.open)
        may = "" if still else f"现在不能{self._action.label}了，您填的内容还在，可以抄走。"
        return f"已取第 {actions.version} 版。{_happened(since)}{may}"

    async def search(self, word: str) -> tuple[Choice, ...]:
        """Open cases, without this one and those that are joined to another already."""
        found = await self._server.cases([("q", word), ("open", "true"), ("limit", MOST_FOUND)])
        others = (i for i in found.items if i.case_id != self._case_id and i.state != MERGED)
        return tuple(
            Choice(value=i.case_id, label=f"{i.number} {i.state_label} {i.place} {i.title}") for i in others
        )


def _happened(since: list[Told]) -> str:
    return "".join(map(_recalled, since))


def _recalled(entry: Told) -> str:
    return f"{moment(entry.occurred_at)} {entry.who}：{entry.sentence}"


@dataclass(frozen=True, slots=True)
class Repeat:
    """The open case whose matter is told once more, and the reason to be recorded."""

    case_id: str
    number: str
    reason: str


@dataclass
class IntakeTask:
    """A new case, by the schema of the server's own intake. ``said`` is a line on what came of it;
    ``repeat_of`` holds for the next sending only, and ``linked`` is False where that went wrong.
    """

    signed_in: SignedIn
    fields: list[Field]
    offers: Offers
    key: str
    title: str = "登记一件"
    about: str = ""
    main: int | None = len(INTAKE_MAIN)
    repeat_of: Repeat | None = None
    linked: bool = True
    said: str = ""

    async def send(self, body: dict[str, Any]) -> Done:
        repeat, self.repeat_of = self.repeat_of, None
        done = await self.signed_in.server.take_in(body, self.key)
        self.said = f"已登记 {done.number}"
        return await self._link(done, repeat) if repeat else done

    async def _link(self, done: Done, repeat: Repeat) -> Done:
        """The second step; where it is refused, the case stays registered."""
        body = {"target": repeat.case_id, "reason": repeat.reason}
        try:
            linked = await self.signed_in.server.act(
                done.case_id, LINK, body, done.version, f"{self.key}-link"
            )
        except Trouble as trouble:
            self.linked = False
            self.said += f"，{_not_linked(repeat, trouble)}"
            return done
        self.said += f"，已关联为 {repeat.number} 的重复件"
        return linked

    async def renew(self) -> str | None:
        return None

    async def search(self, word: str) -> tuple[Choice, ...]:  # noqa: ARG002 (nothing of this form is a case)
        return ()


def _not_linked(repeat: Repeat, trouble: Trouble) -> str:
    if isinstance(trouble, LineDown):
        return f"是否关联到 {repeat.number} 没有回音，请看本件是不是「已并入」"
    return f"但没有关联到 {repeat.number}：{trouble.detail}"


async def intake_task(signed_in: SignedIn) -> IntakeTask:
    """The six fields of a call first, the others after them."""
    page = await signed_in.server.openapi()
    schema = page["components"]["schemas"]["Intake"]
    fields = fields_of(schema, page, offers=INTAKE_OFFERS, defaults=INTAKE_KNOWN)
    place = {name: number for number, name in enumerate(INTAKE_MAIN)}
    fields.sort(key=lambda field: place.get(field.name, len(place)))
    words = signed_in.words
    offers = {"village": words.villages(), "any_unit": words.units(), "any_person": words.people()}
    return IntakeTask(signed_in, fields, offers, uuid4().hex)
