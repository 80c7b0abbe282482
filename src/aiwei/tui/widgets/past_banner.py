"""One line over a screen that shows the past, so that nobody takes it for the present."""

from textual.widgets import Static

from aiwei.tui.client.as_of import AsOf


class PastBanner(Static):
    def __init__(self) -> None:
        super().__init__(classes="past-banner", markup=False)
        self.display = False

    def show(self, as_of: AsOf | None) -> None:
        """None: it is the present again."""
        self.display = as_of is not None
        if as_of is not None:
            self.update(f"{as_of.said}。Esc 回到现在")
