"""One table from refusals to HTTP: 403 not this person, 409 not this case now, 422 not with these values."""

from importlib import import_module
from pkgutil import walk_packages

import pytest

import aiwei
from aiwei.api.problems import STATUS, status_of
from aiwei.domain.case.refusals import DueInThePast, NotYourDuty
from aiwei.domain.decider import Refused
from tests.api.test_refusals import is_problem
from tests.story import before, until

#: Refusals that no request meets: they are said on the command line, or end a start-up.
ELSEWHERE = {
    "refused",
    "another-import",
    "account-problem",
    "broken-reference",
    "rules-unsound",
    "rules-overlap",
    "rule-version-changed",
    "day-off-and-working",
    "day-of-another-year",
    "swapped-weekday",
    "no-days-off",
    "strange-year",
}


def refusals(kind=Refused):
    yield kind
    for heir in kind.__subclasses__():
        yield from refusals(heir)


def test_every_refusal_of_the_program_has_its_number():
    for module in walk_packages(aiwei.__path__, "aiwei."):
        if not module.name.startswith(("aiwei.cli", "aiwei.__main__", "aiwei.tui")):
            import_module(module.name)
    codes = {kind.code for kind in refusals() if kind.__module__.startswith("aiwei.")}
    assert codes - ELSEWHERE == set(STATUS)


def test_every_number_is_one_that_http_knows():
    assert set(STATUS.values()) <= {401, 403, 404, 409, 412, 413, 415, 422, 429, 503}


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (DueInThePast("申请的截止日已过"), 409),
        (DueInThePast("截止日须在今天以后", field="until"), 422),
        (NotYourDuty("代签请选其他方式", field="manner"), 403),
    ],
    ids=["of the case", "of a field", "of the person, at a field"],
)
def test_a_conflict_that_names_a_field_can_be_put_right_there(refusal, status):
    assert status_of(refusal) == status


DESIGNATED = (*before("decide-consultation"), "decide-consultation")
OVERDUE = {"received_at": "2026-08-03T09:00:00+08:00"}
#: how the case began, the story so far, the step, by whom, with which changes; status, type, field
REFUSED = [
    ({"triage": "petition_matter"}, (), "accept", None, {}, 409, "wrong-road", None),
    ({}, (), "transfer-out", None, {"triage": "ours"}, 422, "wrong-road", "triage"),
    ({}, (), "transfer-out", None, {"reference": ""}, 422, "something-missing", "reference"),
    (
        {"triage": "accusation"},
        (),
        "transfer-out",
        "head",
        {"triage": "accusation"},
        422,
        "discipline-only",
        "receiver_unit",
    ),
    ({}, (), "split", None, {"matter": "complaint"}, 422, "something-missing", "matter"),
    (
        {},
        (),
        "merge-into",
        None,
        {"target": "00000000-0000-4000-8000-000000000000"},
        422,
        "cannot-merge",
        "target",
    ),
    ({}, until("sign-for"), "grant-extension", None, {}, 409, "nothing-asked", None),
    (
        {},
        (*until("sign-for"), "request-extension"),
        "request-extension",
        None,
        {},
        409,
        "already-asked",
        None,
    ),
    (OVERDUE, until("sign-for"), "request-extension", None, {"amount": 99}, 422, "too-long", "amount"),
    (
        {},
        until("sign-for"),
        "request-suspension",
        None,
        {"until": "2026-01-01"},
        422,
        "due-in-the-past",
        "until",
    ),
    ({}, until("sign-for"), "request-suspension", None, {"until": "2030-01-01"}, 422, "too-long", "until"),
    ({}, DESIGNATED, "dispatch", None, {}, 422, "not-the-designated", "lead_unit"),
    ({}, until("close"), "appeal-lateness", None, {}, 409, "not-late", None),
    (OVERDUE, (*until("close"), "appeal-lateness"), "appeal-lateness", None, {}, 409, "appeal-once", None),
    ({}, until("close"), "review-lateness-appeal", None, {}, 409, "no-appeal", None),
    ({}, ("transfer-out",), "archive", None, {}, 409, "self-check-failed", None),
    ({}, until("sign-for"), "answer-supervision", None, {}, 409, "nothing-asked", None),
    ({}, (), "correct-record", "checker", {}, 403, "not-the-author", None),
    ({}, (), "correct-record", None, {"value": ""}, 422, "invalid", "value"),
    (
        {},
        (),
        "correct-record",
        None,
        {"field": "channel", "value": "phone"},
        422,
        "nothing-to-correct",
        "value",
    ),
    ({}, (), "correct-record", None, {"field": "statement"}, 422, "something-missing", "of_version"),
    ({}, ("merge-into",), "record-follow-up", None, {}, 409, "no-reply-due", None),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: f"{case[2]}-{case[6]}-{case[7]}")
