"""What of a text tells one matter from another."""

import pytest

from aiwei.projections.telling import MOST_READ, pairs, pieces, runs


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("尊敬的领导您好，村民反映村口路灯不亮的问题，请尽快解决，谢谢！", ["村口路灯", "亮", "请"]),
        ("垃圾、噪音（夜里）", ["垃圾", "噪音", "夜里"]),
        ("ＫＴＶ太吵", ["ktv太吵"]),
        ("𠮷野家😀油烟", ["野家", "油烟"]),
        ("", []),
    ],
)
def test_marks_particles_and_phrases_of_every_letter_are_cut_out(text, left):
    assert runs(text) == [run for run in left if len(run) > 1]


def test_names_are_cut_out_too_the_longer_first():
    assert runs("云栖村东村口", ("云栖村", "云栖村东")) == ["村口"]


def test_a_pair_is_taken_once_in_its_order_and_never_two_digits():
    assert list(pairs(["18号院", "号院门"])) == ["8号", "号院", "院门"]


def test_what_is_shared_is_said_in_whole_pieces():
    assert pieces(["垃圾无人清运", "垃圾"], {"垃圾", "无人", "人清", "清运"}) == ["垃圾", "无人清运"]


def test_only_the_beginning_of_a_very_long_text_is_read():
    assert len("".join(runs("污水" * MOST_READ))) == MOST_READ
