"""Units, posts and who held them on a day."""

from datetime import date, datetime

import pytest

from aiwei.domain.calendar import LOCAL
from aiwei.domain.office import SYSTEM
from aiwei.domain.register.commands import DeclareRegister, PostLine, TenureLine, UnitLine
from aiwei.domain.register.decide import REGISTER_DECIDER, BrokenReference
from aiwei.domain.register.events import PostEstablished, PostTaken, UnitEstablished
from aiwei.domain.register.state import fold
from aiwei.domain.register.words import Capability, UnitKind
from tests.town import DECLARATION, MONDAY, REGISTER, office


def on(year: int, month: int, day: int, hour: int = 12) -> datetime:
    return datetime(year, month, day, hour, tzinfo=LOCAL)


def declare(*lines: UnitLine | PostLine | TenureLine, register=REGISTER):
    wish = DeclareRegister(
        units=tuple(x for x in lines if isinstance(x, UnitLine)),
        posts=tuple(x for x in lines if isinstance(x, PostLine)),
        tenures=tuple(x for x in lines if isinstance(x, TenureLine)),
    )
    return REGISTER_DECIDER.decide(register, wish, office("clerk"))


def tenure(person: str, since: date, until: date | None = None, post: str = "BAMBOO-1") -> TenureLine:
    return TenureLine(person=person, name=person, post=post, since=since, until=until)


def posts(register, person, moment):
    return [held.post.code for held in register.posts_of(person, moment)]


def test_a_second_declaration_of_the_same_says_nothing_new():
    assert REGISTER_DECIDER.decide(REGISTER, DECLARATION, office("clerk")) == []


def test_only_what_differs_becomes_a_fact():
    renamed = UnitLine(code="WATER", name="水利服务站", kind=UnitKind.STATION, parent="TOWN")
    facts = declare(renamed, DECLARATION.units[0])
    assert facts == [
        UnitEstablished(code="WATER", name="水利服务站", unit_kind=UnitKind.STATION, parent="TOWN")
    ]


def test_a_post_gets_another_right():
    wider = PostLine(
        code="WATER-0", title="站员", unit="WATER", capabilities=(Capability.RECTIFY, Capability.CHECK)
    )
    register = fold(declare(wider), REGISTER)
    assert register.posts["WATER-0"].capabilities == {Capability.RECTIFY, Capability.CHECK}


@pytest.mark.parametrize(
    "line",
    [
        UnitLine(code="NEW", name="新村", kind=UnitKind.VILLAGE, parent="ATLANTIS"),
        PostLine(code="NEW-1", title="主任", unit="ATLANTIS"),
        tenure("clerk", date(2026, 1, 1), post="NO-POST"),
    ],
)
def test_a_line_that_hangs_in_the_air_is_refused(line):
    with pytest.raises(BrokenReference):
        declare(line)


def test_a_line_may_hang_on_another_of_the_same_declaration():
    facts = declare(
        tenure("newcomer", date(2026, 1, 1), post="NEW-1"),
        PostLine(code="NEW-1", title="主任", unit="NEW"),
        UnitLine(code="NEW", name="新村", kind=UnitKind.VILLAGE, parent="TOWN"),
    )
    assert [type(f) for f in facts] == [UnitEstablished, PostEstablished, PostTaken]


HANDED_OVER = fold(
    declare(
        tenure("bamboo", date(2020, 1, 1), date(2026, 3, 2)),
        tenure("successor", date(2026, 3, 3)),
    ),
    REGISTER,
)


@pytest.mark.parametrize(
    ("moment", "old", "new"),
    [
        (on(2019, 12, 31, 23), [], []),
        (on(2020, 1, 1, 0), ["BAMBOO-1"], []),
        (on(2026, 3, 2, 23), ["BAMBOO-1"], []),
        (on(2026, 3, 3, 0), [], ["BAMBOO-1"]),
        (on(2030, 1, 1), [], ["BAMBOO-1"]),
    ],
)
def test_a_post_is_held_from_the_first_day_to_the_last_both_included(moment, old, new):
    assert posts(HANDED_OVER, "bamboo", moment) == old
    assert posts(HANDED_OVER, "successor", moment) == new


def test_who_answered_for_a_unit_can_be_asked_for_any_day():
    def holders(moment):
        return {held.person for held in HANDED_OVER.holders_in("BAMBOO", moment)}

    assert holders(on(2026, 3, 2)) == {"bamboo", "cousin"}
    assert holders(on(2026, 3, 3)) == {"successor", "cousin"}


def test_who_comes_back_to_a_post_held_it_twice():
    back = fold(declare(tenure("bamboo", date(2027, 1, 1)), register=HANDED_OVER), HANDED_OVER)
    assert posts(back, "bamboo", on(2026, 1, 1)) == posts(back, "bamboo", on(2027, 1, 1)) == ["BAMBOO-1"]
    assert posts(back, "bamboo", on(2026, 6, 1)) == []


def test_a_person_may_hold_several_posts_in_several_units():
    assert posts(REGISTER, "cousin", MONDAY) == ["BAMBOO-1", "WATER-0"]
    assert REGISTER.units_of("cousin", MONDAY) == {"BAMBOO", "WATER"}


def test_the_day_is_the_one_on_the_offices_wall():
    last_evening_in_utc = datetime.fromisoformat("2026-03-02T16:00:00+00:00")  # 00:00 on the 3rd in the town
    assert posts(HANDED_OVER, "successor", last_evening_in_utc) == ["BAMBOO-1"]


def test_people_units_and_posts_are_read_by_their_names():
    assert REGISTER.unit_name("CLOUD") == "云栖村"
    assert REGISTER.person_name("cloud") == "云主任"
    assert REGISTER.post_title("CLOUD-1") == "村主任"
    assert [u.code for u in REGISTER.villages()] == ["CLOUD", "BAMBOO"]


def test_what_the_register_does_not_know_is_shown_as_it_is():
    assert (REGISTER.unit_name("X"), REGISTER.person_name("x"), REGISTER.post_title("X-1")) == (
        "X",
        "x",
        "X-1",
    )
    assert (REGISTER.unit_name(None), REGISTER.person_name(None), REGISTER.post_title(None)) == ("—", "—", "")


def test_the_system_acts_in_a_post_that_may_only_take_in():
    (post,) = office(SYSTEM).posts
    assert [can for can in Capability if post.may(can)] == [Capability.INTAKE]
