"""A town at work: the demo's register and people over a database of the test, and their hands on the API."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import resources
from itertools import count
from pathlib import Path
from typing import Any

import httpx2
import psycopg
from psycopg.conninfo import make_conninfo
from starlette.testclient import TestClient

from aiwei.api.app import create_app
from aiwei.application.desk import Caller
from aiwei.application.house import House
from aiwei.documents.register_table import parse_register
from aiwei.domain.calendar import LOCAL
from aiwei.domain.office import SYSTEM, Via
from aiwei.projections.cases import Cases
from aiwei.projections.projector import Projector
from aiwei.settings import Settings
from aiwei.store.accounts import hash_token
from tests.story import A_CASE, SOME_WEEKS_AHEAD, USUAL, before, begun, complaint, finding

MONDAY = datetime(2026, 9, 7, 9, tzinfo=LOCAL)
PASSWORD = "correct horse"
PEOPLE = {
    "clerk": "p-wumingming",
    "head": "p-jiasiyuan",
    "checker": "p-zhenxizhi",
    "caller": "p-wenyisheng",
    "liaison": "p-jiapaotui",  # of the unit SB
    "secretary": "p-zhenshizai2",  # heads SB
    "village": "p-shilaiyun",  # of V04, which assists
    "stranger": "p-zhenjishi",  # of the unit MZ
    "two-hats": "p-meikuanggong",  # dispatches in LGO, and heads the unit PSO
    "admin": "p-xinmiyao",
    "leader": "p-zhendandang",
    "convener": "p-jiarushan",
    "reviewer": "p-shenbuwang",
    "reviewer-2": "p-mingbuzong",
    "archivist": "p-changzaice",
}
_numbers = count(1)


@dataclass(slots=True)
class Wall:
    """The clock on the office's wall; it stands until the test moves it."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True, slots=True)
class Hand:
    """A person at the API."""

    client: TestClient
    token: str

    def get(self, path: str, headers: dict[str, str] | None = None, **params: Any) -> httpx2.Response:
        return self.client.get(f"/api/v1{path}", params=params or None, headers=self._signed(headers))

    def post(
        self,
        path: str,
        body: Any = None,
        *,
        seen: int | str | None = None,
        key: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx2.Response:
        """``seen`` is the version that the person saw, ``key`` the submission's own number."""
        given = dict(headers or {})
        if seen is not None:
            given["If-Match"] = f'"{seen}"' if isinstance(seen, int) else seen
        if key is not None:
            given["Idempotency-Key"] = key
        return self.client.post(f"/api/v1{path}", json=body, headers=self._signed(given))

    def delete(self, path: str) -> httpx2.Response:
        return self.client.delete(f"/api/v1{path}", headers=self._signed(None))

    def _signed(self, headers: dict[str, str] | None) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} | (headers or {})


@dataclass(slots=True)
class Town:
    """A house, the clock on its wall, and everyone who works there."""

    house: House
    wall: Wall
    client: TestClient

    def __getitem__(self, who: str) -> Hand:
        return Hand(self.client, token_of(who))

    def catch_up(self) -> int:
        return Projector(self.house.book, Cases(self.house.book)).catch_up()

    def take_in(self, by: str = "clerk", **changes: Any) -> str:
        """A complaint by phone, registered and projected; its id."""
        return self._registered(by, complaint(**changes))

    def find(self, by: str = "checker", **changes: Any) -> str:
        """What an inspector saw, likewise."""
        return self._registered(by, finding(**changes))

    def _registered(self, by: str, body: dict[str, Any]) -> str:
        answer = self[by].post("/cases", body)
        assert answer.status_code == 201, answer.text
        self.catch_up()
        return str(answer.json()["case_id"])

    def do(self, case_id: str, verb: str, by: str | None = None, **changes: Any) -> dict[str, Any]:
        """One step an hour later, by whoever usually does it; projected."""
        answer = self.ask(case_id, verb, by, **changes)
        assert answer.status_code == 200, answer.text
        self.catch_up()
        return dict(answer.json())

    def ask(self, case_id: str, verb: str, by: str | None = None, **changes: Any) -> httpx2.Response:
        """The same without the claim that it works."""
        who, body = self.usual(verb, **changes)
        self.wall.now += timedelta(hours=1)
        return self[by or who].post(f"/cases/{case_id}/{verb}", body)

    def usual(self, verb: str, **changes: Any) -> tuple[str, dict[str, Any]]:
        """Who usually does it, and what they say today."""
        who, said = USUAL[verb]
        body = said | changes
        made = {A_CASE: self.take_in, SOME_WEEKS_AHEAD: self.some_weeks_ahead}
        return who, {name: made[v]() if isinstance(v, str) and v in made else v for name, v in body.items()}

    def some_weeks_ahead(self) -> str:
        return (self.wall.now + timedelta(days=40)).date().isoformat()

    def play(self, *verbs: str, **changes: Any) -> str:
        """A new case, taken through these steps."""
        case_id = self.take_in(**changes)
        for verb in verbs:
            self.do(case_id, verb)
        return case_id

    def open_to(self, verb: str, **changes: Any) -> str:
        """A new case, as far as where this step is open."""
        return self.play(*before(verb), **(begun(verb) | changes))

    def kinds(self, case_id: str) -> list[str]:
        return [entry["kind"] for entry in self["head"].get(f"/cases/{case_id}/timeline").json()]


def token_of(who: str) -> str:
    return f"token-of-{who}"


def settings(home: Path) -> Settings:
    """Nothing from the environment of whoever runs the tests."""
    return Settings(
        home=home, database_url=None, database_url_file=None, master_key_file=None, rules_file=None
    )


def furnish(conninfo: str, home: Path) -> None:
    """The demo's register; everyone's log-in under one password (hashed once: argon2 is slow on purpose)."""
    shipped = resources.files("aiwei.application.demo").joinpath("data", "register.csv")
    with House(conninfo, settings(home), clock=lambda: MONDAY) as house:
        declared = parse_register(shipped.read_text(encoding="utf-8"), "register.csv")
        house.desk.declare_register(declared, Caller(SYSTEM, Via.CLI))
        house.accounts.add("clerk", PEOPLE["clerk"], PASSWORD)
    with psycopg.connect(conninfo, autocommit=True) as conn:
        for who, person in PEOPLE.items():
            conn.execute(
                "INSERT INTO accounts (login, person, password_hash)"
                " SELECT %s, %s, password_hash FROM accounts WHERE login = 'clerk' ON CONFLICT DO NOTHING",
                (who, person),
            )
            conn.execute(
                "INSERT INTO sessions (token_hash, login, expires_at) VALUES (%s, %s, %s)",
                (hash_token(token_of(who)), who, MONDAY + timedelta(days=3650)),
            )


@contextmanager
def database(server: str, template: str) -> Iterator[str]:
    """A copy of a template for a while; its conninfo."""
    name = f"{template}_{next(_numbers)}"
    with psycopg.connect(make_conninfo(server, dbname="postgres"), autocommit=True) as conn:
        conn.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())
        try:
            yield make_conninfo(server, dbname=name)
        finally:
            conn.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@contextmanager
def open_town(conninfo: str, home: Path) -> Iterator[Town]:
    """The town over a furnished database, on Monday morning."""
    wall = Wall()
    with House(conninfo, settings(home), clock=wall) as house, TestClient(create_app(house)) as client:
        yield Town(house, wall, client)
