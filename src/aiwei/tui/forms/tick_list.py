"""Several of many. A tick stands only where something is ticked, so that it reads without colour too."""

from rich.segment import Segment
from textual.strip import Strip
from textual.widgets import SelectionList
from textual.widgets.selection_list import Selection

from aiwei.tui.client.rows import Choice

TICKED, NOT_TICKED = "✓", " "
MARK = 1  # of the segments of a line: left edge, mark, right edge, …


class TickList(SelectionList[str]):
    def __init__(self, options: tuple[Choice, ...], ticked: frozenset[str]) -> None:
        super().__init__(
            *(Selection(plain(c.label), c.value, c.value in ticked) for c in options), compact=True
        )

    def render_line(self, y: int) -> Strip:
        segments = list(super().render_line(y))
        style = segments[MARK].style if len(segments) > MARK else None
        index = style.meta.get("option") if style else None
        if index is not None:
            ticked = self.get_option_at_index(index).value in self.selected
            segments[MARK] = Segment(TICKED if ticked else NOT_TICKED, style)
        return Strip(segments)


def plain(label: str) -> str:
    """A label is never markup."""
    return label.replace("[", "\\[")
