"""Which moment of the past to look at, and by which of an event's two times."""

from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from aiwei.domain.calendar import local_date
from aiwei.tui.client.as_of import RECORDED, AsOf
from aiwei.tui.client.rows import Choice
from aiwei.tui.client.server import Server
from aiwei.tui.forms.form_body import FormBody
from aiwei.tui.forms.schema import Field, Kind
from aiwei.tui.said import moment
from aiwei.tui.words import Words

BY_HINT = "按录入时间：当时系统里已经有的；按发生时间：当时已经发生的，含后来补录的"


class LookBackScreen(ModalScreen[AsOf | None]):
    """Returns the moment chosen; None when it was left."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "look", "回看", tooltip="看那一刻的样子", id="look-back.look", priority=True),
        Binding("escape", "dismiss(None)", "返回", tooltip="不回看", id="look-back.leave"),
    ]

    def __init__(self, server: Server, words: Words, current: AsOf | None) -> None:
        super().__init__(id="look-back")
        self._server = server
        self._current = current
        self._ways = words.options("AsOfBy")

    def compose(self) -> ComposeResult:
        with Vertical(classes="modal-box"):
            yield Static("回看过去某一刻", classes="modal-title")
            yield FormBody(_fields(self._current, self._ways), {})
            yield Button("回看", id="apply", compact=True)
            yield Static("Ctrl+S 回看   Esc 返回", classes="hint")

    def on_mount(self) -> None:
        self.call_after_refresh(self.query_one(FormBody).start)

    def on_button_pressed(self) -> None:
        self.action_look()

    def action_look(self) -> None:
        """A moment that is still to come is refused here; today's end means now, to the minute."""
        form = self.query_one(FormBody)
        try:
            body = form.body()
        except ValueError:
            return
        if "at" not in body:
            form.mark({"at": "请填一个时刻"})
            return
        asked, now = datetime.fromisoformat(body["at"]), self._server.now().replace(second=0, microsecond=0)
        if local_date(asked) == local_date(now):
            asked = min(asked, now)
        if asked > now:
            form.mark({"at": f"还没有到那一刻，现在是 {moment(now)}"})
            return
        by = body.get("by") or RECORDED
        said = next((way.label for way in self._ways if way.value == by), "")
        self.dismiss(AsOf(asked, by, said))


def _fields(current: AsOf | None, ways: tuple[Choice, ...]) -> list[Field]:
    at = current.at.isoformat() if current else None
    return [
        Field("at", Kind.MOMENT, "时刻", "只写日期即当日24时", required=True, default=at, at_end=True),
        Field(
            "by", Kind.ONE, "按什么时间", BY_HINT, options=ways, default=current.by if current else RECORDED
        ),
    ]
