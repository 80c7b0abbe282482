"""Who asks: the bearer token, the door, the command id."""

import time
from typing import Annotated
from uuid import UUID, uuid5

from fastapi import Depends, Header, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from aiwei.api.problems import NotSignedIn
from aiwei.application.desk import Caller
from aiwei.application.house import House
from aiwei.domain.office import Via
from aiwei.projections.viewer import Viewer, viewer_of
from aiwei.store.accounts import Session, hash_token

REMEMBERED_SECONDS = 5.0
COMMAND_SPACE = UUID("6f1d2c58-0d0b-4c9a-9a57-1b1f0a7c2e11")
bearer = HTTPBearer(auto_error=False, description="POST /api/v1/sessions 得到的 token")


class Sessions:
    """Sessions looked up lately, so that a busy client does not ask the database each time."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._known: dict[bytes, tuple[float, Session]] = {}

    async def find(self, token: str) -> Session | None:
        key = hash_token(token)
        looked, session = self._known.get(key, (0.0, None))
        if session is None or time.monotonic() - looked > REMEMBERED_SECONDS:
            session = await run_in_threadpool(self._house.accounts.session, token, self._house.clock())
            if session is None:
                self._known.pop(key, None)
                return None
            self._known[key] = (time.monotonic(), session)
        return session if session.expires_at > self._house.clock() else None

    def forget(self, token: str) -> None:
        self._known.pop(hash_token(token), None)


async def the_house(request: Request) -> House:
    house: House = request.app.state.house
    return house


Housed = Annotated[House, Depends(the_house)]
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


async def session_of(request: Request, credentials: Credentials) -> Session:
    """The session of the bearer token; 401 without one."""
    sessions: Sessions = request.app.state.sessions
    session = await sessions.find(credentials.credentials) if credentials else None
    if session is None:
        raise NotSignedIn("登录已失效或还没有登录，请重新登录")
    return session


SignedIn = Annotated[Session, Depends(session_of)]
IdempotencyKey = Annotated[
    str | None,
    Header(alias="Idempotency-Key", max_length=200, description="同一提交重发时用同一个值，不会重复办理"),
]
Door = Annotated[str | None, Header(alias="X-Aiwei-Door", description="从哪个门进来，默认 api")]


async def caller_of(session: SignedIn, key: IdempotencyKey = None, door: Door = None) -> Caller:
    """Who gives a command. The key is the person's own: another's equal key is another command."""
    command_id = uuid5(COMMAND_SPACE, f"{session.person}\0{key}") if key else None
    return Caller(session.person, Via.TUI if door == Via.TUI else Via.API, command_id)


def viewing(house: House, session: Session) -> Viewer:
    """What the person may see, by all posts held now."""
    return viewer_of(session.person, house.desk.register.now(), house.clock())


Calling = Annotated[Caller, Depends(caller_of)]
