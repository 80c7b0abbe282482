"""Whether what is on screen follows the server at this moment, in a word and a colour."""

from textual.reactive import reactive
from textual.widgets import Static


class LiveMark(Static):
    live: reactive[bool] = reactive(False)  # noqa: FBT003 (textual's own form)

    def __init__(self, *, live: bool) -> None:
        super().__init__(id="live-mark")
        self.set_reactive(LiveMark.live, live)

    def on_mount(self) -> None:
        self.watch_live(self.live)

    def watch_live(self, live: bool) -> None:  # noqa: FBT001 (textual's own form)
        self.update("● 实时" if live else "○ 断线重连中")
        self.set_class(not live, "-down")
