"""Every event is told so that a villager's relative understands it, and gives nobody away."""

import re
from datetime import datetime
from enum import Enum
from types import NoneType
from typing import get_args

import pytest

from aiwei.domain.case import commands as c
from aiwei.domain.case import events as e
from aiwei.domain.case.grounds import Clock, Notice
from aiwei.domain.labelled import Labelled
from aiwei.domain.office import SYSTEM
from aiwei.projections.saying import besides, ending, latest
from aiwei.projections.sentences import SENTENCES, sentence
from aiwei.projections.timeline import timeline
from tests import given as g
from tests.desks import ADDRESS, NAME, PHONE, WORDS, complaint
from tests.projections.lives import LIVES
from tests.projections.rows import BRANCHES
from tests.store.specimens import EVENTS
from tests.store.specimens.parts import due
from tests.town import POSTS, REGISTER, TENURES, UNITS

KINDS = set(get_args(get_args(e.CaseFact)[0]))
OF_CASES = [event for event in EVENTS if type(event) in KINDS]
TOLD = [*OF_CASES, *(fact for life in LIVES for fact in life().facts)]
BROKEN = re.compile(
    r"None|True|False|[{}\[\]']|（）|「」|：。|：，|。。|，。|，，|（，|，）|^[。，：]|\s\s|\d{4}-\d\d-\d\dT"
)
CODES = {unit.code for unit in UNITS} | {post.code for post in POSTS} | {held.person for held in TENURES}
#: The office's own words; each stands in brackets, or where everybody uses it.
JARGON = ("挂账", "会商", "督办", "退单", "摘录", "回头看", "分流", "拆分", "转出", "催办", "重开")


def told(event):
    return sentence(event, REGISTER)


def values(event):
    """Everything that an event holds, down to the bottom."""
    for value in dict(event).values():
        inner = value if isinstance(value, tuple) else (value,)
        for one in inner:
            yield from values(one) if hasattr(one, "model_fields_set") else [one]


def test_every_kind_of_event_has_a_sentence():
    assert set(SENTENCES) == KINDS == {type(event) for event in OF_CASES}


@pytest.mark.parametrize("event", TOLD, ids=lambda event: event.kind)
def test_a_sentence_is_whole_and_holds_no_code(event):
    said = told(event)
    assert said.endswith(("。", "？", "！"))
    assert not BROKEN.search(said), said
    codes = {value.value for value in values(event) if isinstance(value, Labelled)}
    names = {value for value in values(event) if isinstance(value, str) and not isinstance(value, Enum)}
    for code in codes | (names & CODES) | {name for name in names if re.fullmatch(r"[0-9a-f]{64}", name)}:
        assert not re.search(rf"\b{re.escape(code)}\b", said), (code, said)
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", said)
    assert not any(value.kind in said for value in (event,))


def emptied():
    """Each specimen with one thing left out that may be, and with all of them."""
    for event in OF_CASES:
        empty = {
            name: None if NoneType in get_args(field.annotation) else field.annotation()
            for name, field in type(event).model_fields.items()
            if field.annotation in (str, bool) or NoneType in get_args(field.annotation)
        }
        empty |= {"photos": ()} if "photos" in type(event).model_fields else {}
        for some in (
            {name: value} for name, value in empty.items() if name not in NEEDED.get(event.kind, ())
        ):
            yield event.model_copy(update=some)
        yield event.model_copy(
            update={name: value for name, value in empty.items() if name not in NEEDED.get(event.kind, ())}
        )


#: Without these there is no such event.
NEEDED = {
    "case-registered": ("number",),
    "case-transferred-out": ("receiver", "receiver_unit", "handed_how"),
    "case-withdrawn": ("confirmed_how",),
    "case-merged": ("into_number",),
    "complaint-joined": ("number",),
    "complaint-left": ("number",),
    "complainant-answered": ("number",),
    "case-dispatched": ("lead_unit", "responsible_person"),
    "consultation-decided": ("lead_unit",),
    "task-assigned": ("person", "post"),
    "lateness-appeal-reviewed": ("reviewer",),
    "lateness-appeal-upheld": ("reviewer",),
    "lateness-appeal-dismissed": ("reviewer",),
    "record-corrected": ("new", "of_version"),
}


@pytest.mark.parametrize("event", list(emptied()), ids=lambda event: event.kind)
def test_what_was_left_out_leaves_no_hole(event):
    said = told(event)
    assert said.endswith("。")
    assert not BROKEN.search(said), said
    assert "—" not in said


@pytest.mark.parametrize("event", TOLD, ids=lambda event: event.kind)
def test_the_offices_own_words_stand_in_brackets_beside_plain_ones(event):
    """What people wrote themselves, and codes' own words, aside."""
    said = told(event)
    for written in sorted((v for v in values(event) if isinstance(v, str)), key=len, reverse=True):
        plain = written.label if isinstance(written, Labelled) else written
        said = said.replace(plain, "") if plain else said
    outside = re.sub(r"（[^）]*）|「[^」]*」", "", said)
    opened = {word for word in JARGON if word in outside}
    assert opened <= EXPLAINED.get(event.kind, set()), said


