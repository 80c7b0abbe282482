"""The server as the screens see it: one coroutine a question, one for a command."""

import asyncio
import ipaddress
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any, TypeVar

import httpx2
from pydantic import BaseModel

from aiwei.tui.client.as_of import AsOf, params_of
from aiwei.tui.client.rows import (
    Actions,
    Detail,
    Done,
    DueExplained,
    Item,
    Listing,
    Me,
    Proposals,
    Register,
    Related,
    Similar,
    Told,
)
from aiwei.tui.client.trouble import Problem, line_down, problem_of

Row = TypeVar("Row", bound=BaseModel)
Params = Sequence[tuple[str, str]]
ANSWER_SECONDS = 10.0
QUIET_SECONDS = 40.0  # the server says something on the stream every 15
NOT_YET_TRIES = 3
DOOR = {"X-Aiwei-Door": "tui"}


class Server:
    """Holds the token in memory only. ``sign_in_again`` is asked once when the session has expired, and the
    call that met the expiry is then made again.
    """

    def __init__(
        self, url: str, transport: httpx2.AsyncBaseTransport | None = None, token: str | None = None
    ) -> None:
        self.url = url.rstrip("/")
        self.ahead = timedelta()
        self.sign_in_again: Callable[[], Awaitable[bool]] | None = None
        self._token = token
        self._later: str | None = None
        self._renewing = asyncio.Lock()
        self._http = httpx2.AsyncClient(
            base_url=self.url,
            transport=transport,
            timeout=ANSWER_SECONDS,
            headers=DOOR,
            trust_env=not _on_this_machine(self.url),
        )

    async def close(self) -> None:
        await self._http.aclose()

    def now(self) -> datetime:
        """The server's time: due words must not depend on this machine's clock."""
        return datetime.now(UTC) + self.ahead

    async def sign_in(self, login: str, password: str) -> Me:
        """Takes a token; ``Problem`` when login or password is wrong."""
        body = {"login": login, "password": password}
        response = await self._once("POST", "/api/v1/sessions", json=body)
        if response.status_code != HTTPStatus.CREATED:
            raise problem_of(response)
        self._token = response.json()["token"]
        return await self.me()

    async def me(self) -> Me:
        return await self._one(Me, "/api/v1/me")

    async def sign_out(self) -> None:
        if self._token is not None:
            await self._once("DELETE", "/api/v1/sessions/current", headers=self._bearer())
            self._token = None

    async def vocabulary(self) -> dict[str, dict[str, str]]:
        answer: dict[str, dict[str, str]] = (await self._send("GET", "/api/v1/vocabulary")).json()
        return answer

    async def register(self) -> Register:
        return await self._one(Register, "/api/v1/register")

    async def openapi(self) -> dict[str, Any]:
        answer: dict[str, Any] = (await self._send("GET", "/openapi.json")).json()
        return answer

    async def cases(self, params: Params, at_least: int | None = None) -> Listing:
        listing = await self._one(Listing, "/api/v1/cases", params=params, headers=_seen(at_least))
        if not any(name == "as_of" for name, _ in params):
            self.ahead = listing.now - datetime.now(UTC)
        return listing

    async def item(self, case_id: str) -> Item:
        return await self._one(Item, f"/api/v1/cases/{case_id}")

    async def case(self, case_id: str, at_least: int | None = None, as_of: AsOf | None = None) -> Detail:
        return await self._one(Detail, f"/api/v1/cases/{case_id}", **_asked(at_least, as_of))

    async def timeline(
        self, case_id: str, at_least: int | None = None, as_of: AsOf | None = None
    ) -> list[Told]:
        return await self._many(Told, f"/api/v1/cases/{case_id}/timeline", **_asked(at_least, as_of))

    async def related(
        self, case_id: str, at_least: int | None = None, as_of: AsOf | None = None
    ) -> list[Related]:
        return await self._many(Related, f"/api/v1/cases/{case_id}/related", **_asked(at_least, as_of))

    async def deadlines(self, case_id: str, as_of: AsOf | None = None) -> list[DueExplained]:
        return await self._many(DueExplained, f"/api/v1/cases/{case_id}/deadlines", **_asked(None, as_of))

    async def actions(self, case_id: str, at_least: int | None = None, as_of: AsOf | None = None) -> Actions:
        return await self._one(Actions, f"/api/v1/cases/{case_id}/actions", **_asked(at_least, as_of))

    async def similar(self, told: dict[str, Any]) -> tuple[Similar, ...]:
        """Open cases like what was told. In the body, for the words may be personal; and without asking for
        another log-in, for nobody asked for this.
        """
        response = await self._once("POST", "/api/v1/similar-cases", json=told, headers=self._bearer())
        if not response.is_success:
            raise problem_of(response)
        return Proposals.model_validate_json(response.content).items

    async def act(self, case_id: str, verb: str, body: dict[str, Any], version: int, key: str) -> Done:
        """A command on the version that was seen; ``key`` makes a repeat harmless."""
        headers = {"If-Match": f'"{version}"', "Idempotency-Key": key}
        response = await self._send("POST", f"/api/v1/cases/{case_id}/{verb}", json=body, headers=headers)
        return Done.model_validate_json(response.content)

    async def take_in(self, body: dict[str, Any], key: str) -> Done:
        """Registers a case."""
        response = await self._send("POST", "/api/v1/cases", json=body, headers={"Idempotency-Key": key})
        return Done.model_validate_json(response.content)

    def stream(self, last: str | None) -> AbstractAsyncContextManager[httpx2.EventSource]:
        """The changes after the event ``last``."""
        headers = self._bearer() | ({"Last-Event-ID": last} if last else {})
        timeout = httpx2.Timeout(ANSWER_SECONDS, read=QUIET_SECONDS)
        return self._http.sse("/api/v1/stream", headers=headers, timeout=timeout)

    async def renew(self, refused: str | None, *, insist: bool = True) -> bool:
        """Signs in again, once for all calls that met the same expired token. Without ``insist`` a person
        who said “later” is not asked once more.
        """
        async with self._renewing:
            if self._token != refused:
                return True
            if self.sign_in_again is None or (self._later == refused and not insist):
                return False
            self._later = refused
            return await self.sign_in_again()

    @property
    def token(self) -> str | None:
        return self._token

    async def _one(self, row: type[Row], path: str, **request: Any) -> Row:
        return row.model_validate_json((await self._send("GET", path, **request)).content)

    async def _many(self, row: type[Row], path: str, **request: Any) -> list[Row]:
        return [row.model_validate(line) for line in (await self._send("GET", path, **request)).json()]

    async def _send(
        self, method: str, path: str, headers: dict[str, str] | None = None, **request: Any
    ) -> httpx2.Response:
        """The answer, after another log-in or a moment's patience where these help."""
        for _ in range(NOT_YET_TRIES):
            used = self._token
            response = await self._once(method, path, headers=(headers or {}) | self._bearer(), **request)
            if response.is_success:
                return response
            problem = problem_of(response)
            if not await self._worth_another(problem, used):
                break
        raise problem

    async def _worth_another(self, problem: Problem, used: str | None) -> bool:
        if problem.signed_out:
            return await self.renew(used)
        return problem.code == "not-yet-projected"

    async def _once(self, method: str, path: str, **request: Any) -> httpx2.Response:
        try:
            return await self._http.request(method, path, **request)
        except httpx2.HTTPError as error:
            raise line_down(error, self.url) from error

    def _bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}"} if self._token else {}


def _seen(position: int | None) -> dict[str, str]:
    return {} if position is None else {"X-Position-At-Least": str(position)}


def _asked(position: int | None, as_of: AsOf | None) -> dict[str, Any]:
    """What a question carries: how far the reader has seen, and the moment it is about."""
    return {"headers": _seen(position), "params": params_of(as_of)}


def _on_this_machine(url: str) -> bool:
    """Whether a proxy from the environment would only be in the way."""
    host = httpx2.URL(url).host
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
