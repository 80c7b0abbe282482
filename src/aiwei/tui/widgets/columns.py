"""Which columns of the work list there are, and which of them fit."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from aiwei.tui.cells import one_line
from aiwei.tui.client.rows import Item
from aiwei.tui.said import due_line

TITLE_LEAST = 20
GAP = 1


@dataclass(frozen=True, slots=True)
class Column:
    """``width`` in cells (0: what is left); a lower ``rank`` gives way later when the terminal is narrow."""

    key: str
    label: str
    width: int
    rank: int
    text: Callable[[Item, datetime], str]


def _due(item: Item, now: datetime) -> str:
    if item.closed_at is not None:
        return ("超时不计" if item.exempt else "超时办结") if item.late else ""
    return due_line(item.due_at, now, provisional=item.provisional)


def _marks(item: Item, _: datetime) -> str:
    """The level of supervision by its first character, and how often it was extended."""
    extended = f"延{item.extensions}" if item.extensions else ""
    return f"{item.supervision_label[:1]}{extended}"


def _place(item: Item, _: datetime) -> str:
    return item.place


COLUMNS = (
    Column("number", "编号", 10, 0, lambda item, _: item.number),
    Column("due", "时限", 15, 0, _due),
    Column("state", "状态", 8, 0, lambda item, _: item.state_label),
    Column("marks", "督延", 5, 1, _marks),
    Column("title", "主题", 0, 0, lambda item, _: one_line(item.title)),
    Column("place", "村/地点", 12, 3, _place),
    Column("category", "类别", 8, 5, lambda item, _: item.category_label),
    Column("unit", "主办单位", 14, 2, lambda item, _: item.unit_name),
    Column("person", "责任人", 6, 4, lambda item, _: item.person_name),
    Column("channel", "渠道", 10, 6, lambda item, _: item.channel_label),
)


def fitting(width: int) -> list[tuple[Column, int]]:
    """The columns for a width, with their widths; the title takes what is left."""
    chosen = list(COLUMNS)
    while (left := _left(chosen, width)) < TITLE_LEAST and any(c.rank for c in chosen):
        chosen.remove(max(chosen, key=lambda c: c.rank))
    return [(column, column.width or max(left, 1)) for column in chosen]


def _left(chosen: list[Column], width: int) -> int:
    return width - sum(c.width for c in chosen) - GAP * (len(chosen) - 1)