#: A unit answers to what an earlier sentence has explained.
EXPLAINED = {
    "supervision-answered": {"督办"},
    "notice-sent": {"督办", "退单", "会商", "回头看"},
    "dues-recomputed": {"督办", "退单", "会商", "回头看"},
    "consultation-decided": {"会商"},
    "case-dispatched": {"会商"},
    "record-corrected": {"分流"},
}


@pytest.mark.parametrize("clock", Clock)
@pytest.mark.parametrize("notice", Notice)
def test_a_notice_of_every_limit_can_be_read(clock, notice):
    at = due("TASK@1", 3)
    event = e.NoticeSent(
        occurred_at=at.at, notice=notice, clock=clock, due_at=at.at, unit="CLOUD", person="cloud"
    )
    said = told(event)
    assert said.startswith("系统提醒云栖村云主任：")
    assert "时限" in said or "期限" in said or "期满" in said
    assert not BROKEN.search(said)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (g.a_suspended_case()[-1], "同意暂缓办理（挂账）到 2026年6月30日，原因：工程。"),
        (
            g.an_accepted_case()[-1],
            "受理，归为健康环境·暴露垃圾，按一般件办理，承诺最迟 2026年3月16日 办结。",
        ),
        (
            g.a_dispatched_case()[-1],
            "派单：云栖村主办（责任人 云主任），水利站协办，最迟 2026年3月16日 整改到位。",
        ),
        (g.a_return_asked()[-1], "承办单位认为不该由它办，申请退回（退单），理由：不在本辖区。"),
        (g.a_case_in_consultation()[-1], "请云栖村、虚竹村一起商量这件由谁办、怎么办（会商）。"),
        (g.a_registered_case()[0], "经电话收到群众投诉，登记为 2026 号，地点云栖村村东头大坑边。"),
        (g.a_registered_case(matter=None)[0], "经电话收到群众诉求，"),
        (g.a_checked_finding()[0], "经督查检查发现问题，"),
    ],
)
def test_it_is_said_as_a_neighbour_would_say_it(event, words):
    assert told(event).startswith(words)


def test_a_moment_is_said_without_the_end_of_the_day_and_with_its_doubt():
    at = due("TASK@1", 3).model_copy(update={"provisional": False})
    noon = at.model_copy(update={"at": datetime.fromisoformat("2026-03-02T04:05:00+00:00")})
    doubtful = at.model_copy(update={"provisional": True})
    assert latest(at, "办结") == "最迟 2026年3月5日 办结"
    assert latest(noon, "办结") == "最迟 2026年3月2日 12:05 办结"
    assert latest(doubtful, "办结") == "最迟 2026年3月5日（暂定） 办结"


@pytest.mark.parametrize(
    ("said", "whole"), [("好", "好。"), ("好。", "好。"), ("好。。", "好。"), ("好吗？", "好吗？"), ("", "")]
)
def test_a_remark_ends_as_a_sentence_does(said, whole):
    assert besides(said) == whole
    assert ending(said) == (f"：{whole}" if whole else "。")


def test_nothing_of_who_complained_is_ever_told(office):
    """Through the desk, with a name, a telephone, an address and the person's own words in the vault."""
    for way in BRANCHES:
        case_id = office.play(*way, intake=complaint())
        office.ask(case_id, g.REVEAL)
        lines = timeline(office.desk.history(case_id), REGISTER)
        assert len(lines) == len(way) + 2
        whole = "".join(line.model_dump_json() for line in lines)
        for private in (NAME, PHONE, ADDRESS, WORDS, WORDS[:12]):
            assert private not in whole


def test_the_story_says_who_in_which_post_and_what_the_system_did(office):
    case_id = office.play(*BRANCHES[0][:4])
    task = office.desk.history(case_id)[3].event.task_due
    office.wall.now = task.at
    notice = c.SendNotice(notice=Notice.YELLOW, clock=Clock.TASK, due_at=task.at)
    office.ask(case_id, notice, by=SYSTEM)
    story = timeline(office.desk.history(case_id), REGISTER)
    assert (story[0].who, story[0].post, story[0].version) == ("甲经办", "经办人", 1)
    assert (story[-1].who, story[-1].post) == ("系统", "")
    assert story[-1].sentence == "系统提醒云栖村云主任：整改时限快到了。"


def test_what_was_said_wrongly_stays_with_what_it_should_have_been_beside_it(office):
    case_id = office.play(*BRANCHES[0][:5])
    wrong = c.CorrectRecord(field="statement", of_version=6, value="已清运两车", reason="数错")
    office.ask(case_id, wrong)
    once = timeline(office.desk.history(case_id), REGISTER)
    assert "已清运三车" in once[5].sentence
    assert (once[5].corrected, [line.corrected for line in once].count("")) == ("已清运两车", 6)
    assert once[6].sentence == "更正第 6 条经过，应为：「已清运两车」。理由：数错。"
    office.ask(case_id, wrong.model_copy(update={"value": "已清运四车"}))
    assert timeline(office.desk.history(case_id), REGISTER)[5].corrected == "已清运四车"
