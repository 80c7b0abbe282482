"""For whoever watches the machine: it lives, it can serve, and its figures name no case and no person."""

import re
from uuid import uuid4

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from tests.story import complaint, until


def test_it_lives(town):
    answer = town.client.get("/live")
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_it_is_ready_and_says_how_far_the_lists_are(town):
    town.take_in()
    last = town.house.book.last_position()
    assert town.client.get("/ready").json() == {"ready": True, "recorded": last, "projected": last}


def test_a_label_is_the_routes_pattern_never_an_id(town):
    case_id = town.play(*until("accept"))
    town["head"].get(f"/cases/{case_id}/timeline")
    town["head"].get(f"/cases/{uuid4()}")
    figures = town.client.get("/metrics").text
    assert 'route="/api/v1/cases/{case_id}/accept",status="200"' in figures
    assert 'route="/api/v1/cases/{case_id}",status="404"' in figures
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", figures)


def test_whatever_a_stranger_asks_for_does_not_become_a_label(town):
    for number in range(3):
        town.client.get(f"/wp-admin/{number}.php")
        town.client.request(f"BREW{number}", "/api/v1/cases")
    figures = town.client.get("/metrics").text
    assert "wp-admin" not in figures
    assert "BREW" not in figures


def test_the_figures_say_how_many_events_wait(town):
    town.catch_up()
    town["clerk"].post("/cases", complaint())
    assert "aiwei_projection_lag_events 1.0" in town.client.get("/metrics").text
    town.catch_up()
    assert "aiwei_projection_lag_events 0.0" in town.client.get("/metrics").text


def test_without_its_database_it_lives_and_says_that_it_cannot_serve(own_town, server):
    name = conninfo_to_dict(own_town.house.book.conninfo)["dbname"]
    with psycopg.connect(make_conninfo(server, dbname="postgres"), autocommit=True) as admin:
        admin.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
    own_town.house.book.factory.datastore.pool.timeout = 0.2  # seconds, so that the test need not wait
    assert own_town.client.get("/live").status_code == 200
    for path in ("/ready", "/metrics", "/api/v1/cases"):
        answer = own_town.client.get(path, headers={"Authorization": f"Bearer {own_town['head'].token}"})
        assert (answer.status_code, answer.json()["type"]) == (503, "/problems/database-gone")
        assert answer.headers["Retry-After"] == "1"
