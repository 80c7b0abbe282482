"""Codes are stored, labels are read; and every refusal has a name of its own."""

import ast
import inspect
from pathlib import Path

import pytest

from aiwei.domain.case import refusals, words
from aiwei.domain.case.words import CaseState
from aiwei.domain.decider import Refused
from aiwei.domain.labelled import Labelled

VOCABULARIES = [
    v for _, v in inspect.getmembers(words, inspect.isclass) if issubclass(v, Labelled) and v is not Labelled
]
REFUSALS = [r for _, r in inspect.getmembers(refusals, inspect.isclass) if r is not Refused]


def test_a_word_is_its_code_and_carries_its_label():
    assert CaseState.IN_PROGRESS == "in_progress"
    assert CaseState.IN_PROGRESS.label == "整改中"
    assert CaseState("in_progress") is CaseState.from_label("整改中")


def test_a_label_that_nobody_uses_is_an_error():
    with pytest.raises(ValueError, match="没有的词"):
        CaseState.from_label("没有的词")


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_no_two_words_of_a_vocabulary_look_alike(vocabulary):
    assert len({w.label for w in vocabulary}) == len(list(vocabulary))


def test_no_two_refusals_share_a_code():
    assert len({r.code for r in REFUSALS}) == len(REFUSALS)
    assert all(r.title != Refused.title for r in REFUSALS)


def test_each_refusal_of_a_case_is_exercised_by_name():
    here = Path(__file__).parent
    used = {
        name.attr if isinstance(name, ast.Attribute) else name.id
        for file in here.glob("test_*.py")
        for name in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(name, ast.Name | ast.Attribute)
    }
    assert {r.__name__ for r in REFUSALS} <= used
