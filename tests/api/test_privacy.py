"""A complainant's data is nowhere but behind a look that says why and leaves a trace."""

import pytest

from tests.story import ADDRESS, NAME, PHONE, WAY, until

SAID = "我叫甄小满，电话13800001111。隔壁的垃圾堆到俺家门口了！"
PLACES = ("", "/timeline", "/deadlines", "/actions")


def bodies(town, case_id):
    """Everything that anyone is told about this case, and of the town as a whole."""
    for who in ("clerk", "head", "checker", "caller", "liaison", "village", "two-hats"):
        for path in (
            *(f"/cases/{case_id}{place}" for place in PLACES),
            "/cases?limit=200",
            "/units",
            "/register",
        ):
            yield town[who].get(path).text
    yield town.client.get("/metrics").text


def gives_away(text):
    return [secret for secret in (NAME, PHONE, ADDRESS) if secret in text]


@pytest.mark.parametrize("last", WAY)
def test_no_answer_gives_the_complainant_away_at_any_stage(town, last):
    case_id = town.play(*until(last), text=SAID, site=ADDRESS)
    assert {secret for body in bodies(town, case_id) for secret in gives_away(body)} == set()


def test_the_answer_to_a_step_gives_nothing_away(town):
    answer = town["clerk"].post("/cases", {"channel": "phone", "title": "题", "text": SAID, "name": NAME})
    town.catch_up()
    done = [
        answer.text,
        *(town.ask(answer.json()["case_id"], verb).text for verb in ("release-excerpt", "accept")),
    ]
    assert [gives_away(text) for text in done] == [[], [], []]


def test_a_refusal_does_not_repeat_what_it_refuses(town):
    refused = town.ask(town.take_in(), "release-excerpt", text=f"{NAME}，{PHONE}，{ADDRESS}")
    assert "姓名、住址" in refused.json()["detail"].replace("手机号、", "")
    assert gives_away(refused.text) == []


def test_a_field_filled_in_wrongly_is_not_repeated_either(town):
    refused = town["clerk"].post(
        "/cases", {"channel": PHONE, "title": NAME * 80, "text": 5, "phone": [PHONE]}
    )
    assert refused.status_code == 422
    assert gives_away(refused.text) == []


def test_a_look_shows_who_complained_and_in_which_words(town):
    case_id = town.take_in(text=SAID)
    seen = town.do(case_id, "reveal")
    assert seen["contact"] == {"name": NAME, "phone": PHONE, "address": ADDRESS}
    assert seen["original"]["text"] == SAID


def test_a_look_is_itself_recorded_with_who_and_why(town):
    case_id = town.take_in()
    town.do(case_id, "reveal", note="约时间")
    look = town["head"].get(f"/cases/{case_id}/timeline").json()[-1]
    assert (look["kind"], look["who"]) == ("personal-data-revealed", "文一声")
    assert look["sentence"] == "查看了诉求人信息，目的：回访。约时间。"


def test_a_look_needs_a_purpose_and_the_duty(town):
    case_id = town.play(*until("dispatch"))
    assert town.ask(case_id, "reveal", purpose="curiosity").status_code == 422
    assert town.ask(case_id, "reveal", by="checker").status_code == 403
    assert town.ask(case_id, "reveal", by="liaison").status_code == 403
    assert "personal-data-revealed" not in town.kinds(case_id)


def test_without_a_complainant_there_is_nothing_to_see(town):
    refused = town.ask(town.find(), "reveal")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/no-personal-data")


def test_nothing_of_it_is_in_the_book_or_in_the_lists(own_town):
    own_town.play(*WAY, text=SAID, site=ADDRESS)
    with own_town.house.book.connection() as conn:
        states = conn.execute("SELECT state FROM aiwei_events").fetchall()
        rows = conn.execute("SELECT to_jsonb(c)::text AS row FROM read.cases c").fetchall()
    written = [bytes(s["state"]).decode() for s in states] + [r["row"] for r in rows]
    assert {secret for text in written for secret in gives_away(text)} == set()


def test_the_vault_holds_it_as_ciphertext_only(own_town):
    own_town.take_in(text=SAID)
    with own_town.house.book.connection() as conn:
        row = conn.execute("SELECT * FROM vault.subjects").fetchone()
    kept = b"".join(bytes(v) if isinstance(v, bytes) else str(v).encode() for v in row.values())
    assert [s for s in (NAME, PHONE, ADDRESS, "俺家门口") if s.encode() in kept] == [
        "俺家门口"
    ]  # the masked draft
