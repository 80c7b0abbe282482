"""What happens to a case, said once: who usually takes which step, with which words, after which others."""

from typing import Any

NAME, PHONE, ADDRESS = "甄小满", "13800001111", "假山村三组18号"
WORDS = "我叫甄小满，住假山村三组18号，电话13800001111。隔壁的垃圾堆到俺家门口了！"
#: Who usually does it, and what they say.
USUAL: dict[str, tuple[str, dict[str, Any]]] = {
    "release-excerpt": ("clerk", {"title": "门口垃圾堆放", "text": "居民反映门口垃圾堆放多日。"}),
    "accept": (
        "clerk",
        {"category": "exposed_waste", "area": "healthy_environment", "matter": "complaint", "village": "V04"},
    ),
    "decline": ("head", {"reason": "not_our_duty", "explanation": "请找县里", "told_how": "电话告知"}),
    "dispatch": (
        "clerk",
        {"lead_unit": "SB", "responsible_person": "p-zhenshizai2", "assisting_units": ["V04"]},
    ),
    "sign-for": ("liaison", {}),
    "request-return": ("liaison", {"reason": "wrong_place", "explanation": "不在本辖区，建议苗庄"}),
    "approve-return": ("head", {"opinion": "属实"}),
    "reject-return": ("head", {"opinion": "仍由你单位办理"}),
    "submit-rectification": ("liaison", {"measure": "已清运", "no_photo_reason": "相机坏了"}),
    "pass-check": ("checker", {"opinion": "已干净"}),
    "fail-check": ("checker", {"missing": "墙角还有"}),
    "record-follow-up": ("caller", {"result": "solved", "satisfaction": "satisfied"}),
    "close": ("head", {"outcome": "solved", "reply": "已清理，感谢监督"}),
    "reopen": ("clerk", {"reason": "rebound", "explanation": "又堆上了"}),
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


def before(verb: str) -> tuple[str, ...]:
    """A way to where this step is open."""
    asked = (*until("dispatch"), "request-return")
    aside = {
        "request-return": until("dispatch"),
        "approve-return": asked,
        "reject-return": asked,
        "fail-check": until("submit-rectification"),
    }
    return aside.get(verb, until(verb)[:-1] if verb in WAY else ())


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
