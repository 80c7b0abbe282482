"""One case: facts, words, story, and what this person may do now."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Static

from aiwei.tui.cells import one_line
from aiwei.tui.client.as_of import AsOf
from aiwei.tui.client.rows import Action, Actions, Detail, Done, Related
from aiwei.tui.client.trouble import Trouble
from aiwei.tui.messages import CaseChanged, LineChanged
from aiwei.tui.screens.choose_case import ChooseCaseScreen
from aiwei.tui.screens.form import FormScreen
from aiwei.tui.screens.form_task import ActTask
from aiwei.tui.screens.look_back import LookBackScreen
from aiwei.tui.screens.pages import deadlines_page, revealed_page, why_not_page
from aiwei.tui.signed_in import SignedIn
from aiwei.tui.widgets.action_list import ActionList
from aiwei.tui.widgets.facts import Facts
from aiwei.tui.widgets.live_mark import LiveMark
from aiwei.tui.widgets.past_banner import PastBanner
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
        Binding(
            "a", "actions", "办理列表", show=False, tooltip="到办理列表，↑↓ 选，回车办", id="case.actions"
        ),
        Binding("w", "why", "为何", show=False, tooltip="别人可办的，我为什么不能办", id="case.why"),
        Binding("t", "deadlines", "时限说明", tooltip="时限为什么是这一天，逐日说明", id="case.deadlines"),
        Binding("r", "related", "关联件", tooltip="打开并入、拆分等有关联的件", id="case.related"),
        Binding("v", "look_back", "回看", tooltip="看过去某一刻的样子，Esc 回到现在", id="case.look-back"),
        Binding("n", "neighbour(1)", "前后件", key_display="n/p", tooltip="清单里的下一件", id="case.next"),
        Binding("p", "neighbour(-1)", "上一件", show=False, tooltip="清单里的上一件", id="case.previous"),
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
        as_of: AsOf | None = None,
    ) -> None:
        super().__init__()
        self._signed_in = signed_in
        self._case_id = case_id
        self._neighbour = neighbour
        self._case: Detail | None = None
        self._actions: Actions | None = None
        self._position = at_least
        self._related: list[Related] = []
        self._came_as_of, self._as_of = as_of, as_of
        # held, not looked up: an answer may come when the screen is being taken away
        self._title_line = Static("正在读取…", id="case-title", classes="screen-title", markup=False)
        self._live_mark = LiveMark(live=signed_in.live)
        self._trouble_line, self._banner = TroubleLine(), PastBanner()
        self._facts, self._story, self._action_list = Facts(id="facts"), Story(id="story"), ActionList()

    def compose(self) -> ComposeResult:
        with Horizontal(id="case-head"):
            yield self._title_line
            yield self._live_mark
        yield self._banner
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
        server, asked = self._signed_in.server, (self._case_id, self._position, self._as_of)
        try:
            case, told, related, actions = await asyncio.gather(
                server.case(*asked), server.timeline(*asked), server.related(*asked), server.actions(*asked)
            )
        except Trouble as trouble:
            self._trouble_line.say(trouble, "按 F5 再试")
            return
        self._trouble_line.say(None)
        self._case, self._actions, self._related = case, actions, related
        self._title_line.update(_title(case))
        self._banner.show(self._as_of)
        self._facts.show(case, self._now(), related)
        self._story.show(told)
        self._action_list.show(actions)
        self._action_list.display = self._as_of is None  # of the past nothing can be done
        self.refresh_bindings()

    def _now(self) -> datetime:
        """The moment that is looked at."""
        return self._as_of.at if self._as_of else self._signed_in.server.now()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Keys are there for what there is."""
        if action == "related":
            return bool(self._related)
        return self._as_of is None if action in {"choose", "actions", "why"} else True

    def action_choose(self, number: int) -> None:
        self._action_list.choose(number)

    def action_actions(self) -> None:
        self._action_list.enter()

    @work(exclusive=True, group="why")
    async def action_why(self) -> None:
        if self._actions is not None:
            await self.app.push_screen_wait(why_not_page(self._actions))

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
            limits = await self._signed_in.server.deadlines(self._case_id, self._as_of)
        except Trouble as trouble:
            self._trouble_line.say(trouble)
            return
        number, words = self._case.number if self._case else "", self._signed_in.words
        await self.app.push_screen_wait(deadlines_page(number, limits, self._now(), words))

    @work(exclusive=True, group="related")
    async def action_related(self) -> None:
        """The only one at once; of several the one that is chosen."""
        several = len(self._related) > 1
        chosen = await self.app.push_screen_wait(ChooseCaseScreen(self._related)) if several else None
        case_id = chosen if several else self._related[0].case_id
        if case_id is None:
            return
        screen = CaseScreen(self._signed_in, case_id, at_least=self._position, as_of=self._as_of)
        self._position = await self.app.push_screen_wait(screen) or self._position
        await self._read()

    @work(exclusive=True, group="look-back")
    async def action_look_back(self) -> None:
        """The case as it was; nothing can be done with that."""
        signed_in = self._signed_in
        as_of = await self.app.push_screen_wait(
            LookBackScreen(signed_in.server, signed_in.words, self._as_of)
        )
        if as_of is not None:
            self._as_of = as_of
            await self._read()

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
        """From the past first to the moment that one came from."""
        if self._as_of != self._came_as_of:
            self._as_of = self._came_as_of
            self.action_reload()
        else:
            self.dismiss(self._position)

    def on_case_changed(self, event: CaseChanged) -> None:
        """Somebody else moved it on: it is shown at once."""
        if event.case_id == self._case_id and self.is_current and self._as_of is None:
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
