"""A list on a screen stays live: changes arrive as they happen, and none is missed after a break."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import pytest

from aiwei.api import stream
from aiwei.application.house import House
from aiwei.cli.serve import bind, server_for
from tests.furnished import settings, token_of
from tests.story import complaint, until


@contextmanager
def serving(town, home):
    """Another process's API on a real port, over the town's database; its address, and what stops it."""
    with (
        House(town.house.book.conninfo, settings(home), clock=town.wall) as house,
        bind("127.0.0.1", 0) as port,
    ):
        server = server_for(house)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [port]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{port.getsockname()[1]}", server
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def address(town, home) -> Iterator[str]:
    with serving(town, home) as (address, _):
        yield address


@contextmanager
def listening(address, who="head", last=None):
    headers = {"Authorization": f"Bearer {token_of(who)}"}
    headers |= {"Last-Event-ID": str(last)} if last is not None else {}
    url = f"{address}/api/v1/stream"
    with httpx2.Client(timeout=20) as client, client.stream("GET", url, headers=headers) as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        lines = answer.iter_lines()
        assert next(lines).startswith(": from ")
        yield changes(lines)


def changes(lines):
    """The data of each event, with its id."""
    event = {}
    for line in lines:
        name, _, value = line.partition(": ")
        if name == "data":
            yield int(event["id"]), json.loads(value)
        event[name] = value


def test_a_change_arrives_with_its_position(town, address):
    with listening(address) as heard:
        case_id = town.take_in()
        position, change = next(heard)
    assert (change["case_id"], change["state"]) == (case_id, "registered")
    assert position == change["position"] == town.house.book.last_position()


def test_after_a_break_it_goes_on_where_it_was(town, address):
    seen = town.house.book.last_position()
    first, second = town.take_in(), town.take_in()
    with listening(address, last=seen) as heard:
        assert [next(heard)[1]["case_id"] for _ in range(2)] == [first, second]
    with listening(address, last=seen + 1) as heard:
        assert next(heard)[1]["case_id"] == second


def test_many_changes_at_once_all_arrive(town, address, monkeypatch):
    monkeypatch.setattr(stream, "MOST", 3)
    seen = town.house.book.last_position()
    cases = [town["clerk"].post("/cases", complaint()).json()["case_id"] for _ in range(8)]
    town.catch_up()
    with listening(address, last=seen) as heard:
        assert [next(heard)[1]["case_id"] for _ in cases] == cases


def test_a_unit_hears_of_its_own_cases_only(town, address):
    seen = town.house.book.last_position()
    town.take_in()
    mine = town.play(*until("dispatch"))
    with listening(address, who="liaison", last=seen) as heard:
        assert next(heard)[1]["case_id"] == mine


def test_whoever_is_accused_hears_nothing_of_it(town, address):
    seen = town.house.book.last_position()
    town.find(accused_person="p-jiasiyuan")
    other = town.take_in()
    with listening(address, who="head", last=seen) as heard:
        assert next(heard)[1]["case_id"] == other


def test_a_change_names_no_person(town, address):
    seen = town.house.book.last_position()
    town.take_in()
    with listening(address, last=seen) as heard:
        assert set(next(heard)[1]) == {"case_id", "number", "state", "position"}


@pytest.mark.parametrize("last", ["-1", "x"])
def test_a_place_to_go_on_from_must_be_a_position(town, last):
    answer = town["head"].get("/stream", headers={"Last-Event-ID": last})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "Last-Event-ID")


def test_the_server_stops_although_somebody_listens(town, home):
    with serving(town, home) as (address, server), listening(address) as heard:
        server.should_exit = True
        assert list(heard) == []
