"""Signing in and out, and who I am."""

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from aiwei.api.access import Credentials, Housed, Sessions, SignedIn, viewing
from aiwei.api.cases import ERRORS
from aiwei.domain.register.words import Capability

router = APIRouter(prefix="/api/v1", tags=["登录"], responses=ERRORS)  # type: ignore[arg-type]


class SignIn(BaseModel):
    login: Annotated[str, Field(min_length=1, max_length=64)]
    password: Annotated[str, Field(min_length=1, max_length=200)]


class Token(BaseModel):
    """The token is shown once; send it as ``Authorization: Bearer …``."""

    token: str
    expires_at: datetime


class HeldPostView(BaseModel):
    post: str
    title: str
    unit: str
    unit_name: str
    capabilities: list[Capability]


class Me(BaseModel):
    person: str
    login: str
    name: str
    office: bool
    posts: list[HeldPostView]


@router.post("/sessions", status_code=201, summary="登录")
def sign_in(body: SignIn, house: Housed) -> Token:
    """登录名和密码换一个 token。"""
    lasts = timedelta(hours=house.settings.session_hours)
    token, session = house.accounts.sign_in(body.login, body.password, house.clock(), lasts)
    return Token(token=token, expires_at=session.expires_at)


@router.delete("/sessions/current", status_code=204, summary="退出登录")
def sign_out(request: Request, house: Housed, _: SignedIn, credentials: Credentials) -> Response:
    if credentials:
        house.accounts.sign_out(credentials.credentials)
        sessions: Sessions = request.app.state.sessions
        sessions.forget(credentials.credentials)
    return Response(status_code=204)


@router.get("/me", summary="我是谁，任什么岗位，有什么权限")
def me(house: Housed, session: SignedIn) -> Me:
    register = house.desk.register.now()
    held = register.posts_of(session.person, house.clock())
    return Me(
        person=session.person,
        login=session.login,
        name=register.person_name(session.person),
        office=viewing(house, session).office,
        posts=[
            HeldPostView(
                post=h.post.code,
                title=h.post.title,
                unit=h.post.unit,
                unit_name=register.unit_name(h.post.unit),
                capabilities=sorted(h.post.capabilities),
            )
            for h in held
        ],
    )
