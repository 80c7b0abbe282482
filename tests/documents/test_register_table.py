"""The register from a CSV: units, posts and holders, or a sentence that names the line."""

from datetime import date
from importlib import resources

import pytest

from aiwei.documents.problem import DocumentProblem
from aiwei.documents.register_table import parse_register, read_register
from aiwei.domain.register.words import Capability, UnitKind

HEAD = "record,code,name,kind,parent,enforcement_power,unit,capabilities,person,from,until,note\n"
UNIT = "unit,SB,柿槟服务中心,management_area,TOWN,no,,,,,,总支书记负责\n"
POST = "post,SB-HEAD,总支书记,,,,SB,rectify;intake,,,,\n"
HOLDER = "holder,SB-HEAD,甄实在,,,,,,p-1,2024-01-01,2026-06-30,\n"


def test_a_unit_a_post_and_a_holder_are_read():
    told = parse_register(HEAD + UNIT + POST + HOLDER, "a.csv")
    assert (told.units[0].code, told.units[0].kind, told.units[0].parent) == (
        "SB",
        UnitKind.MANAGEMENT_AREA,
        "TOWN",
    )
    assert told.posts[0].capabilities == (Capability.RECTIFY, Capability.INTAKE)
    assert (told.tenures[0].since, told.tenures[0].until) == (date(2024, 1, 1), date(2026, 6, 30))
    assert told.basis == "a.csv"


def test_a_bare_list_of_units_is_a_register_too():
    told = parse_register(
        "code,name,kind,parent,enforcement_power,note\nZFD,执法大队,department,,yes,\n", "units.csv"
    )
    assert (told.units[0].enforcement_power, told.units[0].parent, told.posts) == (True, None, ())


def test_full_width_semicolons_part_capabilities_as_well():
    told = parse_register(HEAD + POST.replace(";", "； "), "a.csv")
    assert told.posts[0].capabilities == (Capability.RECTIFY, Capability.INTAKE)


def test_the_demos_register_is_whole():
    shipped = resources.files("aiwei.application.demo").joinpath("data", "register.csv")
    told = parse_register(shipped.read_text(encoding="utf-8"), "register.csv")
    assert (len(told.units), len(told.posts), len(told.tenures)) == (40, 81, 83)


BAD = {
    "code,name\nA,甲\n": "缺少列：kind",
    "": "缺少列：code、kind、name",
    "code,name,kind\nA,甲,castle\n": "第 2 行有误：「castle」不在词表里（可用：town、",
    HEAD + UNIT + "king,A,甲,,,,,,,,,\n": "第 3 行：record 应为 unit、post 或 holder，现为「king」",
    HEAD + UNIT + POST.replace("rectify", "fly"): "第 3 行有误：「fly」不在词表里",
    HEAD + HOLDER.replace("2024-01-01", "去年"): "第 2 行有误：「去年」不是日期",
    HEAD + HOLDER.replace("2026-06-30", "30.6.2026"): "第 2 行有误：「30.6.2026」不是日期",
    "record,code,name,kind\npost,P,岗,\n": "第 2 行有误：post 行要有「unit」这一列",
    "record,code,name,kind,person\nholder,P,甲,,p\n": "第 2 行有误：holder 行要有「from」这一列",
    f"code,name,kind\nA,{'长' * 140_000},town\n": "不是有效的 CSV",
}


@pytest.mark.parametrize("text", BAD, ids=BAD.values())
def test_a_table_that_does_not_fit_names_the_line_and_the_word(text):
    with pytest.raises(DocumentProblem) as refused:
        parse_register(text, "a.csv")
    assert str(refused.value).startswith("a.csv ")
    assert BAD[text] in str(refused.value)


def test_a_file_in_another_encoding_says_how_to_save_it(tmp_path):
    (tmp_path / "gbk.csv").write_bytes((HEAD + UNIT).encode("gbk"))
    with pytest.raises(DocumentProblem, match=r"gbk\.csv 不是 UTF-8 编码的 CSV，请另存为“CSV UTF-8”"):
        read_register(tmp_path / "gbk.csv")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DocumentProblem, match=r"nowhere\.csv 读不了"):
        read_register(tmp_path / "nowhere.csv")


def test_a_mark_at_the_start_of_the_file_does_no_harm(tmp_path):
    (tmp_path / "excel.csv").write_text(HEAD + UNIT, encoding="utf-8-sig")
    assert read_register(tmp_path / "excel.csv").units[0].code == "SB"
