"""The work list's lines. Only the lines on screen are drawn, so its length costs nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from aiwei.tui.cells import fit
from aiwei.tui.client.rows import Item
from aiwei.tui.widgets.columns import GAP, Column, fitting

HEAD = 1
NEAR = 60
COLOURED = ("red", "yellow")


class CaseTable(ScrollView, can_focus=True):
    """Rows, a cursor, and a head that stays. It asks for more rows when the cursor comes near the end."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "case-table--head",
        "case-table--cursor",
        "case-table--red",
        "case-table--yellow",
        "case-table--draft",
        "case-table--dim",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "打开", tooltip="打开光标所在的件", id="table.open"),
        Binding("down,j", "move(1)", "下一行", show=False, tooltip="光标下移", id="table.down"),
        Binding("up,k", "move(-1)", "上一行", show=False, tooltip="光标上移", id="table.up"),
        Binding("pagedown,ctrl+d", "page(1)", "下页", show=False, tooltip="下移一页", id="table.pagedown"),
        Binding("pageup,ctrl+u", "page(-1)", "上页", show=False, tooltip="上移一页", id="table.pageup"),
        Binding("home,g", "to_end(False)", "开头", show=False, tooltip="到第一行", id="table.home"),
        Binding("end,G", "to_end(True)", "末尾", show=False, tooltip="到已载入的最后一行", id="table.end"),
    ]
    cursor: reactive[int] = reactive(0)

    @dataclass
    class Opened(Message):
        """The person wants to see this case."""

        case_id: str

    class NearEnd(Message):
        """There should soon be more rows."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC), *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.rows: list[Item] = []
        self.says = "正在载入…"
        self._now = now
        self._columns: list[tuple[Column, int]] = []

    @property
    def current(self) -> Item | None:
        return self.rows[self.cursor] if self.cursor < len(self.rows) else None

    def index_of(self, case_id: str) -> int | None:
        return next((n for n, item in enumerate(self.rows) if item.case_id == case_id), None)

    def show(self, rows: Sequence[Item], *, keep: str | None = None) -> None:
        """Other rows; the cursor stays on the case ``keep`` and at its height on screen. Where that case has
        gone, the cursor stays in its place.
        """
        height = self.cursor - round(self.scroll_offset.y)
        self.rows = list(rows)
        self._measure()
        found = self.index_of(keep) if keep else 0
        self.cursor = self.cursor if found is None else found
        self.scroll_to(y=self.cursor - height, animate=False, immediate=True, force=True)
        self._reveal()
        self.refresh()

    def append(self, rows: Sequence[Item]) -> None:
        self.rows.extend(rows)
        self._measure()
        self.refresh()

    def change(self, item: Item) -> None:
        """One row anew, in its place."""
        index = self.index_of(item.case_id)
        if index is not None:
            self.rows[index] = item
            self.refresh()

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, len(self.rows) - 1))

    def watch_cursor(self) -> None:
        self._reveal()
        self.refresh()
        if self.cursor >= len(self.rows) - NEAR:
            self.post_message(self.NearEnd())

    def action_move(self, by: int) -> None:
        self.cursor += by

    def action_page(self, by: int) -> None:
        self.cursor += by * max(self._height - 1, 1)

    def action_to_end(self, last: bool) -> None:  # noqa: FBT001 (an action's argument)
        self.cursor = len(self.rows) - 1 if last else 0

    def action_open(self) -> None:
        if self.current:
            self.post_message(self.Opened(self.current.case_id))

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a second on the same line opens it."""
        line = event.y - HEAD + round(self.scroll_offset.y)
        if event.y < HEAD or line >= len(self.rows):
            return
        if event.chain > 1:
            self.action_open()
        self.cursor = line

    def on_resize(self) -> None:
        self._measure()
        self._reveal()

    @property
    def _height(self) -> int:
        return max(self.scrollable_content_region.height - HEAD, 1)

    def _measure(self) -> None:
        width = self.scrollable_content_region.width
        self._columns = fitting(width)
        self.virtual_size = Size(width, len(self.rows) + HEAD)

    def _reveal(self) -> None:
        """Scrolls as little as brings the cursor into sight."""
        top = round(self.scroll_offset.y)
        wanted = max(min(top, self.cursor), self.cursor - self._height + 1)
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, immediate=True, force=True)

    def render_line(self, y: int) -> Strip:
        line = y - HEAD + round(self.scroll_offset.y)
        width = self.scrollable_content_region.width
        if y < HEAD:
            cells = [(fit(column.label, w), "head") for column, w in self._columns]
            return self._strip(cells, self.get_component_rich_style("case-table--head"), width)
        if line < len(self.rows):
            item = self.rows[line]
            under = "case-table--cursor" if line == self.cursor else ""
            style = self.get_component_rich_style(under) if under else self.rich_style
            return self._strip(self._cells(item), style, width)
        says = self.says if not self.rows and line == 1 else ""
        return self._strip([(fit(f"  {says}", width), "dim")], self.rich_style, width)

    def _cells(self, item: Item) -> list[tuple[str, str]]:
        """Each cell's text and the name of its look."""
        now = self._now()
        return [(fit(column.text(item, now), w), _look(column.key, item)) for column, w in self._columns]

    def _strip(self, cells: list[tuple[str, str]], base: Style, width: int) -> Strip:
        segments: list[Segment] = []
        for number, (text, look) in enumerate(cells):
            if number:
                segments.append(Segment(" " * GAP, base))
            own = self.get_component_rich_style(f"case-table--{look}", partial=True) if look else Style()
            segments.append(Segment(text, base + own))
        return Strip(segments).adjust_cell_length(width, base)


def _look(key: str, item: Item) -> str:
    """Colour where it says something: the limit, and words that are not released yet."""
    if key == "due" and item.colour in COLOURED:
        return item.colour
    if key == "title" and item.is_draft:
        return "draft"
    return ""
