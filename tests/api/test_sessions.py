"""Signing in, being known, signing out."""

from datetime import timedelta

import pytest

from tests.furnished import PASSWORD, Hand, token_of


def sign_in(town, login="clerk", password=PASSWORD):
    return town.client.post("/api/v1/sessions", json={"login": login, "password": password})


def is_401(answer):
    told = answer.json()
    known = told["type"] in {"/problems/not-signed-in", "/problems/bad-credentials"}
    return answer.status_code == 401 and answer.headers["WWW-Authenticate"] == "Bearer" and known


def test_a_login_and_its_password_give_a_token_that_works(town):
    answer = sign_in(town)
    me = Hand(town.client, answer.json()["token"]).get("/me").json()
    assert answer.status_code == 201
    assert (me["person"], me["name"], me["office"]) == ("p-wumingming", "吴明明", True)
    assert "dispatch" in me["posts"][0]["capabilities"]


@pytest.mark.parametrize(
    ("login", "password"), [("clerk", "wrong horse"), ("nobody", PASSWORD), ("clerk", "x")]
)
def test_a_wrong_login_and_a_wrong_password_get_the_same_answer(town, login, password):
    answer = sign_in(town, login, password)
    assert is_401(answer)
    assert answer.json()["detail"].startswith("登录名或密码不对")


@pytest.mark.parametrize(
    "authorization", [None, "Bearer wrong", "Bearer ", "Basic Y2xlcms6eA==", token_of("clerk")]
)
@pytest.mark.parametrize("path", ["/me", "/cases", "/units", "/register", "/vocabulary", "/rules", "/stream"])
def test_nothing_is_told_without_a_token(town, path, authorization):
    headers = {"Authorization": authorization} if authorization is not None else {}
    assert is_401(town.client.get(f"/api/v1{path}", headers=headers))


def test_nothing_is_done_without_a_token(town):
    case_id = town.take_in()
    assert is_401(town.client.post(f"/api/v1/cases/{case_id}/accept", json={}))
    assert is_401(town.client.post("/api/v1/cases", json={}))


def test_a_token_that_was_signed_out_is_dead(town):
    mine = Hand(town.client, sign_in(town).json()["token"])
    assert mine.get("/me").status_code == 200
    assert mine.delete("/sessions/current").status_code == 204
    assert is_401(mine.get("/me"))


def test_signing_out_ends_this_session_and_no_other(town):
    first, second = (Hand(town.client, sign_in(town).json()["token"]) for _ in range(2))
    first.delete("/sessions/current")
    assert second.get("/me").status_code == 200


def test_a_token_ends_with_its_time(own_town):
    mine = Hand(own_town.client, sign_in(own_town).json()["token"])
    assert mine.get("/me").status_code == 200
    own_town.wall.now += timedelta(hours=12)
    assert is_401(mine.get("/me"))


def test_a_new_password_is_the_only_one_and_ends_the_sessions(own_town):
    old = sign_in(own_town).json()["token"]
    own_town.house.accounts.reset("clerk", "another horse")
    assert own_town.house.accounts.session(old, own_town.wall()) is None
    assert is_401(sign_in(own_town))
    assert sign_in(own_town, password="another horse").status_code == 201


def test_a_person_whose_posts_are_over_may_do_nothing(town):
    town.house.accounts.add("former", "p-wujiuren", PASSWORD)  # left at the end of June
    former = Hand(town.client, sign_in(town, "former").json()["token"])
    me = former.get("/me").json()
    assert (me["posts"], me["office"], former.get("/cases").json()["items"]) == ([], False, [])
