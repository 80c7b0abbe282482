"""What a form is for: its fields, and what sending it does."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import uuid4

from aiwei.tui.client.rows import Action, Actions, Choice, Detail, Done, Told
from aiwei.tui.client.server import Server
from aiwei.tui.forms.schema import Field, fields_of
from aiwei.tui.said import moment
from aiwei.tui.signed_in import SignedIn

INTAKE_OFFERS = {"village": "village", "accused_unit": "any_unit", "accused_person": "any_person"}
ACT_OFFERS = {"handle_rule": "rule"}
INTAKE_MAIN = ("channel", "title", "text", "matter", "name", "phone")
INTAKE_KNOWN = {"channel": "phone"}
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


class ActTask:
    """One of the actions that are open on a case."""

    def __init__(self, server: Server, case: Detail, actions: Actions, action: Action) -> None:
        self.title = f"{action.label} · {case.number}"
        self.about = f"{case.title}\n{case.text}"
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


def _happened(since: list[Told]) -> str:
    return "".join(f"{moment(e.occurred_at)} {e.who}：{e.sentence}" for e in since)


@dataclass
class IntakeTask:
    """A new case, by the schema of the server's own intake."""

    signed_in: SignedIn
    fields: list[Field]
    offers: Offers
    key: str
    title: str = "登记一件"
    about: str = ""
    main: int | None = len(INTAKE_MAIN)

    async def send(self, body: dict[str, Any]) -> Done:
        return await self.signed_in.server.take_in(body, self.key)

    async def renew(self) -> str | None:
        return None


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
