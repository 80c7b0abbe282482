"""The session has expired in the middle of work: only the password again, and the work goes on."""

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from aiwei.tui.client.server import Server
from aiwei.tui.client.trouble import Trouble
from aiwei.tui.widgets.trouble_line import TroubleLine


class SignInAgainScreen(ModalScreen[bool]):
    """Returns whether the person signed in again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape", "dismiss(False)", "以后再登录", tooltip="不登录，屏幕上的内容不丢", id="again.later"
        ),
    ]

    def __init__(self, server: Server, login: str) -> None:
        super().__init__(id="sign-in-again")
        self._server = server
        self._login = login

    def compose(self) -> ComposeResult:
        with Vertical(classes="modal-box"):
            yield Static("登录已过期", classes="modal-title")
            yield Static(f"请 {self._login} 重新输入密码，刚才的操作会接着做完", markup=False)
            yield Input(placeholder="密码", password=True, id="password", max_length=200)
            yield TroubleLine()
            yield Static("回车登录，Esc 以后再说（屏幕上的内容不丢）", classes="hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self._sign_in(event.value)

    @work(exclusive=True)
    async def _sign_in(self, password: str) -> None:
        try:
            await self._server.sign_in(self._login, password)
        except Trouble as trouble:
            self.query_one(TroubleLine).say(trouble)
            return
        self.dismiss(result=True)
