"""A light HTTP client: prebuilt requests over kept connections; it costs little of two cores."""

import asyncio
import statistics
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

SUCCESS = 2


class Result(NamedTuple):
    """``rate`` in requests a second; latencies in milliseconds; ``bad`` counts answers other than 2xx."""

    rate: float
    p50: float
    p99: float
    bad: int


def request(method: str, path: str, body: bytes = b"", headers: Sequence[str] = ()) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: bench", f"Content-Length: {len(body)}", *headers]
    if body:
        lines.append("Content-Type: application/json")
    return "\r\n".join([*lines, "", ""]).encode() + body


def run(port: int, requests: Sequence[bytes], clients: int) -> Result:
    """Sends all requests over so many connections at once; each waits for its answer."""
    return asyncio.run(_run(port, requests, clients))


async def _run(port: int, requests: Sequence[bytes], clients: int) -> Result:
    queue = iter(requests)
    times: list[float] = []
    bad: list[int] = []
    began = time.perf_counter()
    await asyncio.gather(*(_client(port, queue, times, bad) for _ in range(clients)))
    seconds = time.perf_counter() - began
    times.sort()
    return Result(
        len(times) / seconds, statistics.median(times) * 1e3, times[int(len(times) * 0.99)] * 1e3, len(bad)
    )


async def _client(port: int, queue: Iterator[bytes], times: list[float], bad: list[int]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for raw in queue:
        began = time.perf_counter()
        writer.write(raw)
        status = await _answer(reader)
        times.append(time.perf_counter() - began)
        if status // 100 != SUCCESS:
            bad.append(status)
    writer.close()
    await writer.wait_closed()


async def _answer(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    lowered = head.lower()
    if b"content-length:" in lowered:
        await reader.readexactly(int(lowered.split(b"content-length:")[1].split(b"\r\n", 1)[0]))
    return status
