"""``aiwei account …``: people who may sign in. A password is typed or made, never on the command line."""

import secrets
import sys
from typing import Annotated

import typer

from aiwei.cli.open import opened
from aiwei.cli.say import fail, out, sentences
from aiwei.settings import Settings

app = typer.Typer(no_args_is_help=True, help="登录账号")
Login = Annotated[str, typer.Argument(help="登录名")]


def _password() -> tuple[str, bool]:
    """A password typed twice, or read from a pipe; empty input makes one. Whether it was made."""
    if not sys.stdin.isatty():
        given = sys.stdin.readline().rstrip("\n")
        return (given, False) if given else (secrets.token_urlsafe(12), True)
    given = typer.prompt("密码（直接回车则自动生成）", default="", hide_input=True, show_default=False)
    if not given:
        return secrets.token_urlsafe(12), True
    if typer.prompt("再输一遍", hide_input=True) != given:
        fail("两次输入的密码不一样，请重来")
    return given, False


@app.command()
def add(login: Login, person: Annotated[str, typer.Option(help="登记册里的人员代码")]) -> None:
    """新建账号。自动生成的密码只显示这一次。"""
    with sentences(), opened(Settings()) as house:
        if person not in house.desk.register.now().names:
            fail(f"登记册里没有人员「{person}」：请先用 aiwei import-register 导入，或核对代码")
        password, made = _password()
        house.accounts.add(login, person, password)
        out.print(f"已建账号 {login}（{house.desk.register.now().person_name(person)}）")
        if made:
            out.print(f"密码（只显示一次）：{password}")


@app.command()
def reset(login: Login) -> None:
    """重设密码，并使该账号已有的登录失效。"""
    with sentences(), opened(Settings()) as house:
        password, made = _password()
        house.accounts.reset(login, password)
        out.print(f"已重设 {login} 的密码")
        if made:
            out.print(f"密码（只显示一次）：{password}")


@app.command()
def disable(login: Login) -> None:
    """停用账号，并使其已有的登录失效；重设密码即恢复。"""
    with sentences(), opened(Settings()) as house:
        house.accounts.disable(login)
        out.print(f"已停用 {login}")


@app.command("list")
def list_() -> None:
    """所有账号。"""
    with sentences(), opened(Settings()) as house:
        register = house.desk.register.now()
        for login, person in house.accounts.everyone():
            out.print(f"{login}\t{register.person_name(person)}（{person}）")
