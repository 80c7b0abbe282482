"""One case: facts, words, story, and what this person may do now."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Static

from aiwei.tui.cells import one_line
from aiwei.tui.client.rows import Action, Actions, Detail, Done
from aiwei.tui.client.trouble import Trouble
from aiwei.tui.messages import CaseChanged, LineChanged
from aiwei.tui.screens.form import FormScreen
from aiwei.tui.screens.form_task import ActTask
from aiwei.tui.screens.pages import deadlines_page, revealed_page
from aiwei.tui.signed_in import SignedIn
from aiwei.tui.widgets.action_list import ActionList
from aiwei.tui.widgets.facts import Facts
from aiwei.tui.widgets.live_mark import LiveMark
from aiwei.tui.widgets.story import Story
from aiwei.tui.widgets.trouble_line import TroubleLine

Neighbour = Callable[[str, int], Awaitable[str | None]]
DIGITS = [
    Binding(str(n), f"choose({n})", "办理", key_display="1-9", show=n == 1, tooltip="办理所列第几项",
            id=f"case.act-{n}")
    for n in range(1, 10)
]  # fmt: skip


class CaseScreen(Screen[int | None]):
    """Returns the position of the last thing done here, None when nothing was. ``neighbour`` finds the next
    case (1) or the one before (-1) in the list below, and moves its cursor there.
    """

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 (textual types it so)
        (0, "-narrow"),
        (100, "-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "返回", tooltip="回到工作清单", id="case.leave"),
        *DIGITS,
        Binding("t", "deadlines", "时限说明", tooltip="时限为什么是这一天，逐日说明", id="case.deadlines"),
        Binding("n", "neighbour(1)", "下一件", tooltip="清单里的下一件", id="case.next"),
        Binding("p", "neighbour(-1)", "上一件", tooltip="清单里的上一件", id="case.previous"),
        Binding("f5", "reload", "刷新", show=False, tooltip="重新读取", id="case.reload"),
        Binding(
            "question_mark,f1", "app.help", "帮助", key_display="?", tooltip="这一屏的按键", id="case.help"
        ),
        Binding("q", "app.leave", "退出", tooltip="退出程序", id="case.quit"),
    ]

    def __init__(
        self,
        signed_in: SignedIn,
        case_id: str,
        neighbour: Neighbour | None = None,
        at_least: int | None = None,
    ) -> None:
        super().__init__(id="case")
        self._signed_in = signed_in
        self._case_id = case_id
        self._neighbour = neighbour
        self._case: Detail | None = None
        self._actions: Actions | None = None
        self._position = at_least
        # held, not looked up: an answer may come when the screen is being taken away
        self._title_line = Static("正在读取…", id="case-title", classes="screen-title", markup=False)
        self._live_mark = LiveMark(live=signed_in.live)
        self._trouble_line = TroubleLine()
        self._facts, self._story, self._action_list = Facts(id="facts"), Story(id="story"), ActionList()

    def compose(self) -> ComposeResult:
        with Horizontal(id="case-head"):
            yield self._title_line
            yield self._live_mark
        yield self._trouble_line
        with Horizontal(id="case-body"):
            with VerticalScroll(id="case-page"):
                yield self._facts
                yield Static("办理经过", classes="heading")
                yield self._story
            yield self._action_list
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one("#case-page").focus()
        self.action_reload()

    @work(exclusive=True, group="case")
    async def action_reload(self) -> None:
        await self._read()

    async def _read(self) -> None:
        """All there is to know, at once; what was shown stays when it cannot be had."""
        server, asked = self._signed_in.server, (self._case_id, self._position)
        try:
            case, told, actions = await asyncio.gather(
                server.case(*asked), server.timeline(*asked), server.actions(*asked)
            )
        except Trouble as trouble:
            self._trouble_line.say(trouble, "按 F5 再试")
            return
        self._trouble_line.say(None)
        self._case, self._actions = case, actions
        self._title_line.update(_title(case))
        self._facts.show(case, server.now())
        self._story.show(told)
        self._action_list.show(actions)

    def action_choose(self, number: int) -> None:
        self._action_list.choose(number)

    def on_action_list_chosen(self, event: ActionList.Chosen) -> None:
        self._take(event.action)

    @work(exclusive=True, group="take")
    async def _take(self, action: Action) -> None:
        """The form, then the case as it is after it."""
        if self._case is None or self._actions is None:
            return
        task = ActTask(self._signed_in.server, self._case, self._actions, action)
        done: Done | None = await self.app.push_screen_wait(FormScreen(task))
        if done is None:
            await self._read()
            return
        self._position = done.position
        self.notify(f"已办：{action.label}", timeout=3, markup=False)
        if done.contact is not None or done.original is not None:
            await self.app.push_screen_wait(revealed_page(done))
        await self._read()

    @work(exclusive=True, group="deadlines")
    async def action_deadlines(self) -> None:
        try:
            limits = await self._signed_in.server.deadlines(self._case_id)
        except Trouble as trouble:
            self._trouble_line.say(trouble)
            return
        await self.app.push_screen_wait(deadlines_page(self._case.number if self._case else "", limits))

    @work(exclusive=True, group="case")
    async def action_neighbour(self, by: int) -> None:
        """Another case of the list; at its end nothing moves."""
        found = await self._neighbour(self._case_id, by) if self._neighbour else None
        if found is None:
            self.notify("没有了" if self._neighbour else "不是从清单打开的", timeout=2)
            return
        self._case_id = found
        await self._read()
        self.query_one("#case-page").scroll_home(animate=False)

    def action_leave(self) -> None:
        self.dismiss(self._position)

    def on_case_changed(self, event: CaseChanged) -> None:
        """Somebody else moved it on: it is shown at once."""
        if event.case_id == self._case_id and self.is_current:
            self.action_reload()

    def on_line_changed(self, event: LineChanged) -> None:
        self._live_mark.live = event.live


def _title(case: Detail) -> Text:
    colour = {"red": "bold white on red", "yellow": "black on yellow"}.get(case.colour, "reverse")
    state = (f" {case.state_label} ", colour)
    title = Text.assemble((case.number, "bold"), " ", state, " ", one_line(case.title))
    title.no_wrap = True
    title.overflow = "ellipsis"
    return title
