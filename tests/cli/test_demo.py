"""``aiwei demo``: a township's autumn from intake to closure, in a home of its own."""

import csv
import io
from datetime import datetime
from importlib import resources
from typing import get_args

import pytest

from aiwei.application.demo.dealing import CAST, Deck
from aiwei.application.demo.people import BY_POST
from aiwei.application.demo.ways import BY_NAME, WAYS
from aiwei.cli import demo
from aiwei.cli.demo import MARK
from aiwei.cli.open import opened
from aiwei.domain.calendar import LOCAL
from aiwei.domain.case.events import CaseFact
from aiwei.domain.case.lifecycle import STEPS
from aiwei.domain.case.words import CaseState
from aiwei.domain.register.events import RegisterEvent
from aiwei.domain.timekeeping.events import TimekeepingEvent
from aiwei.settings import Settings
from tests.cli.commands import run
from tests.documents.books import MESSAGES, message, workbook

SAMPLE = list(
    csv.DictReader(
        io.StringIO(
            resources.files("aiwei.application.demo").joinpath("data", "sample.csv").read_text("utf-8")
        )
    )
)
ENDINGS = """SELECT count(*) FILTER (WHERE NOT late) AS on_time,
    count(*) FILTER (WHERE late) AS late,
    count(*) FILTER (WHERE exempt) AS exempt,
    count(*) FILTER (WHERE returns > 1) AS returned_twice,
    count(*) FILTER (WHERE reworks > 0) AS reworked,
    count(*) FILTER (WHERE reopenings > 0) AS reopened,
    count(*) FILTER (WHERE extensions > 1) AS extended_twice,
    count(*) FILTER (WHERE suspensions > 0 AND state = 'archived') AS suspended_and_done,
    count(*) FILTER (WHERE members > 1) AS joined_by_several,
    count(*) FILTER (WHERE out_of IS NOT NULL) AS taken_from_another,
    count(*) FILTER (WHERE sealed) AS sealed
FROM read.cases"""
EVENTS = [
    event for union in (CaseFact, RegisterEvent, TimekeepingEvent) for event in get_args(get_args(union)[0])
]
END = datetime(2026, 11, 3, tzinfo=LOCAL)
#: What does not happen in the demo, and why.
NOT_PLAYED = {
    "rules-adopted": "the town goes by the shipped rules",
    "calendar-year-loaded": "the notice for 2027 is not out, and nobody invents public holidays",
    "dues-recomputed": "provisional moments are settled when that notice is loaded",
}

WRITTEN = """SELECT c.source_number,
    to_jsonb(c)::text || string_agg(convert_from(e.state, 'UTF8'), '') AS told
FROM read.cases c JOIN aiwei_events e ON e.originator_id = 'case-' || c.case_id
GROUP BY c.case_id, c.source_number"""


def test_the_demo_plays_to_its_end_and_begins_anew_in_the_same_home(home, tmp_path):
    first = run("demo", "--home", str(home))
    assert (first.code, "Traceback" in first.told) == (0, False)
    assert f"演示开始：{len(SAMPLE)} 件" in first.told
    assert "核验通过" in first.told
    look(home)
    again = run("rules", "try", AIWEI_HOME=str(home))
    assert (again.code, "与记录全部相同" in again.told) == (0, True)
    file = workbook(tmp_path / "a.xlsx", [message(number=n) for n in range(3)], MESSAGES)
    second = run("demo", "--home", str(home), "--input", str(file))
    assert (second.code, "登记 3　" in second.told) == (0, True)


def look(home):
    """What the played town holds."""
    settings = Settings(home=home, database_url=None, database_url_file=None)
    with opened(settings, durable=False) as house, house.book.connection() as conn:
        has_every_state_and_ending_and_area(conn)
        has_every_kind_of_event(conn)
        has_everyone_at_their_own_work(conn)
        has_had_notices_in_time(conn)
        has_nothing_of_the_complainants(conn)


def has_every_state_and_ending_and_area(conn):
    states = {row["state"] for row in conn.execute("SELECT DISTINCT state FROM read.cases")}
    assert states == {str(state) for state in CaseState}
    (endings,) = conn.execute(ENDINGS).fetchall()
    assert {name: count for name, count in endings.items() if count == 0} == {}
    areas = conn.execute("SELECT DISTINCT area FROM read.cases WHERE area IS NOT NULL").fetchall()
    assert len(areas) == 5


def has_every_kind_of_event(conn):
    played = {row["topic"] for row in conn.execute("SELECT DISTINCT topic FROM aiwei_events")}
    assert {kind_of(event) for event in EVENTS} - played == set(NOT_PLAYED)


def kind_of(event):
    return event.model_fields["kind"].default


