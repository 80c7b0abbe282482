"""The two lines above the work list: what is shown, how much of it, who sits here, is the line up."""

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from aiwei.tui.client.rows import Me
from aiwei.tui.widgets.live_mark import LiveMark


class ListHead(Horizontal):
    def __init__(self, me: Me, *, live: bool) -> None:
        super().__init__(id="list-head")
        self._me = me
        self._said = Static(id="list-said", markup=False)
        self.mark = LiveMark(live=live)

    def compose(self) -> ComposeResult:
        yield self._said
        yield self.mark
        yield Static(who(self._me), id="list-who", markup=False)

    def say(self, filters: str, sort: str, loaded: int, total: int | None) -> None:
        count = "…" if total is None else f"{total} 件"
        part = f"（已载入 {loaded}）" if total is not None and loaded < total else ""
        said = Text.assemble((f"{filters}  ", "bold"), f"{count}{part}  ", (f"按{sort}", "dim"))
        said.no_wrap = True
        said.overflow = "ellipsis"
        self._said.update(said)


def who(me: Me) -> Text:
    """The person and the posts held."""
    posts = "、".join(post.title for post in me.posts) or "没有岗位"
    text = Text.assemble((me.name, "bold"), f" {posts}")
    text.no_wrap = True
    text.overflow = "ellipsis"
    return text
