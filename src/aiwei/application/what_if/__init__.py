"""What if (``aiwei rules try``): the record under other rules, and the record against its own."""

from aiwei.application.what_if.comparing import WATCHED, CaseChange, Departure, Line, Standing
from aiwei.application.what_if.tables import Candidate, candidate, in_force
from aiwei.application.what_if.totals import Change, Rate, Totals, UnitTotals
from aiwei.application.what_if.trial import Check, Seen, Span, Trial

__all__ = [
    "WATCHED",
    "Candidate",
    "CaseChange",
    "Change",
    "Check",
    "Departure",
    "Line",
    "Rate",
    "Seen",
    "Span",
    "Standing",
    "Totals",
    "Trial",
    "UnitTotals",
    "candidate",
    "in_force",
]
