"""Every way in which a case says no, in four lines each. ``code`` is part of the contract."""

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


class WrongRoad(Refused):
    """Triage says that this submission is not ours to handle (domain section 3)."""

    code = "wrong-road"
    title = "此件不走本系统办理"


class DisciplineOnly(Refused):
    """An accusation goes to the discipline body and to nobody else (信访工作条例 art. 30)."""

    code = "discipline-only"
    title = "检举控告只能移交纪检监察"


class NotAGrievance(Refused):
    code = "not-a-grievance"
    title = "不是群众诉求"


class ConsultationNeeded(Refused):
    """Returned twice: a consultation designates who handles it, instead of ping-pong."""

    code = "consultation-needed"
    title = "已两次退单，须先会商"


class DesignatedMayNotReturn(Refused):
    """潍坊12345条例 art. 22."""

    code = "designated-may-not-return"
    title = "会商指定的承办单位不得退单"


class NotTheDesignated(Refused):
    code = "not-the-designated"
    title = "须派给会商指定的单位"


class AlreadyAsked(Refused):
    code = "already-asked"
    title = "已有一份申请待审批"


class NothingAsked(Refused):
    code = "nothing-asked"
    title = "没有待审批的申请"


class AskedTooLate(Refused):
    """An extension is asked for before the due moment."""

    code = "asked-too-late"
    title = "延期须在到期前申请"


class NoMoreExtensions(Refused):
    code = "no-more-extensions"
    title = "延期次数已用完"


class ApproverIsRequester(Refused):
    code = "approver-is-requester"
    title = "不能审批自己的申请"


class DueInThePast(Refused):
    code = "due-in-the-past"
    title = "期限已经过去"


class TooLong(Refused):
    code = "too-long"
    title = "超过最长期限"


class NothingToResume(Refused):
    code = "nothing-to-resume"
    title = "还没有到恢复的时间"


class CannotMerge(Refused):
    """Another place, another level of secrecy, or a target that is not open."""

    code = "cannot-merge"
    title = "不能并案"


class HasMembers(Refused):
    """Complaints that joined this case would lose their way to an answer."""

    code = "has-members"
    title = "此件下还有并入的诉求"


class ReplyOwed(Refused):
    """Merging never loses a reply duty."""

    code = "reply-owed"
    title = "还有诉求人没有答复"


class NoReplyDue(Refused):
    code = "no-reply-due"
    title = "现在还不到答复的时候"


class NotLate(Refused):
    code = "not-late"
    title = "此件没有逾期"


class AppealOnce(Refused):
    code = "appeal-once"
    title = "逾期申诉只有一次"


class NoAppeal(Refused):
    code = "no-appeal"
    title = "没有待复核的申诉"


class TwoReviewers(Refused):
    code = "two-reviewers"
    title = "须由两人分别复核"


class NotTheAuthor(Refused):
    code = "not-the-author"
    title = "不是您录入的"


class NothingToCorrect(Refused):
    code = "nothing-to-correct"
    title = "没有要更正的"


class SelfCheckFailed(Refused):
    """The four properties (DA/T 70-2018): what is not whole is not archived."""

    code = "self-check-failed"
    title = "归档自检没有通过"


class AlreadyTold(Refused):
    code = "already-told"
    title = "已经提醒过"


class NothingProvisional(Refused):
    code = "nothing-provisional"
    title = "没有暂定的时限"
