"""On any way through its life, a row says what the decision sees, and its snapshot is the row again."""

from hypothesis import given, settings

from aiwei.domain.case import clocks
from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.projections import snapshot
from aiwei.projections.cases import columns
from aiwei.projections.row import AFTER_ALL, ENDED, NEVER
from aiwei.store.codec import Codec
from tests.domain.walks import facts_of, walk, walks
from tests.projections.folded import after
from tests.store.specimens import recorded

steady = settings(max_examples=100, derandomize=True, deadline=None, database=None)


@steady
@given(walks)
def test_the_row_shows_what_the_decision_sees(way):
    facts = facts_of(walk(*way))
    row = None
    for number, fact in enumerate(facts, start=1):
        row = after([fact], row)
        case = CASE_DECIDER.fold(facts[:number])
        shown = columns(row)
        assert row.case == case
        assert (shown["state"], shown["unit"], shown["supervision"]) == (
            case.state,
            case.lead_unit,
            case.supervision,
        )
        ended = case.state in ENDED and not case.reply_due
        assert (shown["closed_at"] is not None, shown["due_at"] == AFTER_ALL) == (ended, ended)
        first = clocks.first(case.state, case.dues)
        assert ended or shown["due_at"] == (first[1].at if first else NEVER)
        assert (shown["late"] is True) == case.late


@steady
@given(walks)
def test_a_snapshot_is_read_as_it_was_written(way):
    row = after(facts_of(walk(*way)))
    kept = snapshot.written(row)
    again = snapshot.read(kept)
    assert again == row
    assert snapshot.written(again) == kept


@steady
@given(walks)
def test_every_fact_on_the_way_survives_the_store(way):
    codec = Codec()
    for fact in facts_of(walk(*way)):
        assert codec.to_domain_event(codec.to_stored_event(recorded(fact))).event == fact
