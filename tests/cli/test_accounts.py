"""``aiwei account``: people who may sign in, and passwords that are shown once or never."""

from datetime import UTC, datetime, timedelta
from importlib import resources

import pytest

from aiwei.application.house import House
from aiwei.settings import Settings

CLERK = ("account", "add", "wumm", "--person", "p-wumingming")
NOW = datetime(2026, 9, 7, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def register(aiwei):
    shipped = resources.files("aiwei.application.demo").joinpath("data", "register.csv")
    with resources.as_file(shipped) as file:
        said = aiwei("import-register", str(file))
    assert said.out == "登记册新增或变更 204 项\n"


@pytest.fixture
def house(aiwei):
    with House(aiwei.conninfo, Settings()) as opened:
        yield opened


def sign_in(house, password):
    return house.accounts.sign_in("wumm", password, NOW, timedelta(hours=1))


def test_an_account_is_for_a_person_of_the_register(aiwei, house):
    assert "已建账号 wumm（吴明明）" in aiwei(*CLERK, typed="correct horse\n").told
    assert sign_in(house, "correct horse")[1].person == "p-wumingming"
    assert aiwei("account", "list").out.split() == ["wumm", "吴明明（p-wumingming）"]


def test_without_a_password_one_is_made_and_shown_once(aiwei, house):
    said = aiwei(*CLERK, typed="\n")
    password = said.out.partition("密码（只显示一次）：")[2].strip()
    assert len(password) >= 12
    assert sign_in(house, password)
    assert password not in aiwei("account", "list").told


def test_a_password_that_was_typed_is_not_shown(aiwei):
    assert "correct horse" not in aiwei(*CLERK, typed="correct horse\n").told


def test_a_person_who_is_in_no_register_is_refused(aiwei):
    refused = aiwei.refused("account", "add", "x", "--person", "p-nobody", typed="correct horse\n")
    assert "登记册里没有人员「p-nobody」" in refused
    assert aiwei.ask("SELECT count(*) FROM accounts") == [(0,)]


def test_a_short_password_is_refused(aiwei):
    assert aiwei.refused(*CLERK, typed="short\n") == "账号办不成：密码至少 8 位"


def test_a_login_that_is_taken_is_refused_and_stays_as_it_was(aiwei, house):
    aiwei(*CLERK, typed="correct horse\n")
    again = ("account", "add", "wumm", "--person", "p-jiasiyuan")
    assert "登录名「wumm」已存在" in aiwei.refused(*again, typed="another horse\n")
    assert sign_in(house, "correct horse")[1].person == "p-wumingming"


def test_a_reset_gives_a_new_password_and_ends_every_session(aiwei, house):
    aiwei(*CLERK, typed="correct horse\n")
    token, _ = sign_in(house, "correct horse")
    assert "已重设 wumm 的密码" in aiwei("account", "reset", "wumm", typed="another horse\n").told
    assert house.accounts.session(token, NOW) is None
    assert sign_in(house, "another horse")


def test_a_reset_of_nobody_is_refused(aiwei):
    assert (
        aiwei.refused("account", "reset", "nobody", typed="another horse\n")
        == "账号办不成：没有登录名「nobody」"
    )


def test_the_register_can_be_imported_again_without_harm(aiwei):
    shipped = resources.files("aiwei.application.demo").joinpath("data", "register.csv")
    with resources.as_file(shipped) as file:
        assert aiwei("import-register", str(file)).out == "登记册新增或变更 0 项\n"


def test_a_register_that_hangs_in_the_air_is_refused_whole(aiwei):
    file = aiwei.folder / "a.csv"
    file.write_text("code,name,kind,parent\nX1,甲村,village,SB\nX2,乙村,village,XX\n", encoding="utf-8")
    before = aiwei.ask("SELECT count(*) FROM aiwei_events")
    assert aiwei.refused("import-register", str(file)) == "登记册对不上：单位「乙村」的上级「XX」不存在"
    assert aiwei.ask("SELECT count(*) FROM aiwei_events") == before
