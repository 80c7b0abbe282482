"""The demo town's habits: who is responsible for what, and which words mean which class."""

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


def first_with(holders: tuple[HeldPost, ...], capability: Capability) -> HeldPost | None:
    return next((held for held in holders if held.may(capability)), None)
