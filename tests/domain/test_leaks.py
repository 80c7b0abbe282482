"""No text of any command carries who complained into an event; codes and numbers are not searched."""

from enum import Enum

import pytest

from aiwei.domain.case.commands import CODE_FIELDS
from aiwei.domain.case.refusals import ExcerptLeaks
from aiwei.domain.masking import leak_check
from tests.domain.steps import BEFORE, WISHES
from tests.given import given, registration

LEAKS = leak_check("云小满", ["13800001111"], "云栖村三组18号")
PROSE = [
    pytest.param(wish, name, id=f"{type(wish).__name__}.{name}")
    for wish in WISHES.values()
    for name, value in wish
    if isinstance(value, str) and not isinstance(value, Enum) and name not in CODE_FIELDS
]
every_prose_field = pytest.mark.parametrize(("wish", "field"), PROSE)


def asked(wish, field, text):
    leaking = wish.model_copy(update={field: text})
    return given(*BEFORE[type(wish)]).when(leaking, leaks=LEAKS)


@every_prose_field
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("请联系云小满核实", "姓名"),
        ("电话 138-0000 1111", "手机号"),
        ("住云栖村三组18号的人反映", "住址"),
        ("身份证 41088119800101123X", "身份证号"),
    ],
    ids=["name", "phone", "address", "another number"],
)
def test_a_field_of_prose_that_gives_the_person_away_is_refused_and_named(wish, field, text, kind):
    asked(wish, field, text).refused(ExcerptLeaks, field=field, saying=kind)


@every_prose_field
def test_harmless_prose_passes(wish, field):
    assert asked(wish, field, "大坑边垃圾已清运").refusal is None


@pytest.mark.parametrize("field", ["source_system", "source_number"])
def test_a_number_of_the_source_may_look_like_anything(field):
    both = {"source_number": "13800001111", field: "13800001111"}
    assert given().when(registration(**both), leaks=LEAKS).refusal is None


def test_there_are_enough_fields_to_make_this_worth_while():
    assert len(PROSE) > 20
