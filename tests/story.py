"""What happens to a case, said once: who usually takes which step, with which words, after which others."""

from typing import Any

NAME, PHONE, ADDRESS = "甄小满", "13800001111", "假山村三组18号"
WORDS = "我叫甄小满，住假山村三组18号，电话13800001111。隔壁的垃圾堆到俺家门口了！"
#: What the town fills in when the step is taken: a case to join, a day some weeks ahead.
A_CASE, SOME_WEEKS_AHEAD = "«another open case»", "«some weeks ahead»"
#: Who usually does it, and what they say.
USUAL: dict[str, tuple[str, dict[str, Any]]] = {
    "release-excerpt": ("clerk", {"title": "门口垃圾堆放", "text": "居民反映门口垃圾堆放多日。"}),
    "request-pre-verification": ("clerk", {"question": "垃圾堆在谁家地界"}),
    "report-pre-verification": ("checker", {"result": "true", "note": "现场看过，属实"}),
    "accept": (
        "clerk",
        {"category": "exposed_waste", "area": "healthy_environment", "matter": "complaint", "village": "V04"},
    ),
    "decline": ("head", {"reason": "not_our_duty", "explanation": "请找县里", "told_how": "电话告知"}),
    "transfer-out": (
        "clerk",
        {
            "triage": "petition_matter",
            "receiver": "市信访局",
            "handed_how": "信访系统转送",
            "reference": "XF-1",
            "explanation": "属信访事项",
            "told_how": "电话告知",
        },
    ),
    "acknowledge-transfer": ("clerk", {"note": "已收到并受理"}),
    "split": (
        "clerk",
        {"title": "夜间有车倾倒", "text": "夜间有车来倾倒渣土。", "explanation": "还举报一事"},
    ),
    "link-repeat": ("clerk", {"target": A_CASE, "reason": "同一人同一事，无新情况"}),
    "merge-into": ("clerk", {"target": A_CASE, "reason": "同一堆垃圾"}),
    "unmerge": ("clerk", {"reason": "实为两处"}),
    "withdraw": ("clerk", {"explanation": "邻里自行解决", "confirmed_how": "回拨电话确认"}),
    "dispatch": (
        "clerk",
        {"lead_unit": "SB", "responsible_person": "p-zhenshizai2", "assisting_units": ["V04"]},
    ),
    "sign-for": ("liaison", {}),
    "request-return": ("liaison", {"reason": "wrong_place", "explanation": "不在本辖区，建议苗庄"}),
    "approve-return": ("head", {"opinion": "属实"}),
    "reject-return": ("head", {"opinion": "仍由你单位办理"}),
    "open-consultation": ("clerk", {"question": "两村交界由谁清运", "invited": ["SB", "MZ"]}),
    "decide-consultation": (
        "convener",
        {"decision": "designate", "minutes": "由苗庄清运", "signers": "三方到会", "lead_unit": "MZ"},
    ),
    "assign-task": ("liaison", {"assignee": "p-zhenshizai2", "note": "明早去清"}),
    "record-progress": ("liaison", {"text": "已清运一半"}),
    "record-contact": ("caller", {"remark": "已说明办理安排"}),
    "request-extension": ("liaison", {"reason": "weather", "explanation": "连日下雨"}),
    "grant-extension": ("head", {"opinion": "同意", "told_how": "电话告知"}),
    "refuse-extension": ("head", {"opinion": "抓紧办理"}),
    "request-suspension": (
        "liaison",
        {
            "reason": "engineering",
            "explanation": "待管网改造",
            "until": SOME_WEEKS_AHEAD,
            "interim_measure": "每日清扫一次",
        },
    ),
    "grant-suspension": ("leader", {"opinion": "同意", "told_how": "电话告知"}),
    "refuse-suspension": ("leader", {"opinion": "不同意"}),
    "review-suspension": ("leader", {"finding": "工程在建，措施有效"}),
    "resume": ("clerk", {"note": "管网已通"}),
    "submit-rectification": (
        "liaison",
        {"measure": "已清运", "no_photo_reason": "相机坏了", "assistance": "假山村出车一台"},
    ),
    "pass-check": ("checker", {"opinion": "已干净"}),
    "fail-check": ("checker", {"missing": "墙角还有"}),
    "record-follow-up": ("caller", {"result": "solved", "satisfaction": "satisfied"}),
    "close": ("head", {"outcome": "solved", "reply": "已清理，感谢监督"}),
    "reopen": ("clerk", {"reason": "rebound", "explanation": "又堆上了"}),
    "record-reinspection": ("checker", {"result": "kept", "note": "现场整洁"}),
    "appeal-lateness": ("liaison", {"reason": "force_majeure", "explanation": "暴雨封路三天"}),
    "review-lateness-appeal": ("reviewer", {"supports": True, "opinion": "情况属实"}),
    "urge": ("clerk", {"reason": "已近时限"}),
    "supervise": ("head", {"reason": "超期未办", "demand": "两日内整改到位"}),
    "list-for-supervision": ("convener", {"reason": "督办后仍未办", "demand": "一周内办结"}),
    "answer-supervision": ("liaison", {"reply": "已组织清运，明日完成"}),
    "correct-record": ("clerk", {"field": "site", "value": "村西头", "reason": "地点记错"}),
    "archive": ("archivist", {"retention": "10y"}),
    "reveal": ("caller", {"purpose": "follow_up"}),
}
WAY = (
    "release-excerpt",
    "accept",
    "dispatch",
    "sign-for",
    "submit-rectification",
    "pass-check",
    "record-follow-up",
    "close",
    "reopen",
)


