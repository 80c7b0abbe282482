"""Server-sent events: which cases changed, so that a list on a screen stays live."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from aiwei.api.access import Housed, SignedIn, viewing
from aiwei.api.waiting import projected
from aiwei.application.house import House
from aiwei.projections.viewer import Viewer

router = APIRouter(prefix="/api/v1", tags=["实时"])
LOOK_SECONDS = 0.5
ALIVE_SECONDS = 15.0
MOST = 200
CHANGED = (
    "SELECT c.case_id, c.number, c.state, c.position FROM read.cases c WHERE c.position > %(after)s AND "
)


@router.get("/stream", summary="变动推送（SSE）", response_class=StreamingResponse)
async def stream(
    request: Request,
    house: Housed,
    session: SignedIn,
    last: Annotated[int | None, Header(alias="Last-Event-ID", ge=0)] = None,
) -> StreamingResponse:
    """每个变动一条 ``case`` 事件，``id`` 为 position；断线后带 ``Last-Event-ID`` 续传。"""
    viewer = await run_in_threadpool(viewing, house, session)
    start = last if last is not None else await run_in_threadpool(projected, house)
    return StreamingResponse(
        _events(request, house, viewer, start),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _events(request: Request, house: House, viewer: Viewer, after: int) -> AsyncIterator[str]:
    """Changes until the reader leaves or the server stops; a comment now and then keeps the line open."""
    stopping: asyncio.Event = request.app.state.stopping
    quiet = 0.0
    yield f": from {after}\n\n"
    while not stopping.is_set() and not await request.is_disconnected():
        for change in await run_in_threadpool(_changes, house, viewer, after):
            after = change["position"]
            quiet = 0.0
            yield f"id: {after}\nevent: case\ndata: {json.dumps(change)}\n\n"
        await asyncio.sleep(LOOK_SECONDS)
        quiet += LOOK_SECONDS
        if quiet >= ALIVE_SECONDS:
            quiet = 0.0
            yield ": alive\n\n"


def _changes(house: House, viewer: Viewer, after: int) -> list[dict[str, Any]]:
    condition, params = viewer.where()
    sql = f"{CHANGED}{condition} ORDER BY c.position LIMIT {MOST}"
    with house.book.connection() as conn:
        rows = conn.execute(sql.encode(), {**params, "after": after}).fetchall()
    return [{**row, "case_id": str(row["case_id"])} for row in rows]
