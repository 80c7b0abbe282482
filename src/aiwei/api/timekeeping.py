"""What limits are counted by: the working calendar and the rules."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel

from aiwei.api.access import Housed, SignedIn
from aiwei.api.cases import ERRORS
from aiwei.domain.calendar import local_date

router = APIRouter(prefix="/api/v1", tags=["时限"], responses=ERRORS)  # type: ignore[arg-type]


class CalendarYear(BaseModel):
    """One year. Where it is not ``covered``, Monday to Friday are taken for working days, and due moments
    that need it are provisional. ``edition`` and ``basis`` are those of the office's own file, if it has one.
    """

    year: int
    covered: bool
    days_off: list[date]
    swapped_workdays: list[date]
    covered_years: list[int]
    version: str
    edition: int | None
    basis: str


@router.get("/calendar", summary="工作日历")
def calendar(
    house: Housed,
    _: SignedIn,
    year: Annotated[int | None, Query(ge=1, le=9999, description="哪一年，不填即今年")] = None,
) -> CalendarYear:
    """一年的放假日、调休上班日，日历覆盖哪些年份，以及日历的版本。"""
    known = house.timekeeping.calendar()
    asked = year or local_date(house.clock()).year
    loaded = house.timekeeping.loaded_years().get(asked)
    return CalendarYear(
        year=asked,
        covered=asked in known.years,
        days_off=sorted(day for day in known.days_off if day.year == asked),
        swapped_workdays=sorted(day for day in known.swapped_workdays if day.year == asked),
        covered_years=sorted(known.years),
        version=known.version,
        edition=loaded.edition if loaded else None,
        basis=loaded.basis if loaded else "",
    )


@router.get("/rules", summary="时限规则")
def rules(house: Housed, _: SignedIn) -> list[dict[str, Any]]:
    """每条规则的时限、单位、依据、有效期和配套环节；``in_force`` 为今天是否有效。"""
    today = local_date(house.clock())
    return [
        rule.model_dump(mode="json") | {"unit_label": rule.unit.label, "in_force": rule.in_force(today)}
        for rule in house.timekeeping.rules().all()
    ]
