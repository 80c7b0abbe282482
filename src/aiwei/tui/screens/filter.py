"""Which cases to list: each condition a field."""

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from aiwei.tui.client.filters import OPEN, SCOPES, Filters
from aiwei.tui.client.rows import Choice
from aiwei.tui.forms.form_body import FormBody
from aiwei.tui.forms.schema import Field, Kind
from aiwei.tui.words import Words


class FilterScreen(ModalScreen[Filters | None]):
    """Returns the filters chosen; None when it was left. Search word and order stay as they are."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "apply", "应用", tooltip="按这些条件列出", id="filter.apply", priority=True),
        Binding("ctrl+l", "clear", "清除", tooltip="回到未办结的全部", id="filter.clear", priority=True),
        Binding("escape", "dismiss(None)", "返回", tooltip="不改筛选", id="filter.leave"),
    ]

    def __init__(self, current: Filters, words: Words) -> None:
        super().__init__(id="filter")
        self._current = current
        self._words = words

    def compose(self) -> ComposeResult:
        offers = {"village": self._words.villages(), "any_unit": self._words.units()}
        with Vertical(classes="modal-box"):
            yield Static("筛选", classes="modal-title")
            yield FormBody(_fields(self._current, self._words), offers)
            yield Button("应用", id="apply", compact=True)
            yield Static("Ctrl+S 应用   Ctrl+L 清除全部条件   Esc 返回", classes="hint")

    def on_mount(self) -> None:
        self.call_after_refresh(self.query_one(FormBody).start)

    def on_button_pressed(self) -> None:
        self.action_apply()

    def action_apply(self) -> None:
        try:
            body = self.query_one(FormBody).body()
        except ValueError:
            return
        chosen = Filters(
            scope=body.get("scope") or OPEN,
            states=tuple(body.get("states", ())),
            kind=body.get("kind"),
            category=body.get("category"),
            village=body.get("village"),
            unit=body.get("unit"),
            clock=body.get("clock"),
            supervision=body.get("supervision"),
            overdue=body.get("overdue", False),
        )
        now = self._current
        self.dismiss(replace(chosen, q=now.q, sort=now.sort, as_of=now.as_of))

    def action_clear(self) -> None:
        self.dismiss(Filters(sort=self._current.sort, as_of=self._current.as_of))


def _fields(now: Filters, words: Words) -> list[Field]:
    scopes = tuple(Choice(value=code, label=label) for code, label in SCOPES.items())
    fields = [
        Field("scope", Kind.ONE, "范围", options=scopes, default=now.scope),
        Field("overdue", Kind.FLAG, "只看逾期", default=now.overdue),
        Field("states", Kind.MANY, "状态", options=words.options("CaseState"), default=now.states),
        Field("kind", Kind.ONE, "类型", options=words.options("CaseKind"), default=now.kind),
        Field("category", Kind.ONE, "类别", options=words.options("Category"), default=now.category),
        Field("village", Kind.ONE, "村", choices="village", default=now.village),
        Field("unit", Kind.ONE, "单位", choices="any_unit", default=now.unit),
        Field(
            "supervision",
            Kind.ONE,
            "督办级别",
            options=words.options("SupervisionLevel"),
            default=now.supervision,
        ),
    ]
    clock = Field(
        "clock", Kind.ONE, "正在计时", "哪一种时限正在计时", options=words.options("Clock"), default=now.clock
    )
    return fields if now.as_of else [*fields, clock]
