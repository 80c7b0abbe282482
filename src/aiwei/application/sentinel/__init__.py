"""The sentinel: what the clock, not a person, sets going. Each duty may be done twice without harm."""

from aiwei.application.sentinel.housekeeping import Housekeeping
from aiwei.application.sentinel.sentinel import Limits, Sentinel

__all__ = ["Housekeeping", "Limits", "Sentinel"]
