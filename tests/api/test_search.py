"""A Chinese word of any length is found wherever it stands: as often as a substring search finds it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

TEXTS = [
    "门口垃圾堆了三天",
    "垃 圾车夜里扰民",
    "圾垃倒着写",
    "垃圾、噪音、污水都有",
    "ＡＢＣ工厂的噪音",
    "abc工厂的噪声",
    "Straße 旁的下水道",
    "折扣50%的店乱贴广告",
    "折扣50元的店乱贴广告",
    "车牌A_123乱停",
    "车牌AB123乱停",
    r"路径C:\tmp写在墙上",
    "蚊子🦟太多了😀😀",
    "①号楼二单元㎡不对",
    "㈱株式会社门前",
    "İstanbul 餐厅油烟",
    "第一行\n第二行有垃圾",
    "全角空格　后面",
    "e\u0301cole 与 école",
    "她说：“没人管！”",
    "垃圾" * 100,
]
WORDS = [
    "垃",
    "垃圾",
    "垃圾堆",
    "垃圾、噪音",
    "圾垃",
    "噪",
    "噪音",
    "ABC",
    "ａｂｃ工",
    "abc工厂",
    "50%",
    "%",
    "A_1",
    "_",
    "\\tmp",
    "C:\\",
    "🦟",
    "😀😀",
    "太多了😀",
    "1号楼",
    "m2",
    "(株)",
    "école",
    "　后面",
    "“没人管",
    "不存在的词",
    "行\n第二",
]


WIDE = {chr(n): chr(n - 0xFEE0) for n in range(0xFF01, 0xFF5F)} | {"\u3000": " "}


def fold(text):
    narrow = "".join(WIDE.get(char, char) for char in text)
    return "".join(char.lower() if char.isascii() else char for char in narrow)


@pytest.fixture(scope="module")
def library(town):
    """Each text once as a draft and once as a released excerpt; the texts by case."""
    texts = {}
    for number, text in enumerate(TEXTS):
        texts[town.take_in(title=f"草稿甲{number}", text=text)] = f"草稿甲{number}\n{text}"
        case_id = town.take_in(title="原文另有", text="与摘录不同")
        town.do(case_id, "release-excerpt", title=f"摘录乙{number}", text=text)
        texts[case_id] = f"摘录乙{number}\n{text}"
    return town, texts


def found(town, word, who="clerk"):
    return {item["case_id"] for item in town[who].get("/cases", q=word, limit=200).json()["items"]}


def standing_in(texts, word):
    return {case_id for case_id, text in texts.items() if fold(word.strip()) in fold(text)}


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_found_wherever_it_stands(library, word):
    town, texts = library
    assert found(town, word) & set(texts) == standing_in(texts, word)


@given(text=st.sampled_from(TEXTS), start=st.integers(0, 20), length=st.integers(1, 8))
@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_piece_of_any_text_is_found(library, text, start, length):
    town, texts = library
    piece = text[start : start + length]
    if piece.strip():
        assert found(town, piece) & set(texts) == standing_in(texts, piece)


@pytest.mark.parametrize("word", ["", " ", "\t\n"])
def test_a_search_for_nothing_is_no_search(library, word):
    town, texts = library
    assert set(texts) <= found(town, word)


@pytest.mark.parametrize("word", ["Straße", "İstanbul"])
def test_a_letter_that_other_foldings_double_is_found(library, word):
    town, texts = library
    assert found(town, word) & set(texts) == standing_in(texts, word) != set()


def test_a_case_is_found_by_its_own_number(library):
    town, _ = library
    case_id = town.take_in(source_system="12345", source_number="20260042")
    number = town["clerk"].get(f"/cases/{case_id}").json()["number"]
    assert found(town, number) == found(town, "20260042") == {case_id}


def test_a_case_is_found_by_its_sources_number_with_letters(library):
    town, _ = library
    case_id = town.take_in(source_system="12345", source_number="JY-2026-0042")
    assert found(town, "JY-2026-0042") == {case_id}


def test_a_search_goes_together_with_filters_and_pages(library):
    town, texts = library
    wanted, cursor = set(), None
    while True:
        turn = {"cursor": cursor} if cursor else {}
        page = (
            town["clerk"].get("/cases", q="垃圾", state="registered", sort="-number", limit=2, **turn).json()
        )
        wanted |= {item["case_id"] for item in page["items"]}
        cursor = page["next"]
        if cursor is None:
            break
    assert wanted & set(texts) == standing_in(texts, "垃圾")
