"""Whether the process lives, whether it can serve, and its figures for a monitor."""

import time

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from pydantic import BaseModel
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aiwei.api.access import Housed
from aiwei.api.waiting import HOW_FAR
from aiwei.application.house import House

router = APIRouter(tags=["运行"])
POSITIONS = f"""SELECT (SELECT coalesce(max(notification_id), 0) FROM aiwei_events) AS recorded,
    coalesce(({HOW_FAR}), 0) AS projected"""  # noqa: S608 (our own words)
#: A stranger's invention must not become a label: each label is a row that is kept.
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Ready(BaseModel):
    ready: bool
    recorded: int
    projected: int


@router.get("/live", summary="进程在", response_class=PlainTextResponse)
async def live() -> str:
    return "ok\n"


@router.get("/ready", summary="能服务")
def ready(house: Housed) -> Ready:
    """数据库连得上；``recorded - projected`` 是列表落后的事件数。"""
    recorded, told = positions(house)
    return Ready(ready=True, recorded=recorded, projected=told)


@router.get("/metrics", summary="Prometheus 指标", response_class=PlainTextResponse)
def metrics(request: Request, house: Housed) -> Response:
    figures: Metrics = request.app.state.metrics
    recorded, told = positions(house)
    figures.lag.set(recorded - told)
    return Response(generate_latest(figures.registry), media_type=CONTENT_TYPE_LATEST)


def positions(house: House) -> tuple[int, int]:
    """The last event's position, and that of the last in the lists. In one statement of our own: the library
    asks ten times before it says that the database is gone, and a monitor does not wait half a minute.
    """
    with house.book.connection() as conn:
        row = conn.execute(POSITIONS, prepare=True).fetchone()
    return (row["recorded"], row["projected"]) if row else (0, 0)


class Metrics:
    """Requests by route and status, their times, and how far the lists are behind."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        names = ["method", "route", "status"]
        self.requests = Counter("aiwei_http_requests", "Requests", names, registry=self.registry)
        self.seconds = Histogram("aiwei_http_seconds", "Seconds", ["route"], registry=self.registry)
        self.lag = Gauge("aiwei_projection_lag_events", "Events not yet projected", registry=self.registry)


class Measured:
    """ASGI middleware that counts; the route's pattern is the label, never the address with its ids."""

    def __init__(self, app: ASGIApp, figures: Metrics) -> None:
        self._app = app
        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 500

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watch)
        finally:
            route = getattr(scope.get("route"), "path", "none")
            method = scope["method"] if scope["method"] in METHODS else "other"
            self._figures.requests.labels(method, route, str(status)).inc()
            self._figures.seconds.labels(route).observe(time.perf_counter() - began)
