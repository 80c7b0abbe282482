"""A submission sent twice is carried out once (Idempotency-Key)."""

from tests.story import USUAL, complaint


def test_the_same_registration_under_the_same_key_gets_the_first_answer(town):
    first = town["clerk"].post("/cases", complaint(), key="telephone-1")
    again = town["clerk"].post("/cases", complaint(), key="telephone-1")
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["Location"] == first.headers["Location"]


def test_another_registration_under_the_same_key_is_refused(town):
    town["clerk"].post("/cases", complaint(), key="telephone-2")
    other = town["clerk"].post("/cases", complaint(title="另一件事"), key="telephone-2")
    assert (other.status_code, other.json()["type"]) == (422, "/problems/command-id-reused")


def test_without_a_key_the_same_registration_is_another_case(town):
    numbers = {town["clerk"].post("/cases", complaint()).json()["number"] for _ in range(2)}
    assert len(numbers) == 2


def test_a_step_sent_again_gets_the_first_answer_although_the_case_has_moved_on(town):
    case_id = town.take_in()
    who, body = USUAL["accept"]
    first = town[who].post(f"/cases/{case_id}/accept", body, seen=1, key="accept-1")
    town.do(case_id, "release-excerpt")
    town.do(case_id, "dispatch")
    again = town[who].post(f"/cases/{case_id}/accept", body, seen=1, key="accept-1")
    assert (again.status_code, again.json(), again.headers["ETag"]) == (200, first.json(), '"2"')
    assert town.kinds(case_id).count("case-accepted") == 1


def test_a_step_with_other_words_under_the_same_key_is_refused(town):
    case_id = town.take_in()
    who, body = USUAL["accept"]
    town[who].post(f"/cases/{case_id}/accept", body, key="accept-2")
    other = town[who].post(f"/cases/{case_id}/accept", body | {"site": "村西"}, key="accept-2")
    assert (other.status_code, other.json()["type"]) == (422, "/problems/command-id-reused")


def test_the_same_key_for_another_case_is_refused(town):
    who, body = USUAL["accept"]
    first, second = town.take_in(), town.take_in()
    town[who].post(f"/cases/{first}/accept", body, key="accept-3")
    assert town[who].post(f"/cases/{second}/accept", body, key="accept-3").status_code == 422


def test_the_same_key_of_another_person_is_another_submission(town):
    mine = town["clerk"].post("/cases", complaint(), key="monday")
    hers = town["checker"].post("/cases", complaint(title="另一件事"), key="monday")
    assert hers.status_code == 201
    assert hers.json()["case_id"] != mine.json()["case_id"]


def test_a_refused_submission_does_not_use_up_its_key(town):
    case_id = town.take_in()
    who, body = USUAL["accept"]
    refused = town[who].post(f"/cases/{case_id}/accept", body | {"village": "V99"}, key="accept-4")
    mended = town[who].post(f"/cases/{case_id}/accept", body, key="accept-4")
    assert (refused.status_code, mended.status_code) == (422, 200)


def test_a_key_is_at_most_200_characters(town):
    long = town["clerk"].post("/cases", complaint(), key="k" * 201)
    assert long.status_code == 422
    assert long.json()["errors"][0]["field"] == "Idempotency-Key"
