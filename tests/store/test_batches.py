"""Many streams in one transaction; and one bad append among good ones refuses itself alone."""

from concurrent.futures import Future
from threading import Barrier

import pytest
from psycopg.errors import Error as DatabaseError

from aiwei.store.append import Append, Clash, Receipt, Row
from aiwei.store.group_commit import Ticket
from tests.store.books import case_entry, entry, names, positions, signed, together

TABLE = "CREATE TABLE side (word text PRIMARY KEY CHECK (word <> 'bad'))"
ADD = "INSERT INTO side SELECT * FROM unnest(%s::text[])"


@pytest.fixture
def side(book):
    """A table beside the events, whose rows commit with them."""
    with book.connection() as conn:
        conn.execute(TABLE)

    def words():
        with book.connection() as conn:
            return sorted(row["word"] for row in conn.execute("SELECT word FROM side"))

    return words


def beside(stream, word):
    return entry(stream, rows=[Row(ADD, (word,))])


def test_five_hundred_streams_are_recorded_in_one_transaction(book):
    receipt = book.record([case_entry(f"case-{n}") for n in range(500)], signed())
    assert receipt.numbers == tuple(range(1, 501))
    assert positions(book) == list(range(1, 501))
    with book.connection() as conn:
        transactions = conn.execute("SELECT count(DISTINCT xmin::text) AS n FROM aiwei_events").fetchone()
    assert transactions["n"] == 1


def test_one_stale_stream_among_five_hundred_refuses_all_of_them(book):
    book.record([entry("case-250")], signed())
    with pytest.raises(Clash):
        book.record([case_entry(f"case-{n}") for n in range(500)], signed())
    assert positions(book) == [1]


def test_rows_of_other_tables_commit_with_the_events(book, side):
    book.record([beside("a", "one"), beside("b", "two")], signed())
    assert side() == ["one", "two"]


def test_a_bad_row_takes_its_own_events_back_with_it(book, side):
    with pytest.raises(Exception, match="violates check constraint") as refused:
        book.record([beside("a", "fine"), beside("b", "bad")], signed())
    assert isinstance(refused.value.__cause__, DatabaseError)
    assert (positions(book), side()) == ([], [])


def test_after_a_bad_row_the_book_goes_on_and_its_receipts_are_true(book, side):
    with pytest.raises(Exception, match="violates check constraint"):
        book.record([beside("a", "bad")], signed())
    receipt = book.record([beside("b", "good")], signed())
    assert book.load("b")[0].position == receipt.position == book.last_position()
    assert side() == ["good"]


def test_a_bad_row_refuses_nobody_else_who_came_at_the_same_moment(book, side):
    ready = Barrier(8)

    def job(n):
        ready.wait(10)
        return book.record([beside(f"s{n}", "bad" if n == 3 else f"word {n}")], signed())

    answers = together([lambda n=n: job(n) for n in range(8)], 8)
    assert [n for n, a in enumerate(answers) if not isinstance(a, Receipt)] == [3]
    assert side() == [f"word {n}" for n in range(8) if n != 3]
    assert [names(book, f"s{n}") for n in range(8)].count([]) == 1


def _wish(book, one):
    return Append({one.stream: one.expected}, book._writer([one], signed()), rows=one.rows)


def answers(book, *wishes):
    """What each gets when all of them are committed together: a receipt or the trouble."""
    tickets = [Ticket(wish, Future()) for wish in wishes]
    book.book_recorder.commit(tickets)
    return [ticket.answer.exception() or ticket.answer.result() for ticket in tickets]


def test_in_one_batch_a_bad_row_refuses_only_its_own_append(our_book):
    with our_book.connection() as conn:
        conn.execute(TABLE)
    wishes = [_wish(our_book, beside(s, w)) for s, w in (("a", "one"), ("b", "bad"), ("c", "three"))]
    first, second, third = answers(our_book, *wishes)
    assert (first.position, third.position) == (1, 2)
    assert "violates check constraint" in str(second)


def test_in_one_batch_what_cannot_even_be_written_down_refuses_only_its_own_append(our_book):
    good, broken = answers(our_book, _wish(our_book, entry("a")), Append({"b": 0}, lambda _: [1 / 0]))
    assert (good.position, type(broken)) == (1, ZeroDivisionError)


def test_in_one_batch_each_append_is_judged_after_the_one_before_it(our_book):
    wishes = [_wish(our_book, e) for e in (entry("a"), entry("a"), entry("a", expected=1))]
    assert [type(answer) for answer in answers(our_book, *wishes)] == [Receipt, Clash, Receipt]
    assert [r.version for r in our_book.load("a")] == [1, 2]


def test_whoever_comes_last_behind_a_full_batch_still_gets_an_answer(our_book):
    recorder = our_book.book_recorder
    coming = [recorder.submit(_wish(our_book, entry(f"s{n}"))) for n in range(150)]
    assert sorted(answer.result(30).position for answer in coming) == list(range(1, 151))


def test_what_was_handed_in_before_the_book_closes_is_committed(our_book):
    coming = [our_book.book_recorder.submit(_wish(our_book, entry(f"s{n}"))) for n in range(5)]
    our_book.book_recorder.stop()
    assert [answer.result(0).position for answer in coming] == [1, 2, 3, 4, 5]
