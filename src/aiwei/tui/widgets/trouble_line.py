"""One line that says what went wrong, and is not there when nothing did."""

from textual.widgets import Static

from aiwei.tui.client.trouble import Trouble
from aiwei.tui.widgets.prose import Folded, Paragraph


class TroubleLine(Static):
    def __init__(self) -> None:
        super().__init__(classes="trouble-line")
        self.display = False

    def say(self, trouble: Trouble | None, more: str = "") -> None:
        """Shows the trouble with what to do about it; None clears."""
        self.display = trouble is not None
        if trouble is not None:
            self.update(Folded([Paragraph(f"{trouble}{f'。{more}' if more else ''}")]))
