"""Refusals to HTTP, in one table; every error is ``application/problem+json`` (RFC 9457)."""

from typing import Any

import psycopg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from aiwei.application.wording import wording
from aiwei.domain.decider import Refused
from aiwei.store.book import GONE

#: Who may not, whatever the form says.
NOT_YOURS = (
    "not-your-duty",
    "handler-may-not-check",
    "not-the-author",
    "approver-is-requester",
    "second-return-needs-another",
    "two-reviewers",
)
#: What the case is not in a condition for, whatever the form says: look at it again before anything else.
NOT_NOW = (
    "not-open-now",
    "clash",
    "already-there",
    # on the way to the unit, and back
    "excerpt-not-released",
    "wrong-road",
    "not-a-grievance",
    "consultation-needed",
    "designated-may-not-return",
    "return-too-late",
    "return-after-work",
    # more time
    "already-asked",
    "nothing-asked",
    "asked-too-late",
    "no-more-extensions",
    "due-in-the-past",
    "nothing-to-resume",
    # several complaints, one rectification
    "has-members",
    "reply-owed",
    "no-reply-due",
    # the end, and after it
    "check-not-passed",
    "follow-up-not-done",
    "reopen-too-late",
    "not-late",
    "appeal-once",
    "no-appeal",
    "self-check-failed",
    "no-personal-data",
    "already-told",
    "nothing-provisional",
)
#: What stands in the form, or in the query, and can be put right there.
AMISS = (
    "something-missing",
    "excerpt-leaks",
    "unknown-place",
    "unknown-rule",
    "wrong-time",
    "not-a-post-holder",
    "accused-would-receive",
    "lead-is-assisting",
    "not-the-designated",
    "discipline-only",
    "cannot-merge",
    "too-long",
    "nothing-to-correct",
    "evidence-missing",
    "command-id-reused",
    "bad-cursor",
    "bad-filter",
    "not-yet-that-moment",
)
STATUS = {
    "bad-credentials": 401,
    "not-signed-in": 401,
    **dict.fromkeys(NOT_YOURS, 403),
    "no-such-case": 404,
    "not-there-yet": 404,
    **dict.fromkeys(NOT_NOW, 409),
    "out-of-date": 412,
    **dict.fromkeys(AMISS, 422),
    "not-yet-projected": 503,
}
CONFLICT = 409
UNPROCESSABLE = 422
RETRY_SECONDS = "1"


class FieldProblem(BaseModel):
    field: str
    message: str


class Problem(BaseModel):
    """RFC 9457. ``type`` is stable; ``title`` and ``detail`` say in Chinese what to do."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = []


class NotSignedIn(Refused):
    code = "not-signed-in"
    title = "请先登录"


class NotYetProjected(Refused):
    """The read model has not come as far as the reader has seen."""

    code = "not-yet-projected"
    title = "数据正在更新"


def problem(status: int, code: str, title: str, detail: str, errors: list[FieldProblem]) -> JSONResponse:
    """The answer for an error, with the headers that its status asks for."""
    body = Problem(type=f"/problems/{code}", title=title, status=status, detail=detail, errors=errors)
    headers = {"WWW-Authenticate": "Bearer"} if status == STATUS["not-signed-in"] else {}
    if status == STATUS["not-yet-projected"]:
        headers["Retry-After"] = RETRY_SECONDS
    return JSONResponse(body.model_dump(), status, headers, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """One handler a kind of trouble; routes have no ``try``."""
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    for gone in GONE:
        app.add_exception_handler(gone, _database_gone)
    app.add_exception_handler(psycopg.DataError, _strange_value)


def _refused(_: Request, error: Exception) -> JSONResponse:
    refusal = error if isinstance(error, Refused) else Refused(str(error))
    errors = [FieldProblem(field=refusal.field, message=refusal.detail)] if refusal.field else []
    return problem(status_of(refusal), refusal.code, refusal.title, refusal.detail, errors)


def status_of(refusal: Refused) -> int:
    """By the table; what would be a conflict but names a field can be put right in that field."""
    status = STATUS.get(refusal.code, UNPROCESSABLE)
    return UNPROCESSABLE if status == CONFLICT and refusal.field else status


def _invalid(_: Request, error: Exception) -> JSONResponse:
    found: list[dict[str, Any]] = list(error.errors()) if isinstance(error, RequestValidationError) else []
    errors = [FieldProblem(field=_field(e), message=wording(e)) for e in found]
    detail = "；".join(f"{e.field}：{e.message}" for e in errors) or "内容有误"
    return problem(UNPROCESSABLE, "invalid", "内容填写有误", detail, errors)


def _field(error: dict[str, Any]) -> str:
    """Where it is wrong, as the client wrote it; half a surrogate pair in a name cannot be sent back."""
    where, *inside = error["loc"]
    if error["type"] == "json_invalid" or not inside:
        return str(where)
    return ".".join(str(part) for part in inside).encode(errors="replace").decode()


def _http(_: Request, error: Exception) -> JSONResponse:
    status = error.status_code if isinstance(error, HTTPException) else 500
    titles = {404: "没有这个地址", 405: "这个地址不支持该方法"}
    title = titles.get(status, "请求办不成")
    return problem(status, f"http-{status}", title, title, [])


def _strange_value(_: Request, __: Exception) -> JSONResponse:
    """A value that the database does not take: a zero character, a time in a cursor made by hand."""
    detail = "内容里有不能使用的字符或值，请核对后重试"
    return problem(UNPROCESSABLE, "invalid", "内容填写有误", detail, [])


def _database_gone(request: Request, error: Exception) -> JSONResponse:
    if isinstance(error.__cause__, psycopg.DataError):  # the library gives it a name of its own
        return _strange_value(request, error)
    detail = "数据库暂时连不上，请稍后再试；刚才提交的内容请重新提交（同一提交编号不会重复登记）"
    return problem(503, "database-gone", "暂时不能服务", detail, [])