def test_a_refusal_of_the_whole_life_has_its_number_its_name_and_its_field(town, case):
    began, story, verb, by, changes, status, code, field = case
    refused = town.ask(town.play(*story, **began), verb, by, **changes)
    told = refused.json()
    assert (refused.status_code, told["type"]) == (status, f"/problems/{code}"), told["detail"]
    assert [e["field"] for e in told["errors"]] == ([field] if field else [])
    assert is_problem(refused)


def test_an_extension_asked_for_after_the_due_moment_comes_too_late(own_town):
    case_id = own_town.play(*until("sign-for"))
    own_town.wall.now = own_town.wall.now.replace(month=10, day=20)
    refused = own_town.ask(case_id, "request-extension")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/asked-too-late")


def test_nobody_approves_what_they_asked_for(own_town):
    """The deputy of the leading group's office heads the unit, too."""
    case_id = own_town.play(*until("accept"))
    lead = {"lead_unit": "PSO", "responsible_person": "p-meikuanggong", "assisting_units": []}
    own_town.do(case_id, "dispatch", **lead)
    own_town.do(case_id, "sign-for", by="two-hats")
    own_town.do(case_id, "request-extension", by="two-hats")
    refused = own_town.ask(case_id, "grant-extension", by="two-hats")
    assert refused.status_code == 403


def test_two_reviewers_are_two_people(town):
    case_id = town.open_to("review-lateness-appeal")
    town.do(case_id, "review-lateness-appeal")
    refused = town.ask(case_id, "review-lateness-appeal")
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/two-reviewers")
    assert town.ask(case_id, "review-lateness-appeal", by="reviewer-2").status_code == 200


def test_a_second_return_is_looked_at_by_another_and_after_two_a_consultation_is_needed(town):
    case_id = town.play(*until("dispatch"), "request-return", "approve-return")
    town.do(case_id, "dispatch", by="head")
    town.do(case_id, "request-return")
    own = town.ask(case_id, "approve-return", by="head")
    assert (own.status_code, own.json()["type"]) == (403, "/problems/second-return-needs-another")
    town.do(case_id, "approve-return", by="two-hats")
    refused = town.ask(case_id, "dispatch")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/consultation-needed")
    assert "提请会商" in refused.json()["detail"]


def test_whom_a_consultation_designated_may_not_return(town):
    case_id = town.play(*DESIGNATED)
    town.do(case_id, "dispatch", lead_unit="MZ", responsible_person="p-miaoruyou", assisting_units=[])
    refused = town.ask(case_id, "request-return", by="stranger")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/designated-may-not-return")


def test_a_case_with_members_leaves_by_no_side_door_and_is_not_closed_before_they_are_answered(town):
    main = town.play(*until("accept"))
    member = town.take_in()
    town.do(member, "merge-into", target=main)
    for verb in ("withdraw", "transfer-out", "merge-into"):
        refused = town.ask(main, verb)
        assert (refused.status_code, refused.json()["type"]) == (409, "/problems/has-members"), verb
    for verb in until("record-follow-up")[2:]:
        town.do(main, verb)
    owed = town.ask(main, "close")
    assert (owed.status_code, owed.json()["type"]) == (409, "/problems/reply-owed")
    town.do(member, "record-follow-up")
    assert town.ask(main, "close").status_code == 200
