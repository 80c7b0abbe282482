"""The register, and what limits are counted by."""

from datetime import date

from aiwei.domain.deadlines import ClockStart, DayEnds, Handles, LimitUnit, Rule, Warnings
from aiwei.domain.office_hours import OfficeHours, Season
from aiwei.domain.register import events as r
from aiwei.domain.register.words import Capability, UnitKind
from aiwei.domain.timekeeping import events as t

RULE = Rule(
    id="FIND-D",
    version=2,
    title="坑塘河道整改时限",
    amount=15,
    unit=LimitUnit.WORKING_DAY,
    basis="济源标准 [S]",
    starts_at=ClockStart.DISPATCHED,
    day_ends=DayEnds.OFFICE_CLOSE,
    effective_from=date(2026, 1, 1),
    effective_to=date(2026, 12, 31),
    extensions=2,
    extension_amount=10,
    tell_of_extension=True,
    sign_for="SIGN-FOR-FIND",
    first_contact="FIRST-CONTACT",
    return_window="RETURN",
    dispatch_within="DISPATCH-MAJOR",
    preliminary="PRELIMINARY",
    check="CHECK",
    revisit="REVISIT-LONG",
    on_site=True,
    handles=Handles(
        kinds=("finding",),
        matters=("complaint",),
        categories=("sewage",),
        urgencies=("normal",),
        by_hand=True,
    ),
)
SUMMER = Season(
    effective_from=date(2026, 1, 1),
    effective_to=date(2026, 12, 31),
    first="01-01",
    last="12-31",
    windows=("08:30-12:00", "14:30-17:30"),
    basis="作息通知",
)

OFFICES = (
    r.UnitEstablished(
        code="CLOUD",
        name="云栖村",
        unit_kind=UnitKind.VILLAGE,
        parent="TOWN",
        enforcement_power=True,
        note="示范",
    ),
    r.PostEstablished(
        code="CLOUD-1", title="村主任", unit="CLOUD", capabilities=(Capability.RECTIFY, Capability.CHECK)
    ),
    r.PostTaken(
        person="cloud",
        name="云主任",
        post="CLOUD-1",
        since=date(2020, 1, 1),
        until=date(2026, 12, 31),
        basis="任命文件",
    ),
    t.RulesAdopted(
        rules=(RULE,),
        hours=OfficeHours(seasons=(SUMMER,)),
        warning=Warnings(working_days=2, percent_of_hours=25, listed_after=3, basis="镇规定"),
        basis="会议纪要",
        digest="d1" * 32,
    ),
    t.CalendarYearLoaded(
        year=2027,
        days_off=(date(2027, 1, 1), date(2027, 1, 2)),
        swapped_workdays=(date(2027, 1, 9),),
        basis="国办发明电",
    ),
)
