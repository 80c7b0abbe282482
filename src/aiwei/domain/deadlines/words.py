"""The vocabulary of limits."""

from aiwei.domain.labelled import Labelled


class LimitUnit(Labelled):
    """Always explicit: the same digit means different days in different statutes."""

    WORKING_DAY = "working_day", "个工作日"
    CALENDAR_DAY = "calendar_day", "日（自然日）"
    WORKING_HOUR = "working_hour", "工作时"
    PAUSED_HOUR = "paused_hour", "小时（非工作日不计）"
    CONTINUOUS_HOUR = "continuous_hour", "小时（连续）"

    @property
    def in_hours(self) -> bool:
        """Whether the clock runs from the moment itself; a limit in days begins with the next day."""
        return self not in {LimitUnit.WORKING_DAY, LimitUnit.CALENDAR_DAY}

    @property
    def by_calendar(self) -> bool:
        """Whether days off make a difference: where none do, no yearly notice can move the moment."""
        return self is not LimitUnit.CONTINUOUS_HOUR


class DueReason(Labelled):
    """Why a due moment is the one in force."""

    COUNTED = "counted", "按规则计算"
    EXTENDED = "extended", "延期"
    RESUMED = "resumed", "挂账恢复"
    UPSTREAM = "upstream", "上级承诺时限"
    DECIDED = "decided", "会商确定"


class DayEnds(Labelled):
    """When the last day of a limit is over (民法典 art. 203 knows both)."""

    MIDNIGHT = "midnight", "当日24时"
    OFFICE_CLOSE = "office_close", "当日下班"


class ClockStart(Labelled):
    """The fact that starts the clock of a limit."""

    RECEIVED = "received", "收到诉求"
    ACCEPTED = "accepted", "受理"
    DISPATCHED = "dispatched", "派单"
    DONE = "done", "上一步完成"
