"""The demo town's habits: who is responsible for what, and which words mean which class."""

from datetime import datetime

from aiwei.domain.case.words import Area, Category, MatterKind
from aiwei.domain.register.state import HeldPost, Register
from aiwei.domain.register.words import Capability, UnitKind

BY_CATEGORY = {
    Category.RUBBLE: "CZGH",
    Category.WATER_BODY: "XJB",
    Category.SEWAGE: "CZGH",
    Category.TOILET: "XJB",
    Category.PESTS: "PSO",
    Category.ILLEGAL_BUILDING: "ZFD",
    Category.FACILITY: "CZGH",
    Category.NOISE: "PCS",
    Category.AIR: "ZFD",
    Category.DRINKING_WATER: "XJB",
    Category.FOOD: "SJS",
    Category.MEDICAL: "WSY",
    Category.HEALTH_EDUCATION: "PSO",
    Category.TOBACCO: "PSO",
    Category.FITNESS: "DJB",
    Category.RECORDS: "DZB",
    Category.OTHER: "DZB",
}
FALLBACK = "DZB"
#: Where a case goes that a unit gave back.
ELSEWHERE = ("DZB", "PSO", "XJB")
#: How the posts of those end who lead a unit.
HEADS = ("-HEAD", "-SECRETARY")
BY_WORD = {
    "垃圾": Category.EXPOSED_WASTE,
    "渣土": Category.RUBBLE,
    "污水": Category.SEWAGE,
    "下水": Category.SEWAGE,
    "河": Category.WATER_BODY,
    "厕": Category.TOILET,
    "违建": Category.ILLEGAL_BUILDING,
    "违章": Category.ILLEGAL_BUILDING,
    "噪音": Category.NOISE,
    "扰民": Category.NOISE,
    "油烟": Category.AIR,
    "异味": Category.AIR,
    "自来水": Category.DRINKING_WATER,
    "食品": Category.FOOD,
    "医院": Category.MEDICAL,
    "卫生院": Category.MEDICAL,
    "路灯": Category.FACILITY,
    "道路": Category.DIRTY_ROAD,
    "吸烟": Category.TOBACCO,
    "健身": Category.FITNESS,
}
AREAS = {
    Category.MEDICAL: Area.SERVICES,
    Category.FOOD: Area.SOCIETY,
    Category.HEALTH_EDUCATION: Area.CULTURE,
    Category.TOBACCO: Area.PEOPLE,
    Category.FITNESS: Area.PEOPLE,
}
BY_QUESTION = {"建议": MatterKind.SUGGESTION, "咨询": MatterKind.INQUIRY, "请问": MatterKind.INQUIRY}


def category_of(text: str) -> Category:
    """The class that the first known word in the text suggests."""
    return next((category for word, category in BY_WORD.items() if word in text), Category.OTHER)


def matter_of(text: str) -> MatterKind:
    return next((matter for word, matter in BY_QUESTION.items() if word in text), MatterKind.COMPLAINT)


def lead_unit(category: Category, village: str | None, register: Register) -> str:
    """The block leads in a village's own matters (以块为主); else the line that knows the trade."""
    if category in BY_CATEGORY:
        return BY_CATEGORY[category]
    unit = register.units.get(village or "")
    return unit.parent if unit and unit.kind is UnitKind.VILLAGE and unit.parent else FALLBACK


def another_unit(tried: frozenset[str]) -> str:
    """Whoever has not had it yet."""
    return next(unit for unit in ELSEWHERE if unit not in tried)


def head_of(unit: str, register: Register, moment: datetime) -> HeldPost:
    return _rectifier(unit, register, moment, head=True)


def liaison_of(unit: str, register: Register, moment: datetime) -> HeldPost:
    return _rectifier(unit, register, moment, head=False)


def _rectifier(unit: str, register: Register, moment: datetime, *, head: bool) -> HeldPost:
    """The unit's head or liaison; whoever may rectify when it has only one post."""
    able = [held for held in register.holders_in(unit, moment) if held.may(Capability.RECTIFY)]
    if not able:
        raise LookupError(f"演示登记册里「{register.unit_name(unit)}」没有负责整改的人")
    return next((h for h in able if h.post.code.endswith(HEADS) is head), able[0])
