"""What of a half-filled form is asked about, and what a proposal looks like: pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rich.text import Text

from aiwei.tui.cells import one_line
from aiwei.tui.client.rows import Similar
from aiwei.tui.said import due_line

WORDS_LEAST = 2
PARTS = ("title", "text", "village", "site", "category", "received_at")


def told_of(filled: Mapping[str, Any]) -> dict[str, Any]:
    """The body of the question; empty while too little is filled in to ask. Nobody's name goes along."""
    text = "\n".join(str(filled[name]) for name in ("title", "text") if filled.get(name))
    place_and_kind = filled.get("village") and filled.get("category")
    if len(text.strip()) < WORDS_LEAST and not place_and_kind:
        return {}
    others = {name: filled[name] for name in PARTS[2:] if filled.get(name)}
    return {"text": text} | others


def proposal(like: Similar, now: datetime, *, wide: bool) -> Text:
    """Number, state, place and title; then why, who has it and until when: below, or beside where there is
    room.
    """
    place = one_line(like.place)
    head = Text.assemble((like.number, "bold"), f" {like.state_label} {place}{' ' if place else ''}")
    head.append(one_line(like.title))
    with_whom = " ".join(filter(None, (like.unit_name, due_line(like.due_at, now))))
    reasons = "；".join(filter(None, ("、".join(like.why), with_whom)))
    return Text.assemble(head, "  " if wide else "\n  ", (one_line(reasons), "dim"))
