"""A form for one command. Nothing typed is ever lost to a refusal, a clash or a broken line."""

from functools import partial
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Button, Footer, Static

from aiwei.tui.client.rows import Done
from aiwei.tui.client.trouble import LineDown, Problem, Trouble
from aiwei.tui.forms.form_body import FormBody
from aiwei.tui.forms.form_field import FormField
from aiwei.tui.screens.ask import AskScreen
from aiwei.tui.screens.form_task import FormTask
from aiwei.tui.widgets.prose import Prose
from aiwei.tui.widgets.trouble_line import TroubleLine

SEND = "提交（Ctrl+S）"
CASE, PAUSE = "case", 0.3
STALE = "您填的内容都在：按 Ctrl+R 取最新版本，再按 Ctrl+S 提交"
INVALID, BESIDE = "invalid", "请看各栏下面的说明"
LOST = "您填的内容都在：按 Ctrl+S 再次提交，不会重复办理"


class FormScreen(Screen[Done | None]):
    """Returns the server's answer; None when it was left."""

    AUTO_FOCUS = ""  # the form itself says where to begin
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 (textual types it so)
        (0, "-low"),
        (32, "-high"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "send", "提交", tooltip="提交", id="form.send", priority=True),
        Binding("ctrl+r", "renew", "取最新版本", tooltip="取最新版本，已填的不变", id="form.renew"),
        Binding("escape", "leave", "返回", tooltip="返回；填过的内容会先问一声", id="form.leave"),
    ]

    def __init__(self, task: FormTask) -> None:
        super().__init__(id="form")
        self._form_task = task
        self._sending = False
        self._typing: FormField.Asked | None = None
        # held, not looked up: an answer may come when the screen is being taken away
        self._button = Button(SEND, id="send", compact=True)
        self._trouble_line = TroubleLine()
        self._body = FormBody(task.fields, task.offers, task.main)

    def compose(self) -> ComposeResult:
        yield Static(self._form_task.title, classes="screen-title", markup=False)
        yield self._trouble_line
        yield Prose(id="form-about")
        yield self._body
        yield self._button
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        about = self.query_one("#form-about", Prose)
        about.display = bool(self._form_task.about)
        about.say(self._form_task.about)
        self.call_after_refresh(self._body.start)

    @property
    def touched(self) -> bool:
        return self._body.touched

    def on_button_pressed(self) -> None:
        self.action_send()

    def action_send(self) -> None:
        """Once at a time: a second press while the first is under way does nothing."""
        if self._sending:
            return
        body = self.filled()
        if body is not None:
            self._sending = True
            self._send(body)

    def filled(self) -> dict[str, object] | None:
        """What is filled in, to be sent; None, said, where a field cannot be read."""
        try:
            return self._body.body()
        except ValueError as error:
            self._trouble_line.say(Trouble("有的栏填得不对", str(error)))
            return None

    @work(group="send")
    async def _send(self, body: dict[str, object]) -> None:
        self._button.label = "正在提交…"
        try:
            done = await self._form_task.send(body)
        except Trouble as trouble:
            self._refused(trouble)
        else:
            self.dismiss(done)
        finally:
            self._sending = False
            self._button.label = SEND

    def _refused(self, trouble: Trouble) -> None:
        """What the server said on top, and beside the fields that it names."""
        more = LOST if isinstance(trouble, LineDown) else ""
        if isinstance(trouble, Problem):
            homeless = self._body.mark(trouble.fields)
            more = STALE if trouble.stale else ""
            if trouble.code == INVALID:
                trouble = Trouble(trouble.title, "；".join(homeless) or BESIDE)
        self._trouble_line.say(trouble, more)

    def on_form_field_asked(self, event: FormField.Asked) -> None:
        """Cases are looked up when the typing pauses; other offers are complete."""
        if event.field.choices == CASE:
            self._typing = event
            self.set_timer(PAUSE, partial(self._search, event))

    @work(exclusive=True, group="search")
    async def _search(self, asked: FormField.Asked) -> None:
        """No answer is no harm: what was offered from the first can still be taken."""
        if asked is not self._typing:
            return
        try:
            found = await self._form_task.search(asked.word)
        except Trouble:
            return
        asked.box.found(asked.word, found)

    @work(exclusive=True, group="renew")
    async def action_renew(self) -> None:
        try:
            said = await self._form_task.renew()
        except Trouble as trouble:
            self._trouble_line.say(trouble)
            return
        if said is not None:
            self._trouble_line.say(Trouble(said, ""))

    @work(exclusive=True, group="leave")
    async def action_leave(self) -> None:
        if not self.touched or await self.app.push_screen_wait(AskScreen("填过的内容还没有提交，要丢掉吗？")):
            self.dismiss(None)
