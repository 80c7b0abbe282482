"""Spans of a case in which a step was entered after one that happened later.

A village without a signal enters in the evening that it signed at ten; at noon somebody had urged it. As of
eleven, by occurrence, the case was signed for and not yet urged: a state that no prefix of the record shows.
"""

from collections.abc import Sequence
from itertools import pairwise

from aiwei.domain.case.events import QUIET
from aiwei.projections.folding import evolve, registered, row_after
from aiwei.projections.row import NEVER
from aiwei.projections.spans import Span, end, span
from aiwei.store.envelope import Recorded


def tangled_spans(history: Sequence[Recorded]) -> list[Span]:
    """All spans of the case: those by recording, held at no moment by occurrence, and the other way round."""
    return [*_by_recording(history), *_by_occurrence(history)]


def _by_recording(history: Sequence[Recorded]) -> list[Span]:
    row = registered(history[0])
    spans = [span(row)]
    for recorded in history[1:]:
        row = evolve(row, recorded)
        if not isinstance(recorded.event, QUIET):
            end(spans[-1], row)
            spans.append(span(row))
    for one in spans:
        one["occurred_at"] = one["to_occurred_at"] = NEVER
    return spans


def _by_occurrence(history: Sequence[Recorded]) -> list[Span]:
    """One for each moment at which something happened, folded from all that had happened by then."""
    began = history[0].event.occurred_at
    moments = {r.event.occurred_at for r in history if not isinstance(r.event, QUIET)}
    spans = []
    for moment, until in pairwise([*sorted(m for m in moments if m >= began), NEVER]):
        one = span(row_after([r for r in history if r.event.occurred_at <= moment]))
        one["to_position"] = one["position"]
        one["recorded_at"] = one["to_recorded_at"] = NEVER
        one["occurred_at"], one["to_occurred_at"] = moment, until
        spans.append(one)
    return spans