def until(verb: str) -> tuple[str, ...]:
    """The straight way up to this step, the step included."""
    return WAY[: WAY.index(verb) + 1]


_WORKING = until("sign-for")
_RETURN_ASKED = (*until("dispatch"), "request-return")
_HALTED = (*_WORKING, "request-suspension", "grant-suspension")
_ASIDE: dict[str, tuple[str, ...]] = {
    "report-pre-verification": ("request-pre-verification",),
    "acknowledge-transfer": ("transfer-out",),
    "unmerge": ("merge-into",),
    "request-return": until("dispatch"),
    "approve-return": _RETURN_ASKED,
    "reject-return": _RETURN_ASKED,
    "open-consultation": until("accept"),
    "decide-consultation": (*until("accept"), "open-consultation"),
    **dict.fromkeys(("assign-task", "record-progress", "request-extension", "request-suspension"), _WORKING),
    **dict.fromkeys(("grant-extension", "refuse-extension"), (*_WORKING, "request-extension")),
    **dict.fromkeys(("grant-suspension", "refuse-suspension"), _HALTED[:-1]),
    **dict.fromkeys(("review-suspension", "resume"), _HALTED),
    "fail-check": until("submit-rectification"),
    **dict.fromkeys(("record-reinspection", "appeal-lateness", "archive"), until("close")),
    "review-lateness-appeal": (*until("close"), "appeal-lateness"),
    **dict.fromkeys(("urge", "supervise", "list-for-supervision"), _WORKING),
    "answer-supervision": (*_WORKING, "supervise"),
}
#: Received so long ago that the promise was broken before the work began.
LATE = {"received_at": "2026-08-03T09:00:00+08:00"}


def before(verb: str) -> tuple[str, ...]:
    """A way to where this step is open."""
    return _ASIDE.get(verb, until(verb)[:-1] if verb in WAY else ())


def begun(verb: str) -> dict[str, Any]:
    """What is particular about a case in which this step is open."""
    return LATE if "lateness" in verb else {}


def complaint(**changes: Any) -> dict[str, Any]:
    """A villager rings and leaves name, number and address; a field changed to None is left out."""
    usual = {
        "channel": "phone",
        "matter": "complaint",
        "title": "垃圾堆到家门口",
        "text": WORDS,
        "village": "V04",
        "name": NAME,
        "phone": PHONE,
        "address": ADDRESS,
    }
    return {name: value for name, value in (usual | changes).items() if value is not None}


def finding(**changes: Any) -> dict[str, Any]:
    """An inspector writes down what they saw: no person's data, so the words are the excerpt."""
    seen = {
        "case_kind": "finding",
        "channel": "inspection",
        "title": "桶满",
        "text": "桶满溢",
        "village": "V04",
    }
    return seen | {"no_photo_reason": "相机坏了"} | changes
