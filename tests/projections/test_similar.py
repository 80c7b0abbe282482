"""Which open cases are proposed for a report, to whom, and why."""

from datetime import timedelta

import pytest

from aiwei.domain.case.commands import ReleaseExcerpt
from aiwei.projections.similar import DRAFTS, FOUND, HITS, Told, similar
from aiwei.projections.viewer import Viewer
from tests import given as g
from tests.desks import complaint
from tests.projections.likenesses import REWORDED, UNRELATED
from tests.projections.rows import STRAIGHT

CLERK = Viewer("clerk", ("PHCO",), office=True)
CLOUD = Viewer("cloud", ("CLOUD",), office=False)
VILLAGES = {"CLOUD": "云栖村", "BAMBOO": "虚竹村"}
HEAP = "村东头大坑边垃圾堆了十几天没人清运"


def told_by(text, village="CLOUD", **more):
    """A complaint in these words, by nobody who could be named."""
    return complaint(title=text[:10], text=text, village=village, name="", phone="", address="", **more)


@pytest.fixture
def proposed(office, projector):
    """What is proposed for a report; each as its number, likest first."""

    def ask(viewer=CLERK, **told):
        return [int(like.row["number"].partition("-")[2]) for like in likenesses(viewer, **told)]

    def likenesses(viewer=CLERK, **told):
        projector.catch_up()
        with office.desk.book.connection() as conn:
            return similar(conn, Told(**told), viewer, office.wall.now, villages=VILLAGES)

    ask.likenesses = likenesses
    return ask


@pytest.fixture
def a_busy_office(office):
    """Every report as it was first told, four days ago."""
    for village, text, _ in REWORDED:
        office.take_in(told_by(text, village))
    office.wall.later(days=4)


@pytest.mark.usefixtures("a_busy_office")
def test_the_same_told_again_in_other_words_is_among_the_first_three(proposed):
    ranks = {again: proposed(text=again, village=village)[:3] for village, _, again in REWORDED}
    missed = [again for n, (again, first) in enumerate(ranks.items(), start=1) if n not in first]
    assert missed == []


@pytest.mark.usefixtures("a_busy_office")
def test_of_everything_told_again_little_else_is_proposed(proposed):
    proposals = [proposed(text=again, village=village) for village, _, again in REWORDED]
    assert sum(map(len, proposals)) <= len(REWORDED) + 3


@pytest.mark.usefixtures("a_busy_office")
def test_without_a_village_two_of_three_are_found_by_their_words_and_nothing_else(proposed):
    proposals = [proposed(text=again) for _, _, again in REWORDED]
    assert sum(n in found for n, found in enumerate(proposals, start=1)) >= len(REWORDED) * 2 / 3
    assert sum(map(len, proposals)) <= len(REWORDED)


@pytest.mark.parametrize("village", [None, "CLOUD", "BAMBOO"])
@pytest.mark.usefixtures("a_busy_office")
def test_what_shares_only_the_phrases_of_every_letter_is_not_proposed(proposed, village):
    assert {text: found for text in UNRELATED if (found := proposed(text=text, village=village))} == {}


def test_a_village_named_in_the_words_need_not_be_picked(office, proposed):
    office.take_in(told_by(HEAP))
    (like,) = proposed.likenesses(text="云栖村大坑垃圾没人管")
    assert like.why[0] == "同村"
    assert proposed(text="虚竹村大坑垃圾没人管") == []


def test_the_same_from_another_village_is_another_matter_unless_word_for_word(office, proposed):
    office.take_in(told_by(HEAP))
    assert proposed(text="大坑边垃圾没人清运") == proposed(text="大坑边垃圾没人清运", village="CLOUD") == [1]
    assert proposed(text="大坑边垃圾没人清运", village="BAMBOO") == []
    (like,) = proposed.likenesses(text=f"{HEAP}，苍蝇乱飞", village="BAMBOO")
    assert like.why[0] == "另一村"


