"""On any way through its life, a case's row and its state say the same."""

from hypothesis import given, settings

from aiwei.domain.case.decide import CASE_DECIDER
from aiwei.projections.row import NEVER
from aiwei.store.codec import Codec
from tests.domain.walks import facts_of, walk, walks
from tests.projections.test_row import after
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
        assert (row.state, row.unit, row.check_passed) == (case.state, case.lead_unit, case.check_passed)
        assert (row.reworks, row.returns, row.dispatches) == (case.reworks, case.returns, case.dispatches)
        assert row.case_due_at == (case.case_due.at if case.case_due else None)
        assert row.task_due_at == (case.task_due.at if case.task_due else None)
        assert (row.closed_at is None) == (case.state not in {"closed", "declined"})
        assert (row.due_at == NEVER) == (row.due_kind == "")


@steady
@given(walks)
def test_every_fact_on_the_way_survives_the_store(way):
    codec = Codec()
    for fact in facts_of(walk(*way)):
        assert codec.to_domain_event(codec.to_stored_event(recorded(fact))).event == fact
