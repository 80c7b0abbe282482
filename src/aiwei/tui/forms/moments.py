"""Times as a clerk types them, in local time."""

import re
from datetime import date, datetime

from aiwei.domain.calendar import LOCAL

FORM = "年-月-日 时:分，如 2026-11-23 09:30；只写 09:30 即今天"
TYPED = re.compile(r"(?:(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?)?[ tT]*(?:(\d{1,2})[:：](\d{2}))?")


def parse_moment(text: str, today: date) -> datetime:
    """The moment with +08:00; ValueError says in Chinese how to write it. A date alone means its start."""
    found = TYPED.fullmatch(text.strip())
    if found is None or not any(found.groups()):
        raise ValueError(f"写法：{FORM}")
    year, month, day, hour, minute = found.groups()
    try:
        return datetime(
            int(year or today.year),
            int(month or today.month),
            int(day or today.day),
            int(hour or 0),
            int(minute or 0),
            tzinfo=LOCAL,
        )
    except ValueError:
        raise ValueError("没有这个日期或时间") from None
