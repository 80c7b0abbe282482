"""How a moment, a time limit and a remark are said in the sentences of the timeline."""

from datetime import date, datetime, time

from aiwei.domain.calendar import LOCAL
from aiwei.domain.deadlines import Due

END_OF_DAY = time(23, 59)
OWN_END = ("！", "？", "!", "?", "……")


def day(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


def moment(at: datetime) -> str:
    """As it is said: the hour only where it is not the day's end."""
    local = at.astimezone(LOCAL)
    hour = "" if local.time() >= END_OF_DAY else f" {local:%H:%M}"
    return f"{day(local)}{hour}"


def latest(due: Due, what: str) -> str:
    """By when at the latest; a moment that waits for a year's days off is marked."""
    return f"最迟 {moment(due.at)}{'（暂定）' if due.provisional else ''} {what}"


def besides(said: str, before: str = "") -> str:
    """A remark that may be empty, as a sentence of its own."""
    return f"{before}{_whole(said)}" if said else ""


def ending(said: str) -> str:
    """What a sentence ends in, after a colon where something was said."""
    return f"：{_whole(said)}" if said else "。"


def _whole(said: str) -> str:
    """With a full stop, unless it ends in a mark of its own."""
    return said if said.endswith(OWN_END) else f"{said.rstrip('。')}。"


def told(how: str) -> str:
    """That whoever complained was told, and how."""
    return f"已告知诉求人（{how}）。" if how else ""


def named(number: str, label: str = "编号") -> str:
    return f"（{label} {number}）" if number else ""
