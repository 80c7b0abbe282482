"""No words of any step carry a complainant's data past the door, whichever field they stand in."""

import pytest

from aiwei.domain.case.commands import CODE_FIELDS
from aiwei.domain.case.lifecycle import BY_VERB
from tests.story import NAME, PHONE, USUAL

OTHER_NAME, OTHER_PHONE = "云小满", "13900002222"


def prose(verb):
    """The fields of a step that take free words."""
    for name, field in BY_VERB[verb].command.model_json_schema()["properties"].items():
        words = field.get("type") == "string" and not {"format", "enum", "$ref"} & field.keys()
        if words and name not in CODE_FIELDS:
            yield name


FIELDS = [(verb, name) for verb in USUAL for name in prose(verb)]
CASES: dict[str, str] = {}


def test_every_step_of_people_is_told_of_here():
    assert set(USUAL) == {verb for verb, step in BY_VERB.items() if step.by_people} - {"register"}
    assert len(FIELDS) > 60


@pytest.mark.parametrize("word", [NAME, PHONE], ids=["name", "phone"])
@pytest.mark.parametrize(("verb", "field"), FIELDS, ids=[f"{v}.{f}" for v, f in FIELDS])
def test_a_field_that_gives_the_person_away_is_refused_by_name(town, verb, field, word):
    if verb not in CASES:
        CASES[verb] = town.open_to(verb)
    refused = town.ask(CASES[verb], verb, **{field: f"请联系{word}核实"})
    told = refused.json()
    assert (refused.status_code, told["type"]) == (422, "/problems/excerpt-leaks"), refused.text
    assert [e["field"] for e in told["errors"]] == [field]
    assert word not in refused.text


def two_cases(town):
    """A case of one complainant in the unit's hands, and another's of the same place."""
    main = town.play("release-excerpt", "accept", "dispatch", "sign-for")
    return main, town.take_in(name=OTHER_NAME, phone=OTHER_PHONE, address=None)


@pytest.mark.parametrize("word", [NAME, OTHER_NAME, OTHER_PHONE])
@pytest.mark.parametrize("verb", ["merge-into", "link-repeat"])
def test_what_is_said_when_two_cases_join_gives_neither_complainant_away(town, verb, word):
    main, other = two_cases(town)
    refused = town.ask(other, verb, target=main, reason=f"{word}说的是同一件事")
    assert refused.json()["type"] == "/problems/excerpt-leaks"


@pytest.mark.parametrize("word", [NAME, OTHER_NAME])
def test_nor_what_is_said_when_they_part(town, word):
    main, other = two_cases(town)
    town.do(other, "merge-into", target=main)
    assert town.ask(other, "unmerge", reason=f"{word}说的是两处").json()["type"] == "/problems/excerpt-leaks"


@pytest.mark.parametrize(
    ("verb", "field"),
    [("record-progress", "text"), ("submit-rectification", "measure"), ("request-extension", "explanation")],
)
def test_nor_what_is_said_of_their_common_case(town, verb, field):
    """The unit reads it, and may well know both."""
    main, other = two_cases(town)
    town.do(other, "merge-into", target=main)
    refused = town.ask(main, verb, **{field: f"已到{OTHER_NAME}家门口清运"})
    assert refused.json()["type"] == "/problems/excerpt-leaks"


def test_nor_the_check_nor_the_follow_up(town):
    main, other = two_cases(town)
    town.do(other, "merge-into", target=main)
    town.do(main, "submit-rectification")
    assert town.ask(main, "pass-check", opinion=f"{OTHER_NAME}在场").status_code == 422
    town.do(main, "pass-check")
    for case_id, word in ((main, OTHER_NAME), (other, NAME), (other, OTHER_NAME)):
        assert town.ask(case_id, "record-follow-up", remark=f"{word}很满意").status_code == 422


def test_a_finding_that_a_withdrawn_complaint_left_behind_does_not_give_away_who_withdrew(town):
    case_id = town.play("release-excerpt")
    town.do(case_id, "withdraw", open_finding=True)
    finding = town["clerk"].get(f"/cases/{case_id}/related").json()[0]["case_id"]
    town.do(finding, "accept", matter=None)
    refused = town.ask(finding, "dispatch", instruction=f"原是{NAME}反映的")
    assert refused.json()["type"] == "/problems/excerpt-leaks"
