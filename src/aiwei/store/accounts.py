"""Who may sign in. Passwords as argon2id, tokens as SHA-256: a copy of the database signs nobody in."""

import hashlib
import secrets
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from aiwei.domain.decider import Refused
from aiwei.store.book import Book

SHORTEST = 8
ADD = """INSERT INTO accounts (login, person, password_hash) VALUES (%s, %s, %s)
ON CONFLICT (login) DO NOTHING RETURNING login"""
RESET = "UPDATE accounts SET password_hash = %s, disabled_at = NULL WHERE login = %s RETURNING login"
DISABLE = "UPDATE accounts SET disabled_at = now() WHERE login = %s RETURNING login"
FIND = "SELECT login, person, password_hash FROM accounts WHERE login = %s AND disabled_at IS NULL"
OPEN = "INSERT INTO sessions (token_hash, login, expires_at) VALUES (%s, %s, %s)"
TIDY = "DELETE FROM sessions WHERE expires_at < %s"
READ = """SELECT a.person, a.login, s.expires_at FROM sessions s JOIN accounts a USING (login)
WHERE s.token_hash = %s AND a.disabled_at IS NULL"""
END = "DELETE FROM sessions WHERE token_hash = %s"


class AccountProblem(Refused):
    code = "account-problem"
    title = "账号办不成"


class BadCredentials(Refused):
    """Wrong login or password: which of the two is not said."""

    code = "bad-credentials"
    title = "登录名或密码不对"


class Session(NamedTuple):
    """A person who signed in, until a moment."""

    person: str
    login: str
    expires_at: datetime


class Accounts:
    """Accounts and sessions of the office's people."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._hasher = PasswordHasher()

    def add(self, login: str, person: str, password: str) -> None:
        """A new account; refused when the login is taken or the password too short."""
        with self._book.connection() as conn:
            if conn.execute(ADD, (login, person, self._hash(password))).fetchone() is None:
                raise AccountProblem(f"登录名「{login}」已存在；要换密码请用 account reset", field="login")

    def reset(self, login: str, password: str) -> None:
        """A new password; every session of the account ends."""
        with self._book.connection() as conn, conn.transaction():
            if conn.execute(RESET, (self._hash(password), login)).fetchone() is None:
                raise AccountProblem(f"没有登录名「{login}」", field="login")
            conn.execute("DELETE FROM sessions WHERE login = %s", (login,))

    def disable(self, login: str) -> None:
        """Nobody signs in by it any more, and its sessions end; a reset brings it back."""
        with self._book.connection() as conn, conn.transaction():
            if conn.execute(DISABLE, (login,)).fetchone() is None:
                raise AccountProblem(f"没有登录名「{login}」", field="login")
            conn.execute("DELETE FROM sessions WHERE login = %s", (login,))

    def everyone(self) -> list[tuple[str, str]]:
        """Login and person of each account."""
        with self._book.connection() as conn:
            rows = conn.execute("SELECT login, person FROM accounts ORDER BY login").fetchall()
        return [(row["login"], row["person"]) for row in rows]

    def sign_in(self, login: str, password: str, now: datetime, lasts: timedelta) -> tuple[str, Session]:
        """A token, shown once, and its session."""
        with self._book.connection() as conn:
            row = conn.execute(FIND, (login,)).fetchone()
        kept = row["password_hash"] if row else self._nobody
        try:
            self._hasher.verify(kept, password)
        except (VerifyMismatchError, InvalidHashError):
            row = None
        if row is None:
            raise BadCredentials("登录名或密码不对，请重新输入；忘记密码请找系统管理员重置")
        token = secrets.token_urlsafe(32)
        session = Session(row["person"], row["login"], now + lasts)
        with self._book.connection() as conn:
            conn.execute(OPEN, (hash_token(token), session.login, session.expires_at))
        return token, session

    def session(self, token: str, now: datetime) -> Session | None:
        """Whose token it is; None when it is unknown, expired or ended."""
        with self._book.connection() as conn:
            row = conn.execute(READ, (hash_token(token),), prepare=True).fetchone()
        if row is None or row["expires_at"] <= now:
            return None
        return Session(row["person"], row["login"], row["expires_at"])

    def sign_out(self, token: str) -> None:
        with self._book.connection() as conn:
            conn.execute(END, (hash_token(token),))

    def end_expired(self, now: datetime) -> None:
        """Forgets the sessions whose time is over."""
        with self._book.connection() as conn:
            conn.execute(TIDY, (now,))

    @cached_property
    def _nobody(self) -> str:
        """Compared against when the login is unknown, so that the answer takes the same time."""
        return self._hasher.hash(secrets.token_urlsafe())

    def _hash(self, password: str) -> str:
        if len(password) < SHORTEST:
            raise AccountProblem(f"密码至少 {SHORTEST} 位", field="password")
        return self._hasher.hash(password)


def hash_token(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