def test_it_says_why(office, proposed):
    office.take_in(told_by(HEAP, site="村东头大坑", category="exposed_waste"))
    office.wall.later(days=3)
    (like,) = proposed.likenesses(text="大坑边上垃圾没人清运", village="CLOUD", category="exposed_waste")
    assert like.why == ("同村", "同类", "说法相近「大坑边 垃圾 没人清运」", "3 天前")
    assert like.row["draft_title"] == HEAP[:10]


def test_the_spot_counts_though_the_words_are_others(office, proposed):
    office.take_in(told_by("臭得很", site="文化大院东侧"))
    office.take_in(told_by("臭得很", site="西河沿"))
    (like,) = proposed.likenesses(text="有烂菜叶子", village="CLOUD", site="文化大院")
    assert like.why == ("同村", "地点相同「文化大院东侧」", "今天")


def test_village_and_category_alone_are_enough_for_a_week_and_not_for_a_month(office, proposed):
    office.take_in(told_by("臭得很", category="sewage"))
    office.take_in(told_by("臭得很", category="noise"))
    office.wall.later(days=6)
    assert proposed(village="CLOUD", category="sewage") == [1]
    office.wall.later(days=30)
    assert proposed(village="CLOUD", category="sewage") == []


def test_of_two_that_are_as_like_the_later_is_proposed_first(office, proposed):
    office.take_in(told_by(HEAP))
    office.wall.later(days=20)
    office.take_in(told_by(HEAP))
    assert proposed(text=HEAP) == [2, 1]
    assert proposed(text=HEAP, received_at=office.wall.now - timedelta(days=21)) == [1, 2]


def test_only_open_cases_are_proposed(office, proposed):
    office.play(*STRAIGHT[:-2], g.CLOSE, intake=told_by(HEAP))
    office.play(g.DECLINE, intake=told_by(HEAP))
    office.take_in(told_by(HEAP))
    assert proposed(text=HEAP) == [3]


def test_at_most_five_are_proposed(office, proposed):
    for _ in range(7):
        office.take_in(told_by(HEAP))
    assert len(proposed(text=HEAP)) == 5


def test_a_unit_is_shown_its_own_cases_by_their_released_words_only(office, proposed):
    release = ReleaseExcerpt(title="垃圾堆放", text="大坑边垃圾堆放多日")
    office.play(g.ACCEPT, release, g.DISPATCH, intake=told_by("俺家门口破沙发烂床垫扔了一地"))
    office.take_in(told_by("大坑边垃圾堆放多日"))
    assert proposed(CLOUD, text="大坑边垃圾堆放") == [1]
    assert proposed(CLOUD, text="破沙发烂床垫") == []
    assert proposed(CLERK, text="破沙发烂床垫") == [1]


def test_whoever_is_accused_is_not_shown_the_case(office, proposed):
    office.take_in(told_by(HEAP, accused_person="clerk"))
    assert proposed(text=HEAP) == []
    assert proposed(Viewer("other", ("TOWN",), office=True), text=HEAP) == [1]


@pytest.mark.parametrize("text", ["", "  ", "的", "您好，请问有关部门", "😀😀😀", "13800001111"])
def test_where_nothing_was_told_nothing_is_proposed(office, proposed, text):
    office.take_in(told_by(HEAP))
    assert proposed(text=text) == []


def test_every_way_of_finding_goes_by_an_index(office):
    office.take_in(told_by(HEAP))
    hits = " UNION ".join(HITS.format(table=table) for table in ("read.cases", "vault.subjects"))
    sql = FOUND.format(hits=hits, open="c.closed_at IS NULL", visible="true", draft="d.title") + DRAFTS
    given = {"pairs": [1], "weights": [1.0], "most": 9, "village": "CLOUD", "category": "noise"}
    with office.desk.book.connection() as conn, conn.transaction():
        conn.execute("SET LOCAL enable_seqscan = off")  # of an empty table it would read all
        plan = conn.execute(f"EXPLAIN {sql}", given | {"home": 1, "away": 1, "read": 9}).fetchall()
    said = "\n".join(row["QUERY PLAN"] for row in plan)
    assert "Seq Scan" not in said
    assert all(index in said for index in ("cases_grams", "subjects_grams", "cases_open_village"))
