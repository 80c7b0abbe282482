"""The work list: what waits, sorted by its limit, alive."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widgets import Footer

from aiwei.tui.client.filters import SORTS, Filters
from aiwei.tui.client.listing import Loader
from aiwei.tui.client.trouble import Trouble
from aiwei.tui.messages import CaseChanged, LineChanged
from aiwei.tui.refresher import Refresher
from aiwei.tui.screens.case import CaseScreen
from aiwei.tui.screens.filter import FilterScreen
from aiwei.tui.screens.form_task import intake_task
from aiwei.tui.screens.intake import IntakeScreen
from aiwei.tui.screens.look_back import LookBackScreen
from aiwei.tui.screens.sort import SortScreen
from aiwei.tui.signed_in import SignedIn
from aiwei.tui.widgets.case_table import CaseTable
from aiwei.tui.widgets.list_head import ListHead
from aiwei.tui.widgets.past_banner import PastBanner
from aiwei.tui.widgets.search_line import SearchLine
from aiwei.tui.widgets.trouble_line import TroubleLine

INTAKE = "intake"
COLOURS_AGE_SECONDS = 120


class WorkListScreen(Screen[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "查找", key_display="/", tooltip="按文字或编号查找", id="list.search"),
        Binding("f", "filter", "筛选", tooltip="按状态、类型、类别、村、单位筛选", id="list.filter"),
        Binding("s", "sort", "排序", tooltip="换一种排序", id="list.sort"),
        Binding("o", "overdue", "逾期", tooltip="只看逾期，再按一次恢复", id="list.overdue"),
        Binding("v", "look_back", "回看", tooltip="看过去某一刻的清单，Esc 回到现在", id="list.look-back"),
        Binding("c", "take_in", "登记", tooltip="登记一件新的投诉或问题", id="list.take-in"),
        Binding("escape", "back", "返回", show=False, tooltip="从过去回到现在；清除查找", id="list.clear"),
        Binding("f5", "reload", "刷新", show=False, tooltip="重新读取", id="list.reload"),
        Binding(
            "question_mark,f1", "app.help", "帮助", key_display="?", tooltip="这一屏的按键", id="list.help"
        ),
        Binding("q", "app.leave", "退出", tooltip="退出程序", id="list.quit"),
    ]

    def __init__(self, signed_in: SignedIn) -> None:
        super().__init__(id="work-list")
        self._signed_in = signed_in
        self._loader = Loader(signed_in.server, Filters())
        self._refresher = Refresher(self, self._freshen)
        # held, not looked up: an answer may come when the screen is being taken away
        self._head = ListHead(signed_in.me, live=signed_in.live)
        self._banner, self._search_line, self._trouble_line = PastBanner(), SearchLine(), TroubleLine()
        self._table = CaseTable(self._now, id="cases")

    def compose(self) -> ComposeResult:
        yield self._head
        yield self._banner
        yield self._search_line
        yield self._trouble_line
        yield self._table
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self._table.focus()
        self.action_reload()
        self.set_interval(COLOURS_AGE_SECONDS, self._reload_now)

    def _now(self) -> datetime:
        """The moment that is looked at."""
        as_of = self._loader.filters.as_of
        return as_of.at if as_of else self._signed_in.server.now()

    def _reload_now(self) -> None:
        """The past does not change, and must not be pulled away under its reader."""
        if self._loader.filters.as_of is None:
            self.action_reload()

    def action_reload(self, at_least: int | None = None) -> None:
        """The list as it is now, as far as the cursor has come; the cursor stays on its case."""
        self._reload(self._loader.filters, at_least, keep=True)

    @work(exclusive=True, group="reload")
    async def _reload(self, filters: Filters, at_least: int | None = None, *, keep: bool) -> None:
        table = self._table
        current = table.current.case_id if table.current and keep else None
        try:
            loaded = await self._loader.start(filters, table.cursor if keep else 0, at_least)
        except Trouble as trouble:
            self._trouble(trouble)
            return
        self._trouble_line.say(None)
        table.says = "没有符合条件的件：按 f 改筛选，Esc 清除查找，c 登记新的"
        if not keep:
            table.cursor = 0
        table.show(loaded.items, keep=current)
        self._say_head()

    def _trouble(self, trouble: Trouble) -> None:
        self._table.says = ""
        self._table.refresh()
        self._trouble_line.say(trouble, "按 F5 再试")

    def _say_head(self) -> None:
        filters = self._loader.filters
        said = filters.said(self._signed_in.words)
        total = self._loader.total
        self._head.say(said, SORTS[filters.sort], len(self._table.rows), total)
        self._banner.show(filters.as_of)
        self.refresh_bindings()

    def on_case_table_near_end(self) -> None:
        self._more()

    @work(group="more")
    async def _more(self) -> None:
        """The next page, once at a time."""
        try:
            items = await self._loader.more()
        except Trouble as trouble:
            self._trouble(trouble)
            return
        if items:
            self._table.append(items)
            self._say_head()

    def on_case_table_opened(self, event: CaseTable.Opened) -> None:
        self._open(event.case_id)

    @work(group="open")
    async def _open(self, case_id: str) -> None:
        as_of = self._loader.filters.as_of
        screen = CaseScreen(self._signed_in, case_id, self._neighbour, as_of=as_of)
        self._after(await self.app.push_screen_wait(screen))

    def _after(self, position: int | None) -> None:
        """Back on the list: what was done is seen."""
        if position is not None:
            self.action_reload(position)

    def on_screen_resume(self) -> None:
        """What changed while something else covered the list."""
        self._refresher.resume()

    async def _neighbour(self, case_id: str, by: int) -> str | None:
        """The case beside this one; where this one has left the list, what took its place."""
        table = self._table
        here = table.index_of(case_id)
        wanted = here + by if here is not None else table.cursor + min(by, 0)
        if wanted >= len(table.rows):
            table.append(await self._loader.more())
        if not 0 <= wanted < len(table.rows):
            return None
        table.cursor = wanted
        return table.rows[wanted].case_id

    @work(group="take-in")
    async def action_take_in(self) -> None:
        """A new case, then that case: accepting it is the next step."""
        try:
            task = await intake_task(self._signed_in)
        except Trouble as trouble:
            self._trouble(trouble)
            return
        done = await self.app.push_screen_wait(IntakeScreen(task))
        if done is None:
            return
        level: SeverityLevel = "information" if task.linked else "warning"
        self.notify(task.said, severity=level, timeout=4 if task.linked else 15, markup=False)
        screen = CaseScreen(self._signed_in, done.case_id, at_least=done.position)
        self._after(await self.app.push_screen_wait(screen) or done.position)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Only who may register sees the key for it, and only in the present."""
        may = self._signed_in.me.may(INTAKE) and self._loader.filters.as_of is None
        return may if action == "take_in" else True

    def action_search(self) -> None:
        self._search_line.begin()

    def on_search_line_asked(self, event: SearchLine.Asked) -> None:
        self.set_focus(self._table)
        self._reload(replace(self._loader.filters, q=event.word), keep=not event.word)

    @work(group="choose")
    async def action_look_back(self) -> None:
        """The list as it was at a moment."""
        server, words, filters = self._signed_in.server, self._signed_in.words, self._loader.filters
        as_of = await self.app.push_screen_wait(LookBackScreen(server, words, filters.as_of))
        if as_of is not None:
            self._reload(filters.looking_back(as_of), keep=True)

    def action_back(self) -> None:
        """Out of the past first, then out of the search."""
        filters = self._loader.filters
        if filters.as_of is not None and not self._search_line.has_focus_within:
            self._reload(filters.looking_back(None), keep=True)
        else:
            self._clear_search()

    def _clear_search(self) -> None:
        self._search_line.show("")
        self.set_focus(self._table)
        if self._loader.filters.q:
            self._reload(replace(self._loader.filters, q=""), keep=True)

    def action_overdue(self) -> None:
        filters = self._loader.filters
        self._reload(replace(filters, overdue=not filters.overdue), keep=False)

    @work(group="choose")
    async def action_filter(self) -> None:
        chosen = await self.app.push_screen_wait(FilterScreen(self._loader.filters, self._signed_in.words))
        if chosen is not None:
            self._search_line.show(chosen.q)
            self._reload(chosen, keep=False)

    @work(group="choose")
    async def action_sort(self) -> None:
        sort = await self.app.push_screen_wait(SortScreen(self._loader.filters.sort))
        if sort is not None:
            self._reload(replace(self._loader.filters, sort=sort), keep=False)

    def on_case_changed(self, event: CaseChanged) -> None:
        if self._loader.filters.as_of is None:
            self._refresher.changed(event.case_id)

    async def _freshen(self, case_ids: Iterable[str]) -> None:
        """The changed rows in place at once; then the whole list, for what came, went or moved."""
        for case_id in case_ids:
            if self._table.index_of(case_id) is not None:
                self._table.change(await self._signed_in.server.item(case_id))
        self.action_reload()

    def on_line_changed(self, event: LineChanged) -> None:
        """When the line is back, what happened meanwhile is read."""
        mark = self._head.mark
        if event.live and not mark.live and self._loader.total is not None:
            self._reload_now()
        mark.live = event.live
