"""``aiwei rules try``: what other rules would have made of the record, told in tables and in JSON."""

import re

import psycopg
import pytest
from rich.cells import cell_len

from aiwei.application.rules_source import shipped_text
from aiwei.application.what_if import CaseChange, Line, Standing
from aiwei.cli.what_if_words import SHOWN_NOTES, Shown
from aiwei.domain.case import commands as c
from aiwei.domain.case.grounds import Clock
from tests import given as g
from tests.chronicle import chronicle, digests
from tests.desks import open_office
from tests.domain.tales import Tale, complaint, in_hand, late, picked_by_hand


def with_amount(rule: str, amount: int, text: str = shipped_text()) -> str:
    """The shipped file with another amount of one rule."""
    return re.sub(rf'(id = "{rule}"\nversion = 1\ntitle = .*\namount = )\d+', rf"\g<1>{amount}", text)


SHORTER = with_amount("12345-COMPLAINT", 5)


@pytest.fixture
def write(aiwei):
    def to(text: str, name: str = "rules.toml") -> str:
        path = aiwei.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return to


@pytest.fixture
def written(conninfo):
    def write(*tales: Tale) -> None:
        with open_office(conninfo) as office:
            chronicle(office.desk.book, office.wall, tales)

    return write


def in_time() -> Tale:
    """Within ten days, and not within five."""
    return in_hand().on("2026-03-10T09:00:00").then(g.SUBMIT, g.PASS, g.SOLVED, g.CLOSE)


def altered() -> Tale:
    """With a lateness in the record that its own dues deny."""
    told = in_time()
    told.told[4] = told.told[4]._replace(event=told.told[4].event.model_copy(update={"late": True}))
    return told


def test_without_a_file_the_record_is_held_against_its_own_rules(aiwei, written):
    written(in_time(), late(), complaint())
    said = aiwei("rules", "try")
    assert said.code == 0
    assert re.search(r"核对无误：.*重算 3 件的 \d+ 个时限、6 次超时判定，与记录全部相同", said.told)
    assert re.search(r"算了 3 件，用时 .* 秒，每秒 \d+ 件", said.err)


def test_a_record_that_is_not_what_its_rules_lead_to_is_told_and_ends_in_1(aiwei, written):
    written(in_time(), altered())
    said = aiwei("rules", "try")
    assert said.code == 1
    assert "核对不符" in said.told
    assert re.search(r"2026-00002\s+5\s+整改\s+2026-03-16\s+2026-03-16\s+超时→按期", said.out)
    figures = aiwei("rules", "try", "--json").figures
    assert (figures["equal"], figures["totals"]["cases"]) == (False, 2)
    (departure,) = figures["departures"]
    assert (departure["version"], departure["clock"], departure["before"]["late"]) == (5, "task", True)


def test_the_rules_in_force_from_a_file_change_nothing(aiwei, written, write):
    written(in_time(), late())
    said = aiwei("rules", "try", write(aiwei("rules", "export").out))
    assert said.code == 0
    assert "全部 2 件" in said.told
    assert "到期和超时都与记录相同" in said.told


def test_other_rules_are_told_by_case_by_unit_and_in_a_sentence(aiwei, written, write):
    elsewhere = complaint().then(c.Dispatch(lead_unit="BAMBOO", responsible_person="bamboo"))
    written(in_time(), late(), elsewhere)
    said = aiwei("rules", "try", write(SHORTER))
    assert said.code == 0
    assert re.search(r"2026-0000\d\s+云栖村\s+整改\s+2026-03-16\s+2026-03-09\s+按期→超时", said.out)
    assert re.search(r"\n\s+办结\s+2026-03-16\s+2026-03-09\s+按期→超时", said.out)
    assert re.search(r"虚竹村\s+办结\s+2026-03-16\s+2026-03-09\s+超时", said.out)
    assert re.search(r"云栖村\s+2\s+50.0%→0.0%\s+2\s+50.0%→0.0%\s+2\s+50.0%", said.out)
    assert re.search(r"合计\s+3\s+33.3%→0.0%", said.out)
    assert "有 3 件不同：2 次变为超时，0 次不再超时" in said.told
    assert "按期办结率 33.3%（1/3） → 0.0%（0/3）" in said.told
    assert "试算照用；正式采用前：12345-COMPLAINT@1 与已采用的内容不同" in said.err


def test_every_line_of_a_table_fits_80_columns(aiwei, written, write):
    night = Tale().on("2026-12-31T21:30:00").then(g.registration(), g.ACCEPT, g.DISPATCH)
    written(in_time(), night)
    lines = aiwei("rules", "try", write(with_amount("SIGN-FOR", 30, SHORTER))).out.splitlines()
    tables = lines[: next(n for n, line in enumerate(lines) if line.startswith("全部"))]
    assert max(map(cell_len, tables)) <= 80
    assert any(re.search(r"签收\s+2027-01-01 23:30\*\s+2027-01-04 05:30\*", line) for line in tables)


