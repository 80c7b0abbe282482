"""Reasons, results and levels that steps of a case are coded by (domain tables a and d)."""

from aiwei.domain.labelled import Labelled


class Verification(Labelled):
    """What a look before acceptance found (受理前核实)."""

    TRUE = "true", "属实"
    PARTLY_TRUE = "partly_true", "部分属实"
    UNTRUE = "untrue", "不属实"
    UNVERIFIABLE = "unverifiable", "无法核实"


class ConsultationDecision(Labelled):
    DESIGNATE = "designate", "指定承办单位"
    SUSPEND = "suspend", "挂账"
    TRANSFER_OUT = "transfer_out", "转出"


class ProgressKind(Labelled):
    PROGRESS = "progress", "办理进展"
    PRELIMINARY_OPINION = "preliminary_opinion", "初步意见"


class ContactPurpose(Labelled):
    """Why somebody spoke with the complainant besides the follow-up that precedes closure."""

    FIRST_CONTACT = "first_contact", "首次联系"
    PROGRESS = "progress", "告知进展"
    LIMIT_EXPIRED = "limit_expired", "到期说明"


class ExtensionReason(Labelled):
    WEATHER = "weather", "天气原因"
    MATERIALS = "materials", "材料或施工条件"
    COORDINATION = "coordination", "需多方协调"
    PROCEDURE = "procedure", "须经法定程序"
    OTHER = "other", "其他"


class SuspensionReason(Labelled):
    """Why a case has to wait long (domain table a)."""

    ENGINEERING = "engineering", "工程"
    SEASON = "season", "季节"
    FUNDS = "funds", "资金"
    SUPERIOR_POWER = "superior_power", "上级权限"
    LITIGATION = "litigation", "诉讼"
    OTHER = "other", "其他"


class Relation(Labelled):
    """How a complaint hangs on another case."""

    MERGED = "merged", "并案"
    REPEAT = "repeat", "重复件"


class SupervisionLevel(Labelled):
    """The ladder, lowest first."""

    NONE = "none", "无"
    URGED = "urged", "催办"
    SUPERVISED = "supervised", "督办"
    LISTED = "listed", "挂牌督办"


class ReinspectionResult(Labelled):
    KEPT = "kept", "保持"
    REBOUND = "rebound", "反弹"


class AppealReason(Labelled):
    """Why a unit holds that its lateness should not count (容错)."""

    FORCE_MAJEURE = "force_majeure", "不可抗力"
    OUTSIDE_AUTHORITY = "outside_authority", "超出本单位权限"
    MISDIRECTED = "misdirected", "派单有误耽搁"
    SYSTEM_FAULT = "system_fault", "系统或通知故障"
    OTHER = "other", "其他"


class Retention(Labelled):
    """How long the file is kept (机关文件材料归档范围)."""

    PERMANENT = "permanent", "永久"
    THIRTY_YEARS = "30y", "30年"
    TEN_YEARS = "10y", "10年"


class Correctable(Labelled):
    """What of a record a later event may correct; the old value stays visible."""

    CHANNEL = "channel", "渠道"
    AREA = "area", "领域"
    CATEGORY = "category", "问题类别"
    VILLAGE = "village", "所在村"
    SITE = "site", "具体地点"
    RECEIVED_AT = "received_at", "收到时间"
    TRIAGE = "triage", "分流"
    STATEMENT = "statement", "某一步的文字"


class Notice(Labelled):
    """What the sentinel told somebody, once a case, clock and due moment."""

    YELLOW = "yellow", "将到期提醒"
    RED = "red", "已逾期提醒"
    LISTED = "listed", "列入通报"


class Clock(Labelled):
    """Every limit that can run on a case, named by what has to be done by then."""

    ACCEPT = "accept", "受理"
    VERIFY = "verify", "核实"
    DISPATCH = "dispatch", "派单"
    SIGN_FOR = "sign_for", "签收"
    RETURN_WINDOW = "return_window", "退单"
    RETURN_DECIDE = "return_decide", "退单审核"
    CONSULT = "consult", "会商"
    PRELIMINARY = "preliminary", "初步意见"
    EXTENSION_DECIDE = "extension_decide", "延期审批"
    SUSPENSION_DECIDE = "suspension_decide", "挂账审批"
    SUPERVISION = "supervision", "督办回复"
    REVIEW = "review", "挂账复核"
    RESUME = "resume", "挂账期满"
    TASK = "task", "整改"
    CHECK = "check", "核查"
    FOLLOW_UP = "follow_up", "回访"
    CONTACT = "contact", "联系诉求人"
    REINSPECT = "reinspect", "回头看"
    APPEAL_REVIEW = "appeal_review", "申诉复核"
    RECEIPT = "receipt", "转出回执"
    CASE = "case", "办结"
