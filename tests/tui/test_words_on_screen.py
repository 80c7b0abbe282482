"""Cells, times, columns and schemas: the pure parts."""

from datetime import date, datetime, timedelta

import pytest
from rich.cells import cell_len

from aiwei.domain.calendar import LOCAL
from aiwei.domain.case.commands import Accept, Decline, Dispatch, SubmitRectification
from aiwei.tui.cells import fit, fold, one_line
from aiwei.tui.forms.moments import parse_moment
from aiwei.tui.forms.schema import Kind, body_of, fields_of
from aiwei.tui.said import due_line, due_words
from aiwei.tui.widgets.columns import fitting

NOW = datetime(2026, 9, 7, 9, tzinfo=LOCAL)


@pytest.mark.parametrize("width", [2, 3, 7, 10, 80])
@pytest.mark.parametrize("text", ["", "abc", "中文", "编号2026-00001，很长的中文", "😀垃圾", "a" * 200])
def test_whatever_the_text_a_cell_has_its_width_and_a_line_no_more(text: str, width: int):
    assert cell_len(fit(text, width)) == width
    assert all(cell_len(line) <= width for line in fold(text, width))


def test_a_line_never_begins_with_a_closing_mark_and_words_stay_whole():
    assert fold("登记为2026-00001号，已受理。", 14) == ["登记为", "2026-00001号，", "已受理。"]
    assert fold("一二三四。五", 8) == ["一二三", "四。五"]
    assert fold("一二三」；五", 8) == ["一二", "三」；五"]


def test_line_breaks_of_people_are_kept_and_control_characters_go():
    assert fold("一\n\n二", 10) == ["一", "", "二"]
    assert one_line("一\x1b[31m二\u202e三") == "一 [31m二 三"


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(days=2), "剩2天"),
        (timedelta(hours=5), "剩5小时"),
        (timedelta(minutes=5), "剩不到1小时"),
        (timedelta(hours=-3), "逾期3小时"),
        (timedelta(days=-3), "逾期3天"),
    ],
)
def test_a_limit_is_said_in_days_and_within_a_day_in_hours(left: timedelta, said: str):
    assert due_words(NOW + left, NOW) == said


def test_the_date_has_its_year_when_it_is_another_and_a_mark_when_provisional():
    assert due_line(NOW.replace(year=2027), NOW, provisional=True) == "剩365天 27-09-07暂"
    assert due_line(None, NOW) == ""


@pytest.mark.parametrize("width", [40, 80, 100, 120, 200])
def test_the_columns_fill_the_width_and_no_more(width: int):
    columns = fitting(width)
    assert sum(w for _, w in columns) + len(columns) - 1 <= width
    assert {"number", "due", "state", "title"} <= {column.key for column, _ in columns}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-09-06 08:30", datetime(2026, 9, 6, 8, 30, tzinfo=LOCAL)),
        ("9月6日 8：30", datetime(2026, 9, 6, 8, 30, tzinfo=LOCAL)),
        ("08:30", datetime(2026, 9, 7, 8, 30, tzinfo=LOCAL)),
        ("2026/9/6", datetime(2026, 9, 6, tzinfo=LOCAL)),
    ],
)
def test_a_time_may_be_typed_in_several_ways(typed: str, meant: datetime):
    assert parse_moment(typed, date(2026, 9, 7)) == meant


@pytest.mark.parametrize("typed", ["昨天", "2026-02-30", "25:00", "x"])
def test_what_is_no_time_is_said(typed: str):
    with pytest.raises(ValueError, match=r"写法|没有这个日期"):
        parse_moment(typed, date(2026, 9, 7))


def test_a_dispatch_form_has_units_people_and_prose_and_its_time_last():
    fields = {field.name: field for field in fields_of(Dispatch.model_json_schema())}
    assert fields["lead_unit"].kind is Kind.ONE
    assert fields["lead_unit"].choices == "unit"
    assert fields["responsible_person"].choices == "person"
    assert fields["assisting_units"].kind is Kind.MANY
    assert fields["instruction"].kind is Kind.PROSE
    assert fields["basis"].default == "职责分工"
    assert list(fields)[-1] == "occurred_at"


def test_an_enumeration_keeps_its_order_and_labels_and_is_never_another_choice():
    fields = {field.name: field for field in fields_of(Accept.model_json_schema())}
    assert [option.label for option in fields["urgency"].options] == [
        "特急",
        "立行立改",
        "紧急",
        "一般",
        "长期",
    ]
    assert fields["matter"].nullable
    assert fields["category"].required
    reason = next(f for f in fields_of(Decline.model_json_schema()) if f.name == "reason")
    assert reason.choices == ""


def test_photographs_are_not_asked_for_here():
    assert "photos" not in {field.name for field in fields_of(SubmitRectification.model_json_schema())}


def test_a_part_of_an_object_goes_back_into_it():
    assert body_of({"a": 1, "excerpt.title": "t", "excerpt.text": "x"}) == {
        "a": 1,
        "excerpt": {"title": "t", "text": "x"},
    }
