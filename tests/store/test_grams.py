"""Every text that holds a word holds all its pairs: the index loses nothing, the recheck adds nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from aiwei.store.grams import as_array, contains, fold, grams

steady = settings(max_examples=300, derandomize=True, deadline=None, database=None)
INT4 = range(-(1 << 31), 1 << 31)
words = some.text(alphabet="垃圾桶噪音Ａab１1 \n，𠮷😀", min_size=2, max_size=6)


@steady
@given(some.text(), words, some.text())
def test_a_text_holds_every_pair_of_each_word_in_it(before, word, after):
    folded = fold(f"{before}{word}{after}")
    if fold(word) in folded:
        assert set(grams(fold(word))) <= set(grams(folded))


@steady
@given(some.text())
def test_each_pair_stands_once_and_fits_a_column_of_integers(text):
    pairs = grams(fold(text))
    assert len(set(pairs)) == len(pairs)
    assert all(pair in INT4 for pair in pairs)


@pytest.mark.parametrize(
    ("typed", "stands"),
    [("12345热线", "１２３４５热线"), ("WIFI", "ｗｉｆｉ"), ("（WC）", "(wc)"), ("PM2.5", "pm2.5")],
)
def test_width_and_case_do_not_matter(typed, stands):
    assert fold(typed) == fold(stands)


def test_one_character_has_no_pairs():
    assert grams("垃") == [] == grams("")


def test_the_pairs_are_written_as_an_array(our_book):
    pairs = grams(fold("垃圾桶😀"))
    with our_book.connection() as conn:
        row = conn.execute("SELECT %s::int[] AS pairs", (as_array(pairs),)).fetchone()
    assert row["pairs"] == pairs


@pytest.mark.parametrize("word", ["100%", "a_b", "c\\d", "垃圾"])
def test_the_recheck_takes_a_word_as_it_is(our_book, word):
    with our_book.connection() as conn:
        sql = "SELECT %s LIKE %s AS found, 'axb 100x cd' LIKE %s AS other"
        row = conn.execute(sql, (f"前{word}后", contains(word), contains(word))).fetchone()
    assert (row["found"], row["other"]) == (True, False)
