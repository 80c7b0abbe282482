"""The HTTP door, put together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import metadata

from fastapi import FastAPI

from aiwei.api import (
    acting,
    actions,
    cases,
    health,
    notices,
    problems,
    register,
    related,
    sessions,
    similar,
    stream,
    timekeeping,
)
from aiwei.api.access import Sessions
from aiwei.api.health import Measured, Metrics
from aiwei.application.house import House

ABOUT = """镇爱卫办投诉与整改跟踪系统的接口。
先 `POST /api/v1/sessions` 登录，此后带 `Authorization: Bearer …`。
每个命令返回 `position`，查询时带 `X-Position-At-Least` 即可看到自己刚写的内容；错误一律为 RFC 9457 格式。"""


def create_app(house: House | None) -> FastAPI:
    """The application over a house; None is for reading the OpenAPI page only."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.stopping = asyncio.Event()
        if house is not None:
            house.book.attach_loop()
        yield
        app.state.stopping.set()
        if house is not None:
            await house.book.detach_loop()

    app = FastAPI(title="爱卫 Aiwei", version=metadata.version("aiwei"), description=ABOUT, lifespan=lifespan)
    figures = Metrics()
    app.state.metrics = figures
    app.state.house = house
    if house is not None:
        app.state.sessions = Sessions(house)
    app.add_middleware(Measured, figures=figures)
    problems.install(app)
    for room in (
        sessions,
        cases,
        similar,
        related,
        actions,
        acting,
        register,
        timekeeping,
        notices,
        stream,
        health,
    ):
        app.include_router(room.router)
    return app
