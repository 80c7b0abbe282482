"""Many at once: one wins, nobody is lost, and a reader never misses what was numbered before what it saw."""

import asyncio
from threading import Barrier, Event, Thread
from uuid import UUID

import psycopg
import pytest

from aiwei.store.append import AlreadyClaimed, BookClosed, Clash, Receipt
from aiwei.store.group_commit import MOST_TOGETHER
from tests.store.books import case_entry, entry, names, positions, signed, together

ONCE = UUID("00000000-0000-4000-8000-00000000000b")
WRITERS = 8


def all_at_once(jobs):
    """Each job begins when all are ready to."""
    ready = Barrier(len(jobs))

    def begin(job):
        ready.wait(10)
        return job()

    return together([lambda job=job: begin(job) for job in jobs], len(jobs))


def test_of_eight_writers_to_one_stream_one_wins_and_seven_hear_why(book):
    book.record([entry("a")], signed())
    answers = all_at_once([lambda: book.record([entry("a", expected=1)], signed()) for _ in range(WRITERS)])
    assert sum(isinstance(a, Clash) for a in answers) == WRITERS - 1
    assert [a.version for a in answers if isinstance(a, Receipt)] == [2]
    assert names(book, "a") == ["第1次", "第2次"]


def test_whoever_clashes_tries_again_and_nothing_is_lost(book):
    def until_done():
        while True:
            try:
                return book.record([entry("a", expected=len(book.load("a")))], signed())
            except Clash:
                continue

    all_at_once([until_done] * WRITERS)
    assert [r.version for r in book.load("a")] == list(range(1, WRITERS + 1))


def test_concurrent_registrations_have_positions_and_numbers_without_gaps(book):
    jobs = [lambda s=f"case-{n}": book.record([case_entry(s)], signed()) for n in range(60)]
    receipts = together(jobs, WRITERS)
    assert positions(book) == list(range(1, 61))
    assert sorted(r.numbers[0] for r in receipts) == list(range(1, 61))
    written = {r.stream: r.event.number for r in book.read(0, 100)}
    assert written == {r.stream: f"2026-{r.numbers[0]:05d}" for r in receipts}


def test_the_receipt_tells_the_position_that_the_event_got(book):
    receipts = together(
        [lambda s=f"s{n}": book.record([entry(s, count=3)], signed()) for n in range(20)], WRITERS
    )
    assert all(book.load(r.stream)[-1].position == r.position for r in receipts)


def test_a_reader_who_polls_while_others_write_never_misses_an_event(book):
    total, seen, stop = 200, [], Event()

    def follow():
        while len(seen) < total and not stop.is_set():
            seen.extend(r.position for r in book.read(seen[-1] if seen else 0, 50))

    reader = Thread(target=follow)
    reader.start()
    together([lambda s=f"s{n}": book.record([entry(s)], signed()) for n in range(total)], WRITERS)
    reader.join(20)
    stop.set()
    assert seen == list(range(1, total + 1))


def test_two_processes_with_a_book_each_keep_one_order(book, conninfo):
    other = type(book)(conninfo)
    books = [book, other]
    jobs = [lambda b=books[n % 2], s=f"s{n}": b.record([case_entry(s)], signed()) for n in range(40)]
    numbers = sorted(r.numbers[0] for r in together(jobs, WRITERS))
    other.close()
    assert numbers == positions(book) == list(range(1, 41))


def test_one_command_sent_eight_times_at_once_is_carried_out_once(book):
    jobs = [lambda n=n: book.record([case_entry(f"s{n}")], signed(ONCE, b"body")) for n in range(WRITERS)]
    receipts = all_at_once(jobs)
    assert {r._replace(repeated=False) for r in receipts} == {receipts[0]._replace(repeated=False)}
    assert [r.repeated for r in receipts].count(False) == 1
    assert positions(book) == [1]


def test_of_eight_who_claim_the_same_one_gets_it(book):
    jobs = [lambda n=n: book.record([entry(f"s{n}", claim="source-x:1")], signed()) for n in range(WRITERS)]
    answers = all_at_once(jobs)
    (won,) = [a for a in answers if isinstance(a, Receipt)]
    assert {a.stream for a in answers if isinstance(a, AlreadyClaimed)} == {won.stream}
    assert len(book.read(0, 9)) == 1


def test_more_may_wait_than_one_transaction_takes(our_book):
    writers = MOST_TOGETHER * 2
    answers = all_at_once([lambda s=f"s{n}": our_book.record([entry(s)], signed()) for n in range(writers)])
    assert sorted(a.position for a in answers) == list(range(1, writers + 1))


def test_whoever_no_longer_waits_for_an_answer_stops_nobody_else(our_book, conninfo):
    with psycopg.connect(conninfo) as busy:
        busy.execute("SELECT pg_advisory_xact_lock(4215, 1)")
        given_up = our_book.submit([entry("a")], signed())
        given_up.cancel()
    assert our_book.submit([entry("b")], signed()).result(20).stream == "b"
    assert names(our_book, "a") == ["第1次"]


def test_a_request_that_is_cut_off_stops_nobody_else(our_book, conninfo):
    async def cut_off():
        answer = asyncio.wrap_future(our_book.submit([entry("a")], signed()))
        answer.cancel()
        await asyncio.gather(answer, return_exceptions=True)

    with psycopg.connect(conninfo) as busy:
        busy.execute("SELECT pg_advisory_xact_lock(4215, 1)")
        asyncio.run(cut_off())
    assert our_book.submit([entry("b")], signed()).result(20).stream == "b"


def test_closing_commits_what_waits(our_book):
    waiting = [our_book.submit([entry(f"s{n}")], signed()) for n in range(MOST_TOGETHER * 3)]
    our_book.close()
    assert sorted(answer.result(0).position for answer in waiting) == list(range(1, MOST_TOGETHER * 3 + 1))


def test_a_closed_book_says_so_instead_of_waiting(our_book):
    our_book.record([entry("a")], signed())
    our_book.close()
    our_book.close()
    with pytest.raises(BookClosed):
        our_book.record([entry("b")], signed())


def test_closing_while_others_write_leaves_nobody_waiting(our_book):
    ready = Barrier(WRITERS + 1)

    def write(n):
        ready.wait(10)
        return our_book.record([entry(f"s{n}")], signed())

    def close():
        ready.wait(10)
        our_book.close()

    answers = together([close, *(lambda n=n: write(n) for n in range(WRITERS))], WRITERS + 1)[1:]
    assert {type(answer) for answer in answers} <= {Receipt, BookClosed}
