"""What is recorded is there, in order, once; or it was refused whole and nothing is."""

from datetime import timedelta
from uuid import UUID

import pytest

from aiwei.domain.office import Via
from aiwei.store.append import AlreadyClaimed, Clash, CommandIdReused
from aiwei.store.book import Entry
from tests.store.books import BY, NOON, case_entry, entry, names, positions, signed, unit

ONCE = UUID("00000000-0000-4000-8000-00000000000a")


def test_an_empty_book_has_nothing_to_tell(book):
    assert (book.load("a"), book.read(0, 10), book.last_position()) == ([], [], 0)


def test_what_was_recorded_is_loaded_in_order_with_all_that_stands_around_it(book):
    receipt = book.record([entry("a", count=2)], signed(ONCE))
    first, second = book.load("a")
    assert (first.event.name, second.event.name) == ("第1次", "第2次")
    assert (second.stream, second.version, second.position) == ("a", 2, 2) == receipt[:3]
    assert (first.by, first.via, first.command_id, first.recorded_at) == (BY, Via.CLI, ONCE, NOON)


def test_the_book_is_read_on_from_any_position(book):
    book.record([entry("a", count=3)], signed())
    book.record([entry("b", count=2)], signed())
    assert [(r.stream, r.version, r.position) for r in book.read(2, 2)] == [("a", 3, 3), ("b", 1, 4)]
    assert book.read(5, 10) == []
    assert book.last_position() == 5


def test_a_stream_is_loaded_from_any_version(book):
    book.record([entry("a", count=3)], signed())
    assert [r.version for r in book.load_after("a", 1)] == [2, 3]
    assert book.load_after("a", 3) == []


def test_a_stream_goes_on_from_the_version_that_was_seen(book):
    book.record([entry("a")], signed())
    book.record([entry("a", expected=1)], signed())
    assert names(book, "a") == ["第1次", "第2次"]


@pytest.mark.parametrize("expected", [0, 2, 7])
def test_whoever_saw_another_version_is_refused_and_nothing_is_written(book, expected):
    book.record([entry("a")], signed())
    with pytest.raises(Clash):
        book.record([entry("b"), entry("a", expected=expected)], signed())
    assert positions(book) == [1]
    assert book.load("b") == []


def test_several_streams_are_recorded_as_one(book):
    receipt = book.record([entry("a"), entry("b", count=2)], signed())
    assert [(r.stream, r.position) for r in book.read(0, 9)] == [("a", 1), ("b", 2), ("b", 3)]
    assert (receipt.stream, receipt.version, receipt.position) == ("a", 1, 3)


def test_numbers_of_a_series_have_no_gaps_and_each_series_its_own(book):
    receipt = book.record([case_entry("a"), case_entry("b"), case_entry("c", "case-2027")], signed())
    assert receipt.numbers == (1, 2, 1)
    assert [book.load(s)[0].event.number for s in "abc"] == ["2026-00001", "2026-00002", "2026-00001"]
    assert book.record([case_entry("d")], signed()).numbers == (3,)


def test_a_refused_append_draws_no_number(book):
    book.record([case_entry("a")], signed())
    with pytest.raises(Clash):
        book.record([case_entry("a")], signed())
    assert book.record([case_entry("b")], signed()).numbers == (2,)


def test_a_command_that_comes_again_gets_its_first_answer_and_writes_nothing(book):
    first = book.record([case_entry("a")], signed(ONCE, b"body"))
    book.record([entry("b")], signed())
    again = book.record([case_entry("z")], signed(ONCE, b"body"))
    assert again == first._replace(repeated=True)
    assert [r.stream for r in book.read(0, 9)] == ["a", "b"]
    assert book.receipt_of(ONCE) == (b"body", again)


def test_the_same_command_id_with_another_body_is_refused(book):
    book.record([entry("a")], signed(ONCE, b"body"))
    with pytest.raises(CommandIdReused):
        book.record([entry("b")], signed(ONCE, b"another body"))
    assert positions(book) == [1]


def test_a_command_that_was_refused_may_come_again(book):
    book.record([entry("a")], signed())
    with pytest.raises(Clash):
        book.record([entry("a")], signed(ONCE))
    assert book.receipt_of(ONCE) is None
    assert book.record([entry("a", expected=1)], signed(ONCE)).version == 2


def test_what_is_claimed_is_refused_and_whose_it_is_is_told(book):
    book.record([entry("a", claim="source-12345:A-7")], signed())
    with pytest.raises(AlreadyClaimed, match="「A-7」") as refused:
        book.record([entry("b"), entry("c", claim="source-12345:A-7")], signed())
    assert (refused.value.claim, refused.value.stream) == ("source-12345:A-7", "a")
    assert positions(book) == [1]


def test_one_record_does_not_claim_the_same_twice(book):
    with pytest.raises(AlreadyClaimed) as refused:
        book.record([entry("a", claim="source-x:1"), entry("b", claim="source-x:1")], signed())
    assert refused.value.stream == "a"
    assert positions(book) == []


def test_recording_time_never_runs_against_the_order_of_positions(book):
    times = iter([NOON, NOON - timedelta(hours=1), NOON + timedelta(hours=1)])
    book.book_recorder.clock = lambda: next(times)
    for stream in "abc":
        book.record([entry(stream)], signed())
    assert [r.recorded_at for r in book.read(0, 9)] == [NOON, NOON, NOON + timedelta(hours=1)]


def test_the_librarys_own_way_in_keeps_versions_and_positions(our_book):
    stored = [our_book.codec.to_stored_event(r) for r in _recorded(our_book)]
    our_book.record([entry("other")], signed())
    assert our_book.recorder.insert_events(stored) == [2, 3]
    assert [r.version for r in our_book.load("new")] == [1, 2]
    with pytest.raises(Exception, match="过时"):
        our_book.recorder.insert_events(stored)


def _recorded(book):
    book.record([entry("new", count=2)], signed())
    found = book.load("new")
    with book.connection() as conn:
        conn.execute("ALTER TABLE aiwei_events DISABLE TRIGGER append_only")
        conn.execute("DELETE FROM aiwei_events")
    return found


def test_a_fact_of_another_kind_does_not_disturb(book):
    book.record([Entry("a", 0, [unit()]), case_entry("b")], signed())
    assert [r.event.kind for r in book.read(0, 9)] == ["unit-established", "case-registered"]
