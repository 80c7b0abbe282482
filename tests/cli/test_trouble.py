"""Whatever is wrong with the place where it runs ends in one Chinese sentence and exit code 1."""

import base64
import socket

import pytest

from tests.documents.books import message

CLOSED = "postgresql://aiwei:geheim@127.0.0.1:1/aiwei"
ENVIRONMENTS = {
    "database down": (
        {"AIWEI_DATABASE_URL": CLOSED, "AIWEI_DATABASE_WAIT": "0"},
        "等了 0 秒，数据库仍连不上",
    ),
    "malformed URL": ({"AIWEI_DATABASE_URL": "not a url"}, "AIWEI_DATABASE_URL 写法不对"),
    "URL file missing": ({"AIWEI_DATABASE_URL_FILE": "/nowhere/url"}, "/nowhere/url"),
    "key file missing": ({"AIWEI_MASTER_KEY_FILE": "/nowhere/key"}, "找不到主密钥文件 /nowhere/key"),
    "rules file missing": ({"AIWEI_RULES_FILE": "/nowhere/rules"}, "/nowhere/rules"),
    "a wait that is no number": ({"AIWEI_DATABASE_WAIT": "soon"}, "环境变量 AIWEI_DATABASE_WAIT 应为数字"),
    "a port that is none": ({"AIWEI_PORT": "http"}, "环境变量 AIWEI_PORT 应为整数"),
}
COMMANDS = [("doctor",), ("rebuild",), ("serve", "--port", "0"), ("account", "list")]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("trouble", ENVIRONMENTS)
def test_a_trouble_with_its_place_is_a_sentence_in_every_command(aiwei, monkeypatch, trouble, command):
    environment, sentence = ENVIRONMENTS[trouble]
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert sentence in aiwei.refused(*command)


def test_a_sentence_never_shows_the_password_of_the_database(aiwei, monkeypatch):
    monkeypatch.setenv("AIWEI_DATABASE_URL", CLOSED)
    monkeypatch.setenv("AIWEI_DATABASE_WAIT", "0")
    assert "geheim" not in aiwei.refused("doctor")


def test_a_database_that_is_late_is_waited_for_and_that_is_said(aiwei, monkeypatch):
    monkeypatch.setenv("AIWEI_DATABASE_URL", CLOSED)
    monkeypatch.setenv("AIWEI_DATABASE_WAIT", "1")
    assert "数据库还没有应答，最多等 1 秒" in aiwei.refused("doctor")


def test_a_port_in_use_is_named_before_anything_is_started(aiwei):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"端口 127.0.0.1:{port} 用不了" in aiwei.refused("serve", "--port", str(port))


def test_a_port_and_a_host_that_are_none_are_named(aiwei):
    assert "没有端口 99999" in aiwei.refused("serve", "--port", "99999")
    assert "没有地址 nowhere.invalid" in aiwei.refused("serve", "--host", "nowhere.invalid")


@pytest.mark.parametrize("text", ["", "not base64!", base64.b64encode(b"short").decode()])
def test_a_key_file_that_holds_no_key_says_so(aiwei, monkeypatch, text):
    key = aiwei.folder / "master.key"
    key.write_text(text)
    monkeypatch.setenv("AIWEI_MASTER_KEY_FILE", str(key))
    assert "主密钥" in aiwei.refused("doctor")


def test_another_key_than_the_one_that_sealed_the_data_is_refused_and_changes_nothing(aiwei, monkeypatch):
    aiwei.imports(aiwei.messages(message()))
    other = aiwei.folder / "other.key"
    other.write_text(base64.b64encode(b"o" * 32).decode())
    monkeypatch.setenv("AIWEI_MASTER_KEY_FILE", str(other))
    assert "主密钥与数据库不符" in aiwei.refused("import-cases", aiwei.messages(message(number=2)))
    assert aiwei.cases() == 1


def test_a_database_of_a_newer_program_is_refused(aiwei):
    aiwei("doctor")
    aiwei.do("INSERT INTO aiwei_migrations (name, digest) VALUES ('9999_later.sql', '')")
    assert "数据库由更新的版本建立（有 9999_later.sql），请升级程序" in aiwei.refused("doctor")


def test_the_tables_are_made_once(aiwei):
    for schema in ("read", "vault", "public"):
        aiwei.do(f"DROP SCHEMA {schema} CASCADE")
    aiwei.do("CREATE SCHEMA public")
    assert "0001_events.sql" in aiwei("migrate").told
    assert "数据库已是最新" in aiwei("migrate").told


def test_a_rules_file_with_a_slip_names_the_entry(aiwei, monkeypatch):
    rules = aiwei.folder / "rules.toml"
    rules.write_text('[[rule]]\nid = "X"\n', encoding="utf-8")
    monkeypatch.setenv("AIWEI_RULES_FILE", str(rules))
    assert f"时限规则 {rules}" in aiwei.refused("doctor")


def test_help_is_in_chinese_and_names_every_command(aiwei):
    told = aiwei("--help").told
    assert "爱卫" in told
    for command in (
        "serve",
        "demo",
        "import-cases",
        "import-register",
        "rebuild",
        "doctor",
        "tui",
        "account",
    ):
        assert command in told
