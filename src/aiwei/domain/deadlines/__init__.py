"""Limits as data, and the moments that they lead to (domain section 5 and table b)."""

from aiwei.domain.deadlines.colours import Colour, colour, colour_of
from aiwei.domain.deadlines.counted import due
from aiwei.domain.deadlines.explaining import explain
from aiwei.domain.deadlines.moment import Due
from aiwei.domain.deadlines.rule import Handles, Rule, Warnings
from aiwei.domain.deadlines.rules import Rules, UnknownRule
from aiwei.domain.deadlines.terms import Terms
from aiwei.domain.deadlines.words import ClockStart, DayEnds, DueReason, LimitUnit

__all__ = [
    "ClockStart",
    "Colour",
    "DayEnds",
    "Due",
    "DueReason",
    "Handles",
    "LimitUnit",
    "Rule",
    "Rules",
    "Terms",
    "UnknownRule",
    "Warnings",
    "colour",
    "colour_of",
    "due",
    "explain",
]
