"""The README shows the life of a case as the program has it."""

from pathlib import Path

import pytest

from aiwei.documents.life_of_a_case import arrows, main, picture, redrawn
from aiwei.documents.problem import DocumentProblem
from aiwei.domain.case.commands import Unmerge
from aiwei.domain.case.lifecycle import STEPS

README = Path(__file__).parents[2] / "README.md"


def test_the_readme_shows_the_transitions_of_the_program():
    text = README.read_text(encoding="utf-8")

    assert redrawn(text) == text, "run: python -m aiwei.documents.life_of_a_case README.md"


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.verb)
def test_every_step_is_in_the_picture(step):
    assert step.label in picture()


def test_each_arrow_goes_where_its_step_leads():
    drawn = picture()

    assert "[*] --> registered: 登记" in drawn
    assert "awaiting_check --> in_progress: 核查不通过" in drawn
    assert "closed --> accepted: 重开" in drawn
    assert "in_consultation --> suspended: 会商决定" in drawn


def test_a_case_at_work_has_no_way_out_but_an_end():
    assert [line.strip() for line in picture().splitlines() if line.endswith("--> [*]")] == ["closed --> [*]"]


@pytest.mark.parametrize("arrow", arrows(), ids=lambda a: f"{a.step.verb} {a.start}-{a.end}")
def test_every_change_of_state_is_an_arrow_or_a_way_out_or_the_way_back_from_a_merger(arrow):
    drawn = f"{arrow.start or '[*]'} --> {arrow.end}: " in picture()
    out = any(row.startswith(f"| {arrow.end.label} | {arrow.step.label} |") for row in picture().splitlines())
    assert drawn or out or arrow.step.command is Unmerge


def test_what_only_the_sentinel_does_is_marked_and_what_it_may_do_besides_is_not():
    assert "提醒*、重算时限*" in picture()
    assert "恢复办理*" not in picture()


def test_where_a_step_may_be_taken_without_leaving_is_told():
    rows = picture().splitlines()
    assert "| 待回访、已并入 | 记录回访 |" in rows
    assert "| 待核查 | 核查通过 |" in rows
    assert "| any state | 更正 |" in rows


def test_only_the_part_between_the_markers_is_redrawn(tmp_path):
    file = tmp_path / "page.md"
    file.write_text(
        "before\n<!-- life-of-a-case:begin -->\nold\n<!-- life-of-a-case:end -->\nafter\n", encoding="utf-8"
    )

    main(str(file))

    text = file.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert picture() in text
    assert "old" not in text


def test_a_page_without_markers_is_refused():
    with pytest.raises(DocumentProblem, match="markers"):
        redrawn("no markers here")
