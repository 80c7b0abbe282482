"""How a moment, a unit and a remark are said in the sentences of the timeline."""

from aiwei.domain.calendar import LOCAL
from aiwei.domain.deadlines import Due


def moment(due: Due) -> str:
    """A due moment as a clerk says it; a provisional one is marked."""
    return f"{due.at.astimezone(LOCAL):%Y年%m月%d日 %H:%M}{'（暂定）' if due.provisional else ''}"


def besides(said: str, before: str = "") -> str:
    """A remark that may be empty, as a sentence of its own."""
    return f"{before}{said.rstrip('。')}。" if said else ""
