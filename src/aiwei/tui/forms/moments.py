"""Times as a clerk types them, in local time."""

import re
from datetime import date, datetime

from aiwei.domain.calendar import LOCAL, end_of

FORM = "年-月-日 时:分，如 2026-11-23 09:30；只写 09:30 即今天"
DAY_FORM = "年-月-日，如 2026-11-23；只写 11-23 即今年"
TYPED = re.compile(r"(?:(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?)?[ tT]*(?:(\d{1,2})[:：](\d{2}))?")


def parse_moment(text: str, today: date, *, at_end: bool = False) -> datetime:
    """The moment with +08:00; ValueError says in Chinese how to write it. A date alone means its start, or
    with ``at_end`` its end.
    """
    found = TYPED.fullmatch(text.strip())
    if found is None or not any(found.groups()):
        raise ValueError(f"写法：{FORM}")
    year, month, day, hour, minute = found.groups()
    if at_end and hour is None:
        return end_of(parse_day(text, today))
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


def parse_day(text: str, today: date) -> date:
    """The day; ValueError says in Chinese how to write it."""
    found = TYPED.fullmatch(text.strip())
    if found is None or found[3] is None or found[4] is not None:
        raise ValueError(f"写法：{DAY_FORM}")
    year, month, day, *_ = found.groups()
    try:
        return date(int(year or today.year), int(month), int(day))
    except ValueError:
        raise ValueError("没有这个日期") from None
