"""The one error of this package: a sentence that an office clerk can act on."""

import errno
from pathlib import Path


class EmbeddedProblem(Exception):  # noqa: N818 — the name is part of the agreed interface
    """The embedded database cannot be used; the message says in Chinese what is wrong and what to do."""


class StillStarting(EmbeddedProblem):
    """The server is not ready yet but alive, perhaps in recovery: to be left alone, not stopped."""


_NO_SPACE = "磁盘空间不足，无法写入 {path}。请清理磁盘后再试。"
_DENIED = "没有权限使用 {path}{owner}。请用拥有它的用户运行，或把 AIWEI_HOME 设为当前用户可写的文件夹。"
_NOT_A_FOLDER = "{path} 不是文件夹，不能存放数据。请把 AIWEI_HOME 设为一个文件夹。"
_SENTENCES = {
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: "{path} 位于只读的磁盘上。请把 AIWEI_HOME 设为可写的文件夹。",
    errno.ENOSPC: _NO_SPACE,
    errno.EDQUOT: _NO_SPACE,
    errno.ENOTDIR: _NOT_A_FOLDER,
    errno.EEXIST: _NOT_A_FOLDER,
}


def explained(error: OSError, home: Path) -> EmbeddedProblem:
    """Put an operating system's refusal into words, with the path that it named (or else the home)."""
    path = Path(error.filename or home)
    sentence = _SENTENCES.get(
        error.errno or 0, "无法使用 {path}（{reason}）。请检查该文件夹，或另设 AIWEI_HOME。"
    )
    return EmbeddedProblem(sentence.format(path=path, owner=_owner(path), reason=error.strerror or error))


def _owner(path: Path) -> str:
    try:
        return f"（属于用户 {path.owner()}）"
    except (OSError, KeyError, NotImplementedError):
        return ""


def failed(what: str, output: str) -> EmbeddedProblem:
    """A program of PostgreSQL failed: say so, with the end of what it wrote; a full disk is named."""
    advice = "磁盘空间不足，请清理后再试。" if "No space left" in output else "请把以下内容交给维护人员。"
    return EmbeddedProblem(f"{what}。{advice}\n{last_lines(output)}")


def last_lines(output: str) -> str:
    return "\n".join([line for line in output.splitlines() if line.strip()][-6:])
