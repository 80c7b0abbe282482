"""The event loop's own way of appending: the same answers as the thread's, also when others append too."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from aiwei.store.append import AlreadyClaimed, Clash, CommandIdReused, Receipt
from tests.store.books import case_entry, entry, positions, signed

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def looped(our_book) -> AsyncIterator[object]:
    our_book.attach_loop()
    yield our_book
    await our_book.detach_loop()


async def test_appends_that_come_together_get_positions_and_numbers_without_gaps(looped):
    coming = [looped.record_soon([case_entry(f"case-{n}")], signed()) for n in range(150)]
    receipts = await asyncio.gather(*coming)
    assert sorted(r.position for r in receipts) == positions(looped) == list(range(1, 151))
    assert sorted(r.numbers[0] for r in receipts) == list(range(1, 151))


async def test_of_eight_who_write_at_the_same_version_one_wins(looped):
    coming = [looped.record_soon([entry("a")], signed()) for _ in range(8)]
    answers = await asyncio.gather(*coming, return_exceptions=True)
    assert [type(answer) for answer in answers if not isinstance(answer, Receipt)] == [Clash] * 7
    assert positions(looped) == [1]


async def test_it_goes_on_where_a_thread_appended_in_between(looped):
    for n in range(6):
        loop = await looped.record_soon([case_entry(f"case-loop-{n}")], signed())
        thread = await asyncio.to_thread(looped.record, [case_entry(f"case-thread-{n}")], signed())
        assert (loop.position, thread.position) == (2 * n + 1, 2 * n + 2)
        assert (loop.numbers, thread.numbers) == ((2 * n + 1,), (2 * n + 2,))


async def test_a_repeat_gets_the_first_answer_and_another_body_is_refused(looped):
    once = signed(uuid4(), b"body")
    first = await looped.record_soon([entry("a")], once)
    assert (await looped.record_soon([entry("a")], once))._replace(repeated=False) == first
    with pytest.raises(CommandIdReused):
        await looped.record_soon([entry("a")], signed(once.command_id, b"other"))


async def test_a_taken_claim_is_refused_and_nobody_else(looped):
    claimed = [entry(s, claim="source-x:1") for s in ("a", "b")]
    answers = await asyncio.gather(
        *(looped.record_soon([one], signed()) for one in (*claimed, entry("c"))), return_exceptions=True
    )
    assert [type(answer) for answer in answers] == [Receipt, AlreadyClaimed, Receipt]


async def test_a_caller_who_leaves_does_not_take_the_append_back(looped):
    leaving = asyncio.create_task(looped.record_soon([entry("a")], signed()))
    await asyncio.sleep(0)
    leaving.cancel()
    assert (await looped.record_soon([entry("b")], signed())).position == 2
    assert positions(looped) == [1, 2]


async def test_a_connection_that_was_cut_is_made_anew(looped):
    await looped.record_soon([entry("a")], signed())
    with looped.connection() as conn:
        conn.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    with pytest.raises(Exception, match=r"connection|terminat|closed|lost"):
        await looped.record_soon([entry("b")], signed())
    assert (await looped.record_soon([entry("c")], signed())).position == 2
