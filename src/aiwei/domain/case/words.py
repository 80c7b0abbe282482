"""The vocabulary of a case (domain tables a, b and d)."""

from aiwei.domain.labelled import Labelled


class CaseKind(Labelled):
    GRIEVANCE = "grievance", "群众投诉"
    FINDING = "finding", "督查问题"
    SELF_CHECK = "self_check", "自查问题"
    ASSIGNED = "assigned", "上级交办"


class MatterKind(Labelled):
    """What the public asks for; the limit to handle follows from it (河南 12345 办法)."""

    INQUIRY = "inquiry", "咨询"
    HELP_REQUEST = "help_request", "求助"
    SUGGESTION = "suggestion", "建议"
    COMPLAINT = "complaint", "投诉"
    TIP_OFF = "tip_off", "举报"


class Channel(Labelled):
    PHONE = "phone", "电话"
    VISIT = "visit", "来访"
    HOTLINE = "hotline_12345", "12345热线"
    ONLINE = "online", "网络留言"
    VILLAGE_APP = "village_app", "村级应用"
    PAGE = "page", "扫码上报"
    LETTER = "letter", "来信"
    INSPECTION = "inspection", "督查检查"
    SELF_CHECK = "self_check", "自查"
    CITY_PRELIMINARY = "city_preliminary", "市级初验反馈"
    PROVINCE_FINAL = "province_final", "省级考评反馈"
    SUPERIOR = "superior", "上级交办"


class Area(Labelled):
    """The five areas of a healthy town, in the plan's order."""

    ENVIRONMENT = "healthy_environment", "健康环境"
    SOCIETY = "healthy_society", "健康社会"
    SERVICES = "healthy_services", "健康服务"
    PEOPLE = "healthy_people", "健康人群"
    CULTURE = "healthy_culture", "健康文化"


class Category(Labelled):
    """The small classes by which responsibility is suggested and figures are cut."""

    EXPOSED_WASTE = "exposed_waste", "暴露垃圾"
    RUBBLE = "rubble", "积存渣土"
    DIRTY_ROAD = "dirty_road", "道路不洁"
    CLUTTER = "clutter", "乱堆乱放"
    WATER_BODY = "water_body", "坑塘河道"
    SEWAGE = "sewage", "污水排放"
    TOILET = "toilet", "改厕公厕"
    PESTS = "pests", "病媒孳生"
    ILLEGAL_BUILDING = "illegal_building", "违法搭建"
    FACILITY = "facility", "设施破损"
    NOISE = "noise", "噪音扰民"
    AIR = "air", "烟尘异味"
    DRINKING_WATER = "drinking_water", "饮用水"
    FOOD = "food", "食品卫生"
    MEDICAL = "medical", "医疗卫生"
    HEALTH_EDUCATION = "health_education", "健康教育"
    TOBACCO = "tobacco", "控烟"
    FITNESS = "fitness", "健身活动"
    RECORDS = "records", "制度台账"
    OTHER = "other", "其他"


class Urgency(Labelled):
    CRITICAL = "critical", "特急"
    IMMEDIATE = "immediate", "立行立改"
    URGENT = "urgent", "紧急"
    NORMAL = "normal", "一般"
    LONG_TERM = "long_term", "长期"


class Triage(Labelled):
    """Which road a submission takes (domain section 3): only the first is ours to handle."""

    OURS = "ours", "本镇卫生健康投诉或线索"
    PETITION = "petition_matter", "信访事项"
    ACCUSATION = "accusation", "检举控告公职人员"
    EMERGENCY = "emergency", "紧急警情"
    OTHER_CHANNEL = "other_channel", "其他法定途径"


class CaseState(Labelled):
    """The sixteen states of table (a), in its order."""

    REGISTERED = "registered", "待受理"
    PRE_VERIFYING = "pre_verifying", "核实中"
    ACCEPTED = "accepted", "待派单"
    DISPATCHED = "dispatched", "待签收"
    RETURN_PENDING = "return_pending", "退单待审"
    IN_CONSULTATION = "in_consultation", "会商中"
    IN_PROGRESS = "in_progress", "整改中"
    SUSPENDED = "suspended", "挂账"
    AWAITING_CHECK = "awaiting_check", "待核查"
    AWAITING_FOLLOWUP = "awaiting_followup", "待回访"
    CLOSED = "closed", "已办结"
    DECLINED = "declined", "不予受理"
    TRANSFERRED_OUT = "transferred_out", "已转出"
    MERGED = "merged", "已并入"
    WITHDRAWN = "withdrawn", "已撤回"
    ARCHIVED = "archived", "已归档"


class DeclineReason(Labelled):
    """Grounds not to accept (信访工作条例 art. 19, 北京 12345 条例 art. 11, 潍坊 12345 条例 art. 19)."""

    NOT_OUR_DUTY = "not_our_duty", "不属于本镇职责"
    OTHER_LEGAL_CHANNEL = "other_legal_channel", "应走诉讼、仲裁、复议等法定途径"
    REPEAT_WITHOUT_NEW_FACTS = "repeat_without_new_facts", "重复诉求且无新事实理由"
    UNLAWFUL = "unlawful", "违反法律法规或公序良俗"
    NO_SUBSTANCE = "no_substance", "内容不清且无法联系补充"


class ReturnReason(Labelled):
    NOT_OUR_DUTY = "not_our_duty", "不属本单位职责"
    WRONG_PLACE = "wrong_place", "不在本辖区"
    BEYOND_TOWN_POWER = "beyond_town_power", "超出镇村法定权限"
    DUPLICATE = "duplicate", "与在办件重复"


class SignForManner(Labelled):
    """How a unit signed for its task; the last three are done by the office on its behalf."""

    SELF = "self", "本单位签收"
    ON_BEHALF_PHONE = "on_behalf_phone", "电话告知后代签"
    ON_BEHALF_PAPER = "on_behalf_paper", "纸质送达后代录"
    ON_BEHALF_VISIT = "on_behalf_visit", "当面送达后代录"


class CheckMethod(Labelled):
    ON_SITE = "on_site", "现场核查"
    DOCUMENTS = "documents", "资料核查"


class FollowUpResult(Labelled):
    """Reached and solved are two questions; satisfaction is a third and stands apart."""

    SOLVED = "solved", "已联系，已解决"
    UNSOLVED = "unsolved", "已联系，未解决"
    UNREACHED = "unreached", "未联系上"


class Satisfaction(Labelled):
    SATISFIED = "satisfied", "满意"
    FAIRLY = "fairly_satisfied", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"
    NOT_STATED = "not_stated", "未表态"


class Outcome(Labelled):
    SOLVED = "solved", "已解决"
    PARTLY_SOLVED = "partly_solved", "部分解决"
    EXPLAINED = "explained", "解释说明"
    UNFOUNDED = "unfounded", "不属实"


class ReopenReason(Labelled):
    REBOUND = "rebound", "问题反弹"
    NEW_FACTS = "new_facts", "有新事实"
    WRONGLY_CLOSED = "wrongly_closed", "办结不当"


class RevealPurpose(Labelled):
    CONTACT = "contact", "联系诉求人"
    FOLLOW_UP = "follow_up", "回访"
    EXCERPT = "excerpt", "核对原文制作摘录"
    REVIEW = "review", "复核监督"
