"""The town of the tests: units, posts and people that look invented, and the office as they see it."""

from collections.abc import Callable
from datetime import date, datetime

from aiwei.application.calendar_source import shipped_calendar
from aiwei.application.rules_source import shipped_rules
from aiwei.domain.calendar import LOCAL
from aiwei.domain.office import Around, Office, no_leak
from aiwei.domain.register.commands import DeclareRegister, PostLine, TenureLine, UnitLine
from aiwei.domain.register.decide import REGISTER_DECIDER
from aiwei.domain.register.state import Register
from aiwei.domain.register.words import Capability as Can
from aiwei.domain.register.words import UnitKind

#: A Monday morning in a month without holidays.
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=LOCAL)
LONG_AGO = date(2020, 1, 1)

UNITS = (
    UnitLine(code="TOWN", name="测试镇", kind=UnitKind.TOWN),
    UnitLine(code="PHCO", name="爱卫办", kind=UnitKind.PHC_OFFICE, parent="TOWN"),
    UnitLine(code="WATER", name="水利站", kind=UnitKind.STATION, parent="TOWN"),
    UnitLine(code="CLOUD", name="云栖村", kind=UnitKind.VILLAGE, parent="TOWN"),
    UnitLine(code="BAMBOO", name="虚竹村", kind=UnitKind.VILLAGE, parent="TOWN"),
    UnitLine(code="FIRM", name="望舒公司", kind=UnitKind.ENTERPRISE),
    UnitLine(code="GROUP", name="创建领导小组", kind=UnitKind.LEADING_GROUP, parent="TOWN"),
    UnitLine(code="JIWEI", name="镇纪委", kind=UnitKind.DISCIPLINE, parent="TOWN"),
    UnitLine(code="WARDENS", name="城管大队", kind=UnitKind.ENTERPRISE, enforcement_power=True),
)
POSTS = (
    PostLine(code="CLERK", title="经办人", unit="PHCO", capabilities=(Can.INTAKE, Can.ACCEPT, Can.DISPATCH)),
    PostLine(
        code="CHIEF",
        title="主任",
        unit="PHCO",
        capabilities=(
            Can.CLOSE,
            Can.DECIDE_RETURN,
            Can.DISPATCH,
            Can.REVEAL,
            Can.EXTEND,
            Can.SUPERVISE,
        ),
    ),
    PostLine(
        code="DEPUTY", title="副主任", unit="PHCO", capabilities=(Can.CLOSE, Can.DECIDE_RETURN, Can.EXTEND)
    ),
    PostLine(code="LEADER", title="分管副镇长", unit="TOWN", capabilities=(Can.LEAD,)),
    PostLine(code="CONVENER", title="召集人", unit="GROUP", capabilities=(Can.CONVENE,)),
    PostLine(code="REVIEWER-1", title="纪检委员", unit="JIWEI", capabilities=(Can.REVIEW,)),
    PostLine(code="REVIEWER-2", title="纪检干事", unit="JIWEI", capabilities=(Can.REVIEW,)),
    PostLine(code="ARCHIVIST", title="档案员", unit="PHCO", capabilities=(Can.ARCHIVE,)),
    PostLine(code="CHECKER", title="检查员", unit="PHCO", capabilities=(Can.CHECK, Can.FOLLOW_UP)),
    PostLine(code="EVERYTHING", title="多面手", unit="PHCO", capabilities=tuple(Can)),
    PostLine(code="WATER-1", title="站长", unit="WATER", capabilities=(Can.RECTIFY,)),
    PostLine(code="WATER-0", title="站员", unit="WATER"),
    PostLine(code="CLOUD-1", title="村主任", unit="CLOUD", capabilities=(Can.RECTIFY,)),
    PostLine(code="CLOUD-0", title="村小组长", unit="CLOUD"),
    PostLine(code="BAMBOO-1", title="村主任", unit="BAMBOO", capabilities=(Can.RECTIFY,)),
    PostLine(code="WARDENS-1", title="队长", unit="WARDENS", capabilities=(Can.RECTIFY,)),
    PostLine(code="FIRM-1", title="经理", unit="FIRM", capabilities=(Can.RECTIFY,)),
)


def held(person: str, post: str, name: str = "", until: date | None = None) -> TenureLine:
    return TenureLine(person=person, name=name or f"某{person}", post=post, since=LONG_AGO, until=until)


TENURES = (
    held("clerk", "CLERK", "甲经办"),
    held("chief", "CHIEF", "乙主任"),
    held("deputy", "DEPUTY", "丙副主任"),
    held("checker", "CHECKER", "丁检查"),
    held("leader", "LEADER", "戊副镇长"),
    held("convener", "CONVENER", "己召集"),
    held("reviewer", "REVIEWER-1", "庚委员"),
    held("reviewer-2", "REVIEWER-2", "辛干事"),
    held("archivist", "ARCHIVIST", "壬档案"),
    held("cloud", "CLOUD-1", "云主任"),
    held("bamboo", "BAMBOO-1", "竹主任"),
    held("water", "WATER-1", "水站长"),
    held("wardens", "WARDENS-1"),
    held("firm", "FIRM-1"),
    held("former", "CLOUD-1", until=date(2025, 12, 31)),
    held("neighbour", "CLOUD-0"),
    # all capabilities in the office; and besides, a post without any in a unit that may be handling
    held("allrounder", "EVERYTHING"),
    held("two-hats", "EVERYTHING"),
    held("two-hats", "CLOUD-0"),
    held("helper", "EVERYTHING"),
    held("helper", "WATER-0"),
    # two units, one person
    held("cousin", "BAMBOO-1"),
    held("cousin", "WATER-0"),
)
DECLARATION = DeclareRegister(units=UNITS, posts=POSTS, tenures=TENURES, basis="测试")


def register() -> Register:
    nobody = Office(MONDAY, "system", Register(), shipped_rules(), shipped_calendar())
    return REGISTER_DECIDER.fold(REGISTER_DECIDER.decide(Register(), DECLARATION, nobody))


REGISTER = register()


NOTHING_AROUND = Around()


def office(
    person: str,
    at: datetime = MONDAY,
    leaks: Callable[[str], tuple[str, ...]] = no_leak,
    around: Around = NOTHING_AROUND,
) -> Office:
    """What a decision by this person may look at in the town of the tests."""
    return Office(at, person, REGISTER, shipped_rules(), shipped_calendar(), leaks, around)
