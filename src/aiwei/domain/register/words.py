"""The vocabulary of the responsibility register."""

from aiwei.domain.labelled import Labelled


class UnitKind(Labelled):
    TOWN = "town", "镇"
    LEADING_GROUP = "leading_group", "领导小组"
    PHC_OFFICE = "phc_office", "爱卫办"
    LEADING_GROUP_OFFICE = "leading_group_office", "领导小组办公室"
    DEPARTMENT = "department", "内设机构"
    STATION = "station", "站所"
    MANAGEMENT_AREA = "management_area", "服务中心"
    VILLAGE = "village", "行政村"
    ENTERPRISE = "enterprise", "外部单位"
    DISCIPLINE = "discipline", "纪检监察"


class Capability(Labelled):
    """What a post may do. A capability belongs to a post, never to a person."""

    INTAKE = "intake", "登记"
    ACCEPT = "accept", "受理"
    DISPATCH = "dispatch", "派单"
    DECIDE_RETURN = "decide_return", "审核退单"
    RECTIFY = "rectify", "签收和整改"
    CHECK = "check", "核查"
    FOLLOW_UP = "follow_up", "回访"
    CLOSE = "close", "办结"
    REVEAL = "reveal", "查看诉求人信息"
    EXTEND = "extend", "审批延期"
    SUPERVISE = "supervise", "督办"
    LEAD = "lead", "分管领导审批"
    CONVENE = "convene", "召集会商、挂牌督办"
    REVIEW = "review", "复核监督"
    ARCHIVE = "archive", "归档"
    ADMINISTER = "administer", "系统管理"
