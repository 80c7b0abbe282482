"""What may go wrong between a screen and the server, in words for the person before it."""

from http import HTTPStatus
from typing import Any

import httpx2

STALE = frozenset({"out-of-date", "clash", "not-open-now"})


class Trouble(Exception):  # noqa: N818 (an answer to show, not an error)
    """``title`` is one line, ``detail`` says what to do."""

    def __init__(self, title: str, detail: str) -> None:
        super().__init__(detail if detail.startswith(title) else f"{title}：{detail}".removesuffix("："))
        self.title = title
        self.detail = detail


class LineDown(Trouble):
    """No answer came: what was sent may or may not have been done."""


class Problem(Trouble):
    """The server said no (RFC 9457). ``fields`` maps a field's name to what is wrong with it."""

    def __init__(self, status: int, code: str, title: str, detail: str, fields: dict[str, str]) -> None:
        super().__init__(title, detail)
        self.status = status
        self.code = code
        self.fields = fields

    @property
    def stale(self) -> bool:
        """The case has moved on since it was read."""
        return self.code in STALE

    @property
    def signed_out(self) -> bool:
        return self.status == HTTPStatus.UNAUTHORIZED


def problem_of(response: httpx2.Response) -> Problem:
    """The problem in an answer; one made up where the answer is of another form."""
    try:
        body: dict[str, Any] = response.json()
        fields = {e["field"]: e["message"] for e in body.get("errors", [])}
        code = str(body["type"]).rsplit("/", 1)[-1]
        return Problem(response.status_code, code, body["title"], body["detail"], fields)
    except (ValueError, KeyError, TypeError, AttributeError):
        detail = "服务器出错了，请稍后再试；一再出现请告诉系统管理员"
        return Problem(response.status_code, "unknown", f"服务器回答 {response.status_code}", detail, {})


def line_down(error: httpx2.HTTPError, address: str) -> LineDown:
    if isinstance(error, httpx2.TimeoutException):
        return LineDown("服务器没有及时回答", f"{address} 太慢或断线，请稍后再试")
    return LineDown("连不上服务器", f"{address} 没有回答，请检查网络或服务是否在运行")
