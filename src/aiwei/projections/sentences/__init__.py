"""Each event in a sentence of plain Chinese that a villager's relative understands; the office's own word for
a step stands in brackets.
"""

from collections.abc import Callable
from typing import Any

from aiwei.domain.register.state import Register
from aiwei.projections.sentences import ended, handled, joined, supervised, taken_in

SENTENCES: dict[type, Callable[[Any, Register], str]] = {
    **taken_in.SENTENCES,
    **joined.SENTENCES,
    **handled.SENTENCES,
    **ended.SENTENCES,
    **supervised.SENTENCES,
}


def sentence(event: Any, register: Register) -> str:
    """The event, told. Every kind has its own sentence; a test holds that."""
    return SENTENCES[type(event)](event, register)
