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
from aiwei.api.waiting import projected

router = APIRouter(tags=["运行"])


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
    recorded = house.book.last_position()
    return Ready(ready=True, recorded=recorded, projected=projected(house))


@router.get("/metrics", summary="Prometheus 指标", response_class=PlainTextResponse)
def metrics(request: Request, house: Housed) -> Response:
    figures: Metrics = request.app.state.metrics
    figures.lag.set(house.book.last_position() - projected(house))
    return Response(generate_latest(figures.registry), media_type=CONTENT_TYPE_LATEST)


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
            self._figures.requests.labels(scope["method"], route, str(status)).inc()
            self._figures.seconds.labels(route).observe(time.perf_counter() - began)
