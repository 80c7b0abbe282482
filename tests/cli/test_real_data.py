"""2,816 real messages: all of them go in, and every one with a word is found."""

import os
from pathlib import Path

import pytest

from aiwei.documents.sheet import open_sheet
from tests.furnished import furnish, open_town

REPOSITORY = Path(__file__).parents[2]
SHARED = REPOSITORY.parent / "shared" / "data" / "citizen-messages.xlsx"
MESSAGES = Path(os.environ.get("AIWEI_REAL_MESSAGES", SHARED))
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not MESSAGES.exists(), reason=f"the real messages are not at {MESSAGES}"),
]
EACH_WORD = {"垃圾": 121, "噪音": 98}


def standing_in_the_file(word):
    sheet = open_sheet(MESSAGES)
    columns = [sheet.header.index(name) for name in ("留言编号", "留言主题", "留言详情")]
    rows = ([row[column] for column in columns] for row in sheet.rows)
    return {str(int(number)) for number, subject, text in rows if word in f"{subject}\n{text}"}


def found(town, word):
    """The sources' numbers on all pages."""
    numbers, cursor = [], None
    while True:
        page = town["clerk"].get("/cases", q=word, limit=50, **({"cursor": cursor} if cursor else {})).json()
        details = (town["clerk"].get(f"/cases/{item['case_id']}").json() for item in page["items"])
        numbers += [detail["source_number"] for detail in details]
        cursor = page["next"]
        if cursor is None:
            return numbers


def test_all_messages_go_in_once_and_every_word_is_found(aiwei):
    furnish(aiwei.conninfo, aiwei.folder / "home")
    first, second = aiwei.imports(str(MESSAGES)), aiwei.imports(str(MESSAGES))
    assert first == {"read": 2816, "created": 2816, "already-there": 0, "rejected": 0, "rejections": []}
    assert (second["created"], second["already-there"]) == (0, 2816)
    with open_town(aiwei.conninfo, aiwei.folder / "home") as town:
        for word, times in EACH_WORD.items():
            numbers = found(town, word)
            assert len(numbers) == times
            assert set(numbers) == standing_in_the_file(word)
