"""The README shows the life of a case as the program has it."""

from pathlib import Path

import pytest

from aiwei.documents.life_of_a_case import main, picture, redrawn
from aiwei.documents.problem import DocumentProblem
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
    assert "declined --> [*]" in drawn


def test_a_case_at_work_has_no_way_out_but_an_end():
    assert "in_progress --> [*]" not in picture()


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
