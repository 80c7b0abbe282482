"""Who are you: login and password."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Footer, Input, Static

from aiwei.tui.client.server import Server
from aiwei.tui.client.trouble import Trouble
from aiwei.tui.signed_in import SignedIn
from aiwei.tui.widgets.trouble_line import TroubleLine
from aiwei.tui.words import read_words


class SignInScreen(Screen[SignedIn]):
    """Returns who signed in. Given ``login``, it asks that person only for the password again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "app.leave", "退出", tooltip="退出程序", id="sign-in.quit", priority=True),
    ]

    def __init__(self, server: Server) -> None:
        super().__init__(id="sign-in")
        self._server = server

    def compose(self) -> ComposeResult:
        with Vertical(id="sign-in-box"):
            yield Static("爱卫  投诉与整改跟踪", id="sign-in-title")
            yield Static(self._server.url, id="sign-in-url", markup=False)
            yield Input(placeholder="登录名", id="login", max_length=64)
            yield Input(placeholder="密码", password=True, id="password", max_length=200)
            yield TroubleLine()
            yield Static("回车到下一栏并登录", classes="hint")
        yield Footer(show_command_palette=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter moves on, and submits when both stand there."""
        login, password = self.query_one("#login", Input), self.query_one("#password", Input)
        if not login.value.strip():
            self.set_focus(login)
        elif not password.value or event.input is login:
            self.set_focus(password)
        else:
            self._sign_in(login.value.strip(), password.value)

    @work(exclusive=True)
    async def _sign_in(self, login: str, password: str) -> None:
        """A wrong password is said in place; the login stays, the password is to be typed anew."""
        said = self.query_one(TroubleLine)
        try:
            me = await self._server.sign_in(login, password)
            words = await read_words(self._server)
        except Trouble as trouble:
            said.say(trouble)
            line = self.query_one("#password", Input)
            line.focus()
            line.select_all()
            return
        self.dismiss(SignedIn(self._server, me, words))
