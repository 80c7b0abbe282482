"""Every way in which a case says no. ``code`` is part of the contract."""

from aiwei.domain.decider import Refused


class NotOpenNow(Refused):
    """The command is not open in this state."""

    code = "not-open-now"
    title = "现在不能办这一步"


class NotYourDuty(Refused):
    """None of the actor's posts has the capability, or none in the unit concerned."""

    code = "not-your-duty"
    title = "您的岗位没有这项权限"


class HandlerMayNotCheck(Refused):
    """The unit that rectifies never checks and never closes; all posts of a person are tested."""

    code = "handler-may-not-check"
    title = "承办单位的人员不能核查、回访或办结"


class UnknownPlace(Refused):
    code = "unknown-place"
    title = "登记册里没有这个单位或村"


class NotAPostHolder(Refused):
    code = "not-a-post-holder"
    title = "责任人当日不在该单位任职"


class ExcerptNotReleased(Refused):
    code = "excerpt-not-released"
    title = "摘录尚未确认"


class ExcerptLeaks(Refused):
    """A text that leaves the office would give the complainant away (domain section 6)."""

    code = "excerpt-leaks"
    title = "文字里有诉求人的信息"


class AccusedWouldReceive(Refused):
    """A person accused never receives, through any of their posts, the case about them."""

    code = "accused-would-receive"
    title = "被反映的单位或个人不能承办此件"


class LeadIsAssisting(Refused):
    code = "lead-is-assisting"
    title = "主办单位不能同时是协办单位"


class ReturnTooLate(Refused):
    code = "return-too-late"
    title = "已过退单时限"


class ReturnAfterWork(Refused):
    code = "return-after-work"
    title = "已提交过整改，不能退单"


class SecondReturnNeedsAnother(Refused):
    code = "second-return-needs-another"
    title = "第二次退单须由另一人审核"


class SomethingMissing(Refused):
    code = "something-missing"
    title = "还缺内容"


class WrongTime(Refused):
    code = "wrong-time"
    title = "时间不对"


class CheckNotPassed(Refused):
    code = "check-not-passed"
    title = "还没有核查通过"


class FollowUpNotDone(Refused):
    code = "follow-up-not-done"
    title = "回访还没有完成"


class ReopenTooLate(Refused):
    code = "reopen-too-late"
    title = "已过重开期限"


class NoPersonalData(Refused):
    code = "no-personal-data"
    title = "没有诉求人信息"
