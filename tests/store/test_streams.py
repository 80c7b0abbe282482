"""Whole streams, page by page."""

import pytest

from aiwei.store import streams
from aiwei.store.streams import whole_streams
from tests.store.books import entry, signed


@pytest.mark.parametrize("at_once", [1, 2, 3, 4, 100])
def test_every_stream_comes_whole_wherever_a_page_ends(our_book, monkeypatch, at_once):
    monkeypatch.setattr(streams, "AT_ONCE", at_once)
    lengths = {"case-a": 3, "case-b": 1, "case-c": 4, "case-d": 2}
    our_book.record([entry(stream, count=count) for stream, count in lengths.items()], signed())
    our_book.record([entry("register"), entry("case-a", 3)], signed())
    found = list(whole_streams(our_book, "case-"))
    assert {told[0].stream: len(told) for told in found} == lengths | {"case-a": 4}
    assert found == [our_book.load(told[0].stream) for told in found]


def test_a_book_without_such_a_stream_has_none(our_book):
    our_book.record([entry("register")], signed())
    assert list(whole_streams(our_book, "case-")) == []