def test_a_long_list_is_cut_and_the_cases_whose_lateness_turns_come_first(aiwei, written, write):
    written(*(complaint() for _ in range(3)), in_time())
    said = aiwei("rules", "try", write(SHORTER), "--limit", "1")
    assert "其余 3 件没有列出" in said.told
    assert "按期→超时" in said.out
    assert len(aiwei("rules", "try", write(SHORTER), "--json", "--limit", "1").figures["cases"]) == 4


def test_in_json_every_case_stands_with_before_and_after(aiwei, written, write):
    written(in_time())
    figures = aiwei("rules", "try", write(SHORTER), "--json").figures
    (case,) = figures["cases"]
    assert (case["number"], case["unit"], case["notes"]) == ("2026-00001", "CLOUD", [])
    assert case["limits"][0] == {
        "clock": "task",
        "before": {
            "due": "2026-03-16T23:59:59+08:00",
            "rule": "12345-COMPLAINT@1",
            "provisional": False,
            "late": False,
        },
        "after": {
            "due": "2026-03-09T23:59:59+08:00",
            "rule": "12345-COMPLAINT@1",
            "provisional": False,
            "late": True,
        },
    }
    (unit,) = figures["units"]
    assert (unit["name"], unit["closed_on_time"]["after"]) == ("云栖村", {"n": 1, "kept": 0, "rate": 0.0})
    assert figures["totals"] | {"changed": 1, "turned_late": 2} == figures["totals"]


def test_nothing_to_divide_by_is_told_as_a_dash(aiwei, written, write):
    written(Tale().then(g.registration(), g.WITHDRAW))
    totals = aiwei("rules", "try", write(SHORTER), "--json").figures["totals"]
    assert totals["closed_on_time"]["before"] == {"n": 0, "kept": 0, "rate": None}


def test_a_case_that_cannot_be_counted_as_asked_is_named(aiwei, written, write):
    written(picked_by_hand())
    without = re.sub(r'\[\[rule\]\]\nid = "PETITION-HANDLE"\n.*?\n\n', "", shipped_text(), flags=re.DOTALL)
    assert "2026-00001：人工选用的「PETITION-HANDLE」" in aiwei("rules", "try", write(without)).told


def test_days_of_receipt_choose_the_cases(aiwei, written, write):
    written(complaint(), Tale().on("2026-03-05T09:00:00").then(g.registration(), g.ACCEPT))
    said = aiwei("rules", "try", write(SHORTER), "--from", "2026-03-05", "--to", "2026-03-05")
    assert "2026-03-05 至 2026-03-05 收到的 1 件里" in said.told
    assert "重算 1 件" in aiwei("rules", "try", "--to", "2026-03-02").told


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--from", "2026-03-05", "--to", "2026-03-04"], "--from 2026-03-05 晚于 --to 2026-03-04，请对调"),
        (["--from", "yesterday"], "--from「yesterday」不是日期，应如 2026-03-01"),
        (["--to", "2026-02-30"], "--to「2026-02-30」不是日期"),
        (["--from", "2027-01-01"], "2027-01-01 起没有收到任何件"),
        (["--to", "2026-01-01"], "2026-01-01 及以前没有收到任何件"),
    ],
)
def test_a_question_that_cannot_be_answered_ends_in_a_sentence_and_2(aiwei, written, words, says):
    written(complaint())
    said = aiwei("rules", "try", *words)
    assert (said.code, said.out, says in said.told) == (2, "", True)


def test_a_faulty_file_is_told_with_all_its_faults(aiwei, write):
    wrong = SHORTER.replace("amount = 365", "amount = -365").replace('id = "CHECK"', 'id = "CHEQUE"')
    said = aiwei("rules", "try", write(wrong))
    assert said.code == 2
    assert "SUSP-MAX@1 的时限 -365 是负数" in said.told
    assert "缺少必需的规则「CHECK」" in said.told
    assert aiwei("rules", "try", str(aiwei.folder / "nowhere.toml")).code == 2


def test_an_empty_book_has_nothing_to_hold_against(aiwei, write):
    for words in ([], [write(SHORTER)]):
        said = aiwei("rules", "try", *words)
        assert (said.code, "还没有登记任何件" in said.told) == (0, True)


def test_whatever_is_asked_nothing_is_written(aiwei, written, write, conninfo):
    written(in_time(), late())
    file = write(SHORTER)
    aiwei("rules", "show")  # whatever a first start makes is there
    with psycopg.connect(conninfo, autocommit=True) as conn:
        before = digests(conn)
        for words in ([], ["--json"], [file], [file, "--json", "--newest"]):
            assert aiwei("rules", "try", *words).code == 0
        assert digests(conn) == before


TURNED = Line(Clock.CASE, Standing(None, late=False), Standing(None, late=True))


def test_what_is_kept_for_the_table_does_not_grow_with_the_cases():
    shown = Shown(3)
    shown.take(CaseChange(g.OWN, f"2026-{n:05}", None, (TURNED,), ("x",)) for n in range(1_000))
    assert [change.number for change in shown.cases] == ["2026-00000", "2026-00001", "2026-00002"]
    assert len(shown.noted) == SHOWN_NOTES
