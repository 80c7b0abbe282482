"""Read your own writes: a query may ask to see at least a position."""

import asyncio
import time
from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.concurrency import run_in_threadpool

from aiwei.api.access import Housed
from aiwei.api.problems import NotYetProjected
from aiwei.application.house import House

WAIT_SECONDS = 2.0
LOOK_SECONDS = 0.02
HOW_FAR = "SELECT notification_id FROM aiwei_tracking WHERE application_name = 'cases'"


def projected(house: House) -> int:
    """The position up to which the lists tell the truth."""
    with house.book.connection() as conn:
        row = conn.execute(HOW_FAR, prepare=True).fetchone()
    return row["notification_id"] if row else 0


async def at_least(
    request: Request,
    house: Housed,
    position: Annotated[
        int | None,
        Header(alias="X-Position-At-Least", ge=0, description="命令返回的 position；最多等 2 秒"),
    ] = None,
) -> None:
    """Waits until the read model has come as far as the reader has seen; then 503 with Retry-After."""
    if position is None:
        return
    give_up = time.monotonic() + WAIT_SECONDS
    while await run_in_threadpool(projected, house) < position:
        if time.monotonic() >= give_up or await request.is_disconnected():
            raise NotYetProjected("刚提交的内容还没有进入列表，请稍候重试")
        await asyncio.sleep(LOOK_SECONDS)


AtLeast = Depends(at_least)