def has_everyone_at_their_own_work(conn):
    """Who handles never checks; an extension for the second time is the leader's; two people review."""
    rows = conn.execute(
        "SELECT convert_from(state, 'UTF8')::jsonb AS told FROM aiwei_events ORDER BY notification_id"
    )
    told = [row["told"] for row in rows]
    second = [
        e["by"]["post"] for e in told if e["data"]["kind"] == "extension-granted" and e["data"]["nth"] == 2
    ]
    assert set(second) == {"TOWN-DEPUTY"}
    ends = {"lateness-appeal-upheld", "lateness-appeal-dismissed"}
    assert {e["by"]["post"] for e in told if e["data"]["kind"] == "lateness-appeal-reviewed"} == {
        "JW-REVIEWER"
    }
    assert {e["by"]["post"] for e in told if e["data"]["kind"] in ends} == {"JW-REVIEWER-2"}
    assert {e["via"] for e in told if e["data"]["kind"] == "notice-sent"} == {"sentinel"}
    resumed = [e["data"]["automatic"] for e in told if e["data"]["kind"] == "case-resumed"]
    assert set(resumed) == {True, False}


def has_had_notices_in_time(conn):
    """Each once, and none of what has long ended."""
    doubled = "SELECT 1 FROM read.notices GROUP BY case_id, clock, due_at, notice HAVING count(*) > 1"
    assert conn.execute(doubled).fetchall() == []
    assert (
        conn.execute("SELECT 1 FROM read.clocks WHERE clock = 'resume' AND due_at < %s", (END,)).fetchall()
        == []
    )


def has_nothing_of_the_complainants(conn):
    """Of its own complainant; a place may well be where somebody else lives."""
    written = {row["source_number"]: row["told"] for row in conn.execute(WRITTEN)}
    personal = ("诉求人", "联系电话", "住址")
    secrets = [(row["编号"], row[column]) for row in SAMPLE for column in personal if row[column]]
    villages = {row["村"] for row in SAMPLE}
    assert len(secrets) > 200
    assert [s for s in secrets if s[1] in written[s[0]] and s[1] not in villages] == []


def test_a_folder_with_something_else_in_it_is_refused_and_untouched(aiwei):
    precious = aiwei.folder / "mine" / "thesis.txt"
    precious.parent.mkdir()
    precious.write_text("three years")
    assert "里已有别的内容，演示不会动它" in aiwei.refused("demo", "--home", str(precious.parent))
    assert [found.name for found in precious.parent.iterdir()] == ["thesis.txt"]
    assert precious.read_text() == "three years"


def test_a_home_that_is_a_file_is_refused(aiwei):
    (aiwei.folder / "file").write_text("x")
    assert "是一个文件" in aiwei.refused("demo", "--home", str(aiwei.folder / "file"))
    assert (aiwei.folder / "file").read_text() == "x"


def test_a_demo_that_is_still_open_is_not_swept_away(home):
    home.mkdir(mode=0o711)
    (home / MARK).touch()
    with opened(Settings(home=home, database_url=None, database_url_file=None), durable=False):
        said = run("demo", "--home", str(home))
        assert said.code == 1
        assert "正在使用（上次的演示还开着？）" in said.told
        assert (home / "pg").exists()


@pytest.mark.parametrize("rows", [[], [message(time="?")]])
def test_a_file_without_a_row_that_fits_is_refused_and_no_home_is_made(aiwei, rows):
    file = workbook(aiwei.folder / "a.xlsx", rows, MESSAGES)
    refused = aiwei.refused("demo", "--home", str(aiwei.folder / "home"), "--input", str(file))
    assert refused.endswith("这个文件里没有可用的行")
    assert not (aiwei.folder / "home").exists()


def test_the_sample_is_large_and_of_all_kinds():
    assert len(SAMPLE) >= 120
    for column in ("领域", "类别来源", "渠道", "村", "分流"):
        assert len({row[column] for row in SAMPLE}) >= 3
    assert demo.LOGINS.keys() >= {"clerk", "head", "checker", "caller", "shibin"}


def test_whoever_is_cast_is_in_the_sample_and_their_way_is_known():
    assert CAST.keys() <= {row["编号"] for row in SAMPLE}
    assert set(CAST.values()) <= BY_NAME.keys()


def test_every_way_is_dealt_to_somebody_in_the_sample():
    deck = Deck()
    dealt = {deck.deal(intake).name for intake in demo._rows(None)}
    assert {way.name for way in WAYS} - dealt == set()


def test_whose_work_a_step_is_names_posts_of_the_demos_register():
    register = demo._register()
    assert {post for posts in BY_POST.values() for post in posts} <= {post.code for post in register.posts}
    assert BY_POST.keys() <= {step.command for step in STEPS}
