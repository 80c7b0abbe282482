"""Paragraphs that break as Chinese does, at whatever width they are given."""

from collections.abc import Iterable
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text
from textual.widgets import Static

from aiwei.tui.cells import fold


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``lead`` stands before the first line; the others are indented as far."""

    text: str
    style: str = ""
    lead: str = ""
    lead_style: str = ""
    indent: int = 0


class Folded:
    """A rich renderable: paragraphs, folded by cells."""

    def __init__(self, paragraphs: Iterable[Paragraph]) -> None:
        self._paragraphs = tuple(paragraphs)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for paragraph in self._paragraphs:
            room = options.max_width - paragraph.indent
            for number, line in enumerate(fold(paragraph.text, room)):
                lead = Text(paragraph.lead if number == 0 else "", paragraph.lead_style)
                lead.truncate(paragraph.indent, pad=True)
                lead.no_wrap = True
                lead.append(line, paragraph.style)
                yield lead


class Prose(Static):
    """Text of people, never read as markup."""

    def say(self, *paragraphs: Paragraph | str) -> None:
        told = (p if isinstance(p, Paragraph) else Paragraph(p) for p in paragraphs)
        self.update(Folded(told))
