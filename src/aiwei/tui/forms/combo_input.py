"""The line of a combo box. Its own keys are spoken of in ``combo_box``."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input


class ComboInput(Input):
    """Hands the keys of a list to the list beside it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "下一项", show=False, tooltip="下一项", id="combo.down"),
        Binding("up", "step(-1)", "上一项", show=False, tooltip="上一项", id="combo.up"),
        Binding("enter", "take", "选定", show=False, tooltip="选定并到下一栏", id="combo.take"),
    ]

    class Stepped(Message):
        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class Taken(Message):
        """Enter."""

    class Entered(Message):
        """The focus came."""

    class Left(Message):
        """The focus went."""

    def action_step(self, by: int) -> None:
        self.post_message(self.Stepped(by))

    def action_take(self) -> None:
        self.post_message(self.Taken())

    def on_focus(self) -> None:
        self.post_message(self.Entered())

    def on_blur(self) -> None:
        self.post_message(self.Left())
