"""What the demo's people say: the steps that are the same whatever the case."""

from aiwei.domain.case import commands as c
from aiwei.domain.case import grounds as g
from aiwei.domain.case import words as w

PRE_VERIFY = c.RequestPreVerification(question="请先到现场看一看，所反映的是否属实、在哪个村地界。")
TRUE = c.ReportPreVerification(result=g.Verification.TRUE, note="现场看过，情况属实。")
NOT_FOUND = c.ReportPreVerification(
    result=g.Verification.UNVERIFIABLE, note="按所述地点查找两次，未见所反映的情况。"
)
WITHDRAW = c.Withdraw(explanation="邻里已自行商量解决", confirmed_how="回拨电话确认")
WITHDRAW_REAL = c.Withdraw(explanation="怕伤和气，不再投诉", confirmed_how="当面确认", open_finding=True)
SPLIT = c.Split(
    title="反映无证屠宰",
    text="反映集市西头有人凌晨无证屠宰，请依法查处。",
    explanation="同一来件既投诉油烟，又举报无证屠宰，两事分办。",
)

REQUEST_RETURN = c.RequestReturn(
    reason=w.ReturnReason.NOT_OUR_DUTY, explanation="经核对职责清单，此事项不在本单位职责范围，建议改派。"
)
APPROVE_RETURN = c.ApproveReturn(opinion="情况属实，同意退单，另行派单。")
REJECT_RETURN = c.RejectReturn(opinion="属地管理职责明确，请继续办理。")
PROGRESS = c.RecordProgress(text="已到现场查看，人员和车辆已安排，正在办理。")
PRELIMINARY = c.RecordProgress(
    progress=g.ProgressKind.PRELIMINARY_OPINION, text="已到现场，原因查明，抢修人员在途，先行送水保障。"
)
REQUEST_EXTENSION = c.RequestExtension(
    reason=g.ExtensionReason.WEATHER, explanation="连日降雨，现场无法施工。"
)
REQUEST_ANOTHER = c.RequestExtension(
    reason=g.ExtensionReason.MATERIALS, explanation="管材到货推迟，已下订单。"
)
REFUSE_EXTENSION = c.RefuseExtension(opinion="条件具备，不同意延期，请抓紧办理。")
REFUSE_SUSPENSION = c.RefuseSuspension(opinion="资金已落实，不同意挂账，请按期整改。")
REVIEW_SUSPENSION = c.ReviewSuspension(finding="工程在建，挂账原因仍在；临时措施有效。")
RESUME = c.Resume(note="条件提前具备，恢复办理。")
PASS = c.PassCheck(opinion="现场查看，问题已整改到位。")
FAIL = c.FailCheck(missing="现场仍有残留，整改不彻底，周边也应一并清理。")
UNREACHED = c.RecordFollowUp(result=w.FollowUpResult.UNREACHED)
UNSOLVED = c.RecordFollowUp(result=w.FollowUpResult.UNSOLVED, satisfaction=w.Satisfaction.DISSATISFIED)
REOPEN = c.Reopen(reason=w.ReopenReason.REBOUND, explanation="问题又出现，重新办理。")
KEPT = c.RecordReinspection(result=g.ReinspectionResult.KEPT, note="回头看：现场保持良好。")
REBOUND = c.RecordReinspection(result=g.ReinspectionResult.REBOUND, note="回头看：同一处又出现同样问题。")
APPEAL = c.AppealLateness(
    reason=g.AppealReason.FORCE_MAJEURE, explanation="暴雨封路三天，有镇应急办通知为证。"
)
APPEAL_WEAKLY = c.AppealLateness(reason=g.AppealReason.OTHER, explanation="经办人请假，耽误了几天。")
SUPPORT = c.ReviewLatenessAppeal(supports=True, opinion="查阅通知和现场记录，情况属实，可不计超时。")
OPPOSE = c.ReviewLatenessAppeal(supports=False, opinion="属本单位内部安排，不是不计超时的理由。")
URGE = c.Urge(reason="时限已过，请说明进度。")
SUPERVISE = c.Supervise(reason="催办后仍未办结", demand="两日内报送整改安排和完成时间。")
LIST_IT = c.ListForSupervision(reason="督办后仍未办结", demand="主要负责人牵头，一周内整改到位。")
ANSWER = c.AnswerSupervision(reply="主要负责人已到现场，增派人手，三日内完成。")
CORRECT_SITE = c.CorrectRecord(
    field=g.Correctable.SITE, value="村委会东侧路口", reason="登记时地点记错，现场核对后更正。"
)
ACKNOWLEDGE = c.AcknowledgeTransfer(reference="回执第 12 号", note="已收到，按程序办理。")
ARCHIVE = c.Archive(retention=g.Retention.TEN_YEARS)
UNMERGE = c.Unmerge(reason="现场核对为两处、两个原因，分开办理。")
