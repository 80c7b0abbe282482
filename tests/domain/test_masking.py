"""Personal data in free text: what a draft hides, and what an outgoing text would give away."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from aiwei.domain.masking import kinds_in, leak_check, mask

steady = settings(max_examples=400, derandomize=True, deadline=None, database=None)
STAR = "＊"


@pytest.mark.parametrize(
    "secret",
    [
        "13800001111",
        "138 0000 1111",
        "138-0000-1111",
        "138-00001111",
        "１３８００００１１１１",
        "138－0000－1111",
        "8613800001111",
        "86-138 0000 1111",
        "410881198001011234",
        "41088119800101123X",
        "41088119800101123x",
        "6222021234567890",
        "6222021234567890123",
        "0391-6633001",
        "03916633001",
        "０３９１－６６３３００１",
        "010 88886666",
    ],
)
@pytest.mark.parametrize("around", ["请打{}，谢谢", "{}", "电话：{}。", "+{}", "（{}）"])
def test_a_number_that_points_at_a_person_is_starred_out_place_for_place(secret, around):
    assert mask(around.format(secret)) == around.format(STAR * len(secret))


@pytest.mark.parametrize(
    "harmless",
    [
        "2026年3月2日收到，编号20260302001",
        "井盖编号1234567890",
        "12345热线和110",
        "电表读数 1380000111",
        "工单号 138000011112",
        "12800001111",
    ],
)
def test_other_numbers_stay(harmless):
    assert mask(harmless) == harmless


@pytest.mark.parametrize(
    ("told", "hidden"),
    [
        ("我叫云小满，住在村东", "我叫＊＊＊，住在村东"),
        ("你好我叫云满。", "你好我叫＊＊。"),
        ("我叫欧阳小满", "我叫＊＊＊＊"),
        ("我是王小满，反映问题", "我是＊＊＊，反映问题"),
        ("姓名：云小满 电话", "姓名：＊＊＊ 电话"),
        ("姓名:云小满，", "姓名:＊＊＊，"),
        ("本人云小满，家住", "本人＊＊＊，家住"),
        ("我叫云小满住在村东", "我叫＊＊＊住在村东"),
    ],
)
def test_a_name_that_is_plainly_stated_is_starred_out(told, hidden):
    assert mask(told) == hidden


@pytest.mark.parametrize(
    "told",
    [
        "我是村民，反映垃圾问题",
        "我是一名退休教师，",
        "我是住户。",
        "本人认为应当清理",
        "我是黄河边那个村的村民",
        "他叫得很响，吵人",
    ],
)
def test_a_role_is_no_name(told):
    assert mask(told) == told


def test_masking_twice_changes_nothing_more():
    once = mask("我叫云小满，电话13800001111，0391-6633001")
    assert mask(once) == once


chinese = some.text(alphabet="我叫是云王小满村垃圾，。 \n-:：电话")
numbers = some.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
spelt = some.tuples(numbers, some.sampled_from(["", " ", "-"])).map(
    lambda p: p[1].join((p[0][:3], p[0][3:7], p[0][7:]))
)
MOBILE_LEFT = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")


@steady
@given(chinese, spelt, chinese)
def test_no_mobile_number_survives_among_words(before, number, after):
    text = f"{before}，{number}，{after}"
    masked = mask(text)
    assert number not in masked
    assert len(masked) == len(text)


@steady
@given(some.text(alphabet="0123456789 -x村叫我"))
def test_no_eleven_digit_mobile_is_ever_left_and_the_length_stays(text):
    masked = mask(text)
    assert not MOBILE_LEFT.search(masked)
    assert len(masked) == len(text)


@steady
@given(some.text())
def test_any_text_at_all_keeps_its_length(text):
    assert len(mask(text)) == len(text)


def test_the_kinds_of_numbers_in_a_text_are_named():
    assert kinds_in("13800001111 和 41088119800101123X") == ("身份证号", "手机号")
    assert kinds_in("0391-6633001 是村委会电话") == ()


leaks = leak_check("云小满", ["13800001111", "0391-6633001"], "云栖村三组18号")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("垃圾堆放多日", ()),
        ("请联系云小满", ("姓名",)),
        ("请联系云 小 满", ("姓名",)),
        ("电话13800001111", ("手机号",)),
        ("电话138 0000 1111", ("手机号",)),
        ("电话138-0000-1111", ("手机号",)),
        ("电话１３８００００１１１１", ("手机号",)),
        ("电话1 3 8 0 0 0 0 1 1 1 1", ("电话",)),
        ("座机0391 6633001", ("电话",)),
        ("座机6633001", ("电话",)),
        ("别人的手机13912345678", ("手机号",)),
        ("云栖村三组18号门前", ("住址",)),
        ("云栖村 三组18号门前", ("住址",)),
        ("云栖村三组门前", ()),
        ("云小满，13800001111，云栖村三组18号", ("手机号", "姓名", "住址")),
    ],
)
def test_what_a_text_would_give_away_is_named(text, kinds):
    assert leaks(text) == kinds


def test_a_name_of_one_character_and_very_short_parts_are_not_looked_for():
    short = leak_check("云", ["123"], "村东")
    assert short("云栖村东123号") == ()


def test_two_numbers_in_one_field_are_looked_for_one_by_one():
    both = leak_check("", ["13800001111、0391-6633001"], "")
    assert both("请打 6633001") == ("电话",)


def test_who_left_nothing_gives_nothing_away_but_numbers_are_still_found():
    nothing = leak_check("", [""], "")
    assert nothing("村东头的垃圾") == ()
    assert nothing("13912345678") == ("手机号",)
