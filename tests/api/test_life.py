"""One case after another, from the first call to its end, by those whose work it is."""

from tests.story import USUAL, WAY, complaint, until

STATES = {
    "release-excerpt": "registered",
    "accept": "accepted",
    "dispatch": "dispatched",
    "sign-for": "in_progress",
    "submit-rectification": "awaiting_check",
    "pass-check": "awaiting_followup",
    "record-follow-up": "awaiting_followup",
    "close": "closed",
    "reopen": "accepted",
}


def test_a_case_goes_from_intake_to_closure_and_is_opened_again(town):
    registered = town["clerk"].post("/cases", complaint())
    here = registered.headers["Location"].removeprefix("/api/v1")
    etag = registered.headers["ETag"]
    for verb, state in STATES.items():
        town.catch_up()
        who, body = USUAL[verb]
        done = town[who].post(f"{here}/{verb}", body, seen=etag)
        town.catch_up()
        seen = town["head"].get(here, headers={"X-Position-At-Least": str(done.json()["position"])})
        etag = done.headers["ETag"]
        assert (done.status_code, seen.json()["state"], seen.headers["ETag"]) == (200, state, etag)


def test_a_registration_answers_where_it_is_and_what_it_is_called(town):
    answer = town["clerk"].post("/cases", complaint())
    told = answer.json()
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/api/v1/cases/{told['case_id']}"
    assert (answer.headers["ETag"], told["version"], told["number"][:5]) == ('"1"', 1, "2026-")
    assert told["position"] == town.house.book.last_position()


def test_each_step_moves_the_version_by_one_and_the_position_on(town):
    case_id = town.take_in()
    done = [town.do(case_id, verb) for verb in WAY]
    assert [d["version"] for d in done] == list(range(2, len(WAY) + 2))
    assert [d["position"] for d in done] == sorted({d["position"] for d in done})


def test_the_story_is_told_in_sentences_with_who_and_in_which_post(town):
    case_id = town.play(*WAY)
    story = town["head"].get(f"/cases/{case_id}/timeline").json()
    assert [entry["kind"] for entry in story][-2:] == ["case-closed", "case-reopened"]
    assert (story[0]["who"], story[0]["post"], story[0]["via"]) == ("吴明明", "爱卫办经办人", "接口")
    assert "柿槟服务中心主办（责任人 甄实在），假山村协办" in story[3]["sentence"]


def test_a_unit_hands_a_case_back_and_another_gets_it(town):
    case_id = town.play(*until("dispatch"), "request-return", "approve-return")
    town.do(case_id, "dispatch", lead_unit="MZ", responsible_person="p-miaoruyou", assisting_units=[])
    seen = town["head"].get(f"/cases/{case_id}").json()
    assert (seen["state"], seen["unit"], seen["returns"]) == ("dispatched", "MZ", 1)
    assert town["liaison"].get(f"/cases/{case_id}").status_code == 404


def test_a_return_that_is_not_granted_leaves_the_case_where_it_was(town):
    case_id = town.play(*until("sign-for"), "request-return", "reject-return")
    seen = town["liaison"].get(f"/cases/{case_id}").json()
    assert (seen["state"], seen["unit"], seen["returns"]) == ("in_progress", "SB", 0)


def test_work_that_fails_the_check_goes_back_to_the_unit(town):
    case_id = town.play(*until("submit-rectification"), "fail-check")
    seen = town["liaison"].get(f"/cases/{case_id}").json()
    assert (seen["state"], seen["due_kind"], seen["reworks"]) == ("in_progress", "返工整改", 1)


def test_what_the_complainant_calls_unsolved_goes_back_as_well(town):
    case_id = town.play(*until("pass-check"))
    town.do(case_id, "record-follow-up", result="unsolved", satisfaction="dissatisfied")
    assert town["liaison"].get(f"/cases/{case_id}").json()["state_label"] == "整改中"


def test_what_is_not_the_towns_business_is_declined_and_stays_declined(town):
    case_id = town.play("decline")
    seen = town["head"].get(f"/cases/{case_id}").json()
    assert (seen["state"], seen["due_at"], seen["colour"]) == ("declined", None, "none")


def test_a_finding_waits_for_its_closure_once_the_check_is_passed(town):
    case_id = town.find()
    for verb in ("accept", "dispatch", "sign-for", "submit-rectification", "pass-check"):
        town.do(case_id, verb)
    assert town["head"].get(f"/cases/{case_id}").json()["state_label"] == "待销号"
    assert town.do(case_id, "close")["version"] == 7


def test_the_door_is_kept_with_the_fact(town):
    case_id = town["clerk"].post("/cases", complaint(), headers={"X-Aiwei-Door": "tui"}).json()["case_id"]
    town.catch_up()
    assert town["head"].get(f"/cases/{case_id}/timeline").json()[0]["via"] == "终端"
