"""Times and limits as a clerk says them (Asia/Shanghai)."""

from datetime import datetime, timedelta

from aiwei.domain.calendar import LOCAL

HOUR = timedelta(hours=1)


def moment(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%Y-%m-%d %H:%M}"


def short_date(at: datetime, now: datetime) -> str:
    """Month and day; the year too when it is another."""
    local = at.astimezone(LOCAL)
    return f"{local:%m-%d}" if local.year == now.astimezone(LOCAL).year else f"{local:%y-%m-%d}"


def due_words(due: datetime, now: datetime) -> str:
    """How long is left, or how long overdue: by days of the wall calendar, by hours within a day."""
    days = (due.astimezone(LOCAL).date() - now.astimezone(LOCAL).date()).days
    if due < now:
        return f"逾期{-days}天" if days < 0 else f"逾期{_hours(now - due)}"
    if days:
        return f"剩{days}天"
    return f"剩{_hours(due - now)}"


def _hours(span: timedelta) -> str:
    hours = span // HOUR
    return f"{hours}小时" if hours else "不到1小时"


def due_line(due: datetime | None, now: datetime, *, provisional: bool = False) -> str:
    """“剩2天 11-25”; empty without a limit. A provisional one is marked."""
    if due is None:
        return ""
    return f"{due_words(due, now)} {short_date(due, now)}{'暂' if provisional else ''}"
