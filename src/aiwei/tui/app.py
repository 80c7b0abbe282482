"""The terminal UI, put together: log-in, work list, and the stream that keeps both alive."""

import asyncio
from typing import ClassVar

from textual import work
from textual.app import App
from textual.binding import Binding, BindingType

from aiwei.tui.client.following import Changed, Follow, follow
from aiwei.tui.client.server import Server
from aiwei.tui.messages import CaseChanged, LineChanged
from aiwei.tui.screens.ask import AskScreen
from aiwei.tui.screens.form import FormScreen
from aiwei.tui.screens.pages import help_page
from aiwei.tui.screens.sign_in import SignInScreen
from aiwei.tui.screens.sign_in_again import SignInAgainScreen
from aiwei.tui.screens.work_list import WorkListScreen
from aiwei.tui.signed_in import SignedIn


class AiweiApp(App[None]):
    """``following`` brings the news of changed cases; who is ``signed_in`` already is not asked."""

    TITLE = "爱卫"
    CSS_PATH = "aiwei.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", "退出", show=False, tooltip="退出程序", id="app.quit", priority=True),
        Binding("f1", "help", "帮助", show=False, tooltip="这一屏的按键", id="app.help"),
    ]

    def __init__(self, server: Server, following: Follow = follow, signed_in: SignedIn | None = None) -> None:
        super().__init__()
        self.animation_level = "none"  # over ssh a movement is only late
        self._server = server
        self._following = following
        self._signed_in = signed_in

    def on_mount(self) -> None:
        self._run()

    @work(group="main")
    async def _run(self) -> None:
        """Log-in, then the work list until the end."""
        if self._signed_in is None:
            self._signed_in = await self.push_screen_wait(SignInScreen(self._server))
        signed_in = self._signed_in
        self._server.sign_in_again = self._sign_in_again
        self._follow(signed_in)
        await self.push_screen(WorkListScreen(signed_in))

    @work(group="follow")
    async def _follow(self, signed_in: SignedIn) -> None:
        """Hands the news to every screen there is."""
        async for news in self._following(self._server):
            if isinstance(news, Changed):
                for screen in self.screen_stack:
                    screen.post_message(CaseChanged(news.case_id, news.position))
            else:
                signed_in.live = news.live
                for screen in self.screen_stack:
                    screen.post_message(LineChanged(news.live))

    async def _sign_in_again(self) -> bool:
        """Asks over whatever is on screen; the call that waits goes on afterwards."""
        if self._signed_in is None:
            return False
        answered: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        screen = SignInAgainScreen(self._server, self._signed_in.me.login)
        await self.push_screen(screen, callback=lambda answer: answered.set_result(bool(answer)))
        return await answered

    @work(group="help")
    async def action_help(self) -> None:
        await self.push_screen_wait(help_page(self.screen))

    @work(exclusive=True, group="leave")
    async def action_leave(self) -> None:
        """A form with words in it asks first."""
        forms = [screen for screen in self.screen_stack if isinstance(screen, FormScreen)]
        question = "填过的内容还没有提交，要丢掉并退出吗？"
        if any(form.touched for form in forms) and not await self.push_screen_wait(AskScreen(question)):
            return
        self.exit()

    async def on_unmount(self) -> None:
        await self._server.close()
