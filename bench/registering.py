"""Registering a case over HTTP with 8 clients, beside a bare route that does one pooled INSERT."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from aiwei.application.desk import Caller
from aiwei.application.house import House
from aiwei.cli.demo import LOGINS, PASSWORD
from aiwei.cli.open import opened
from aiwei.documents.register_table import read_register
from aiwei.domain.office import SYSTEM, Via
from aiwei.settings import Settings
from bench import load
from bench.messages import SAMPLE, messages
from bench.places import free_port, program

CLIENTS = 8
REQUESTS = 6_000
ROUNDS = 3
CLERK = LOGINS["clerk"][0]


def furnish(house: House) -> str:
    """Register, one clerk; answers with the clerk's token."""
    house.desk.declare_register(read_register(SAMPLE.with_name("register.csv")), Caller(SYSTEM, Via.CLI))
    house.accounts.add("clerk", CLERK, PASSWORD)
    return house.accounts.sign_in("clerk", PASSWORD, house.clock(), timedelta(hours=1))[0]


def run(settings: Settings) -> Iterator[str]:
    """Lines of the table: the two in turn, so that a machine whose speed drifts is fair to both."""
    source, pairs = messages(REQUESTS)
    with opened(settings) as house:
        token = furnish(house)
        with (
            _floor(settings, house) as floor_port,
            program(["-m", "aiwei", "serve"], settings, f"http://127.0.0.1:{settings.port}/live"),
        ):
            bodies = [json.dumps({"title": t[:200], "text": x}).encode() for t, x in pairs]
            ours = [
                json.dumps({"channel": "online", "matter": "complaint", "title": t[:200], "text": x}).encode()
                for t, x in pairs
            ]
            headers = [f"Authorization: Bearer {token}"]
            bare = [load.request("POST", "/floor", body) for body in bodies]
            cases = [load.request("POST", "/api/v1/cases", body, headers) for body in ours]
            load.run(floor_port, bare[:500], CLIENTS)
            load.run(settings.port, cases[:500], CLIENTS)
            yield f"register over HTTP, {CLIENTS} clients, {REQUESTS} requests a round, texts of {source}"
            ratios = []
            for number in range(1, ROUNDS + 1):
                floor = load.run(floor_port, bare, CLIENTS)
                case = load.run(settings.port, cases, CLIENTS)
                ratios.append(case.rate / floor.rate)
                yield (
                    f"  round {number}: floor {floor.rate:6.0f}/s (p99 {floor.p99:.1f} ms)   "
                    f"register {case.rate:6.0f}/s (p50 {case.p50:.1f}, p99 {case.p99:.1f} ms)   "
                    f"ratio {ratios[-1]:.2f}   errors {case.bad}"
                )
            yield f"  median ratio {sorted(ratios)[len(ratios) // 2]:.2f}   (to reach: 0.40 now, 0.50 later)"


@contextmanager
def _floor(settings: Settings, house: House) -> Iterator[int]:
    port = free_port()
    arguments = ["-m", "bench.floor", str(port), house.book.conninfo]
    with program(arguments, settings, f"http://127.0.0.1:{port}/openapi.json"):
        yield port
