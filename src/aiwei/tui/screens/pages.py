"""What the reading pages say."""

from collections.abc import Sequence
from datetime import datetime

from textual.screen import Screen

from aiwei.tui.client.rows import Actions, Done, DueExplained
from aiwei.tui.said import due_words, moment
from aiwei.tui.screens.reading import ReadingScreen
from aiwei.tui.widgets.action_list import why_not
from aiwei.tui.widgets.prose import Paragraph
from aiwei.tui.words import Words

KEYS_WIDTH = 16
COLOURS = {"red": "red", "yellow": "yellow"}
NAMES = {
    "enter": "回车",
    "escape": "Esc",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "up": "↑",
    "down": "↓",
    "home": "Home",
    "end": "End",
    "f1": "F1",
    "f5": "F5",
}


def deadlines_page(number: str, limits: Sequence[DueExplained], now: datetime, words: Words) -> ReadingScreen:
    """Each limit, and line by line how it was reached; those that run first."""
    lines: list[Paragraph | str] = []
    for running, heading in ((True, "正在计时"), (False, "已不计时")):
        chosen = [limit for limit in limits if limit.running is running]
        if chosen:
            lines.append(Paragraph(heading, "reverse"))
        for limit in chosen:
            lines += [_limit(limit, now, words), *limit.lines, ""]
    return ReadingScreen(f"{number} 的时限为什么是这一天", lines or ["此件还没有时限。"])


def _limit(limit: DueExplained, now: datetime, words: Words) -> Paragraph:
    """When, how far away while it runs, and which moment it replaced."""
    due = limit.due
    said = f"{limit.name}：{moment(due.at)}{'（暂定）' if due.provisional else ''}"
    if limit.running:
        said += f"，{due_words(due.at, now)}"
    if due.was is not None:
        said += f"，原为 {moment(due.was)}（{words.label('DueReason', due.why)}）"
    return Paragraph(said, f"bold {COLOURS.get(limit.colour, '')}".strip())


def why_not_page(actions: Actions) -> ReadingScreen:
    """What others may do, and what it takes."""
    return ReadingScreen(
        "现在别人可办的，和我不能办的原因",
        [why_not(one) for one in actions.not_yours] or ["没有：现在能办的都列在办理列表里。"],
    )


def revealed_page(done: Done) -> ReadingScreen:
    """Who complained and in which words. It is kept nowhere: closing the page is the end of it."""
    lines: list[Paragraph | str] = []
    if done.contact is not None:
        contact = (("姓名", done.contact.name), ("电话", done.contact.phone), ("住址", done.contact.address))
        lines += [
            Paragraph(text or "（未留）", lead=label, lead_style="dim", indent=8) for label, text in contact
        ]
    if done.original is not None:
        extra = (f"{name}：{text}" for name, text in done.original.extra.items())
        lines += ["", Paragraph(done.original.title, "bold"), done.original.text, *extra]
    return ReadingScreen(f"{done.number} 的诉求人和原文（此次查看已记录）", lines)


def help_page(screen: Screen[object]) -> ReadingScreen:
    """The keys that work on a screen, made from its bindings."""
    keys: dict[str, list[str]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.tooltip and active.enabled:
            names = keys.setdefault(binding.tooltip, [])
            name = binding.key_display or key_name(binding.key)
            names.extend([] if name in names else [name])
    lines = [
        Paragraph(tooltip, lead=" ".join(names), lead_style="bold cyan", indent=KEYS_WIDTH)
        for tooltip, names in keys.items()
    ]
    return ReadingScreen("这一屏的按键", lines)


def key_name(key: str) -> str:
    """``ctrl+s`` as a person reads it on the keyboard."""
    return "+".join(NAMES.get(part, part.title() if len(part) > 1 else part) for part in key.split("+"))
