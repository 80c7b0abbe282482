"""Column profiles: how the columns of a source's export become a case. Data, so that any city's fits."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from aiwei.documents.problem import DocumentProblem
from aiwei.domain.calendar import LOCAL
from aiwei.domain.case.words import Area, CaseKind, Category, Channel, MatterKind, Triage
from aiwei.domain.labelled import Labelled

WORDS: dict[str, type[Labelled]] = {
    "case_kind": CaseKind,
    "channel": Channel,
    "matter": MatterKind,
    "area": Area,
    "category": Category,
    "triage": Triage,
}
TIMES = (
    "%Y/%m/%d %H:%M:%S",
    "%Y-%m-%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y-%m-%d %H:%M",
    "%Y年%m月%d日 %H:%M:%S",
    "%Y年%m月%d日 %H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y/%m/%d",
    "%Y-%m-%d",
    "%Y年%m月%d日",
)
YES = {"是", "1", "true", "yes", "y"}
MOMENTS = {"received_at", "promised_at"}
LONGEST_LINE = 200
LONGEST_TITLE = 60


class Profile(BaseModel):
    """``columns``: field to column; ``fixed``: fields that every row gets; ``needed``: never empty."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    columns: dict[str, str]
    fixed: dict[str, str] = {}
    needed: tuple[str, ...] = ("source_number", "text", "received_at")

    @property
    def needed_columns(self) -> tuple[str, ...]:
        return tuple(self.columns[field] for field in self.needed if field in self.columns)

    def missing(self, header: Iterable[str]) -> list[str]:
        """The needed columns that a file lacks."""
        there = set(header)
        return [column for column in self.needed_columns if column not in there]


@dataclass(frozen=True, slots=True)
class MappedRow:
    """A row as the fields of an intake; ``problem`` says why it cannot be one. Row 1 is the header."""

    number: int
    fields: Mapping[str, Any]
    problem: str = ""


def shipped() -> list[Profile]:
    """The profiles that come with the program."""
    folder = resources.files("aiwei.documents").joinpath("profiles")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return [parse(f.read_text(encoding="utf-8"), f.name) for f in files]


def parse(text: str, where: str) -> Profile:
    try:
        return Profile.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise DocumentProblem(f"列对照 {where} 有误：{error}") from error


def choose(wanted: str | None, header: list[str]) -> Profile:
    """The profile of this name or file; without one, the shipped profile that fits the header best."""
    profiles = shipped()
    if wanted is not None:
        profile = _named(wanted, profiles)
        if missing := profile.missing(header):
            raise DocumentProblem(f"表里缺少列：{'、'.join(missing)}（列对照「{profile.name}」要求）")
        return profile
    fitting = [p for p in profiles if not p.missing(header)]
    if fitting:
        return max(fitting, key=lambda p: len(set(p.columns.values()) & set(header)))
    closest = max(profiles, key=lambda p: len(set(p.columns.values()) & set(header)))
    names = "、".join(p.name for p in profiles)
    raise DocumentProblem(
        f"认不出表头：按最接近的列对照「{closest.name}」，缺少列 {'、'.join(closest.missing(header))}；"
        f"请补上这些列，或用 --profile 指定列对照（现有：{names}，也可给一个 .toml 文件）"
    )


def _named(wanted: str, profiles: list[Profile]) -> Profile:
    for profile in profiles:
        if profile.name == wanted:
            return profile
    path = Path(wanted)
    if path.suffix == ".toml" and path.exists():
        return parse(_text_of(path), path.name)
    names = "、".join(p.name for p in profiles)
    raise DocumentProblem(f"没有列对照「{wanted}」，现有：{names}；也可给一个 .toml 文件")


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, OSError) as error:
        raise DocumentProblem(f"列对照 {path} 读不了，应为 UTF-8 编码的文本：{error}") from None


def mapped(profile: Profile, header: list[str], rows: Iterable[list[Any]]) -> Iterator[MappedRow]:
    """Each row as fields. A row that does not fit is told and the rest goes on; blank rows are skipped."""
    for number, cells in enumerate(rows, start=2):
        row = {
            name: cell for name, cell in zip(header, cells, strict=False) if name and cell not in {"", None}
        }
        if not row:
            continue
        try:
            yield MappedRow(number, _fields(profile, row))
        except ValueError as error:
            yield MappedRow(number, {}, str(error))


def _fields(profile: Profile, row: Mapping[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = dict(profile.fixed)
    for field, column in profile.columns.items():
        if column in row:
            fields[field] = _value(field, column, row[column])
        if field in profile.needed and fields.get(field) in {None, ""}:
            raise ValueError(f"「{column}」是空的")
    taken = set(profile.columns.values())
    extra = {name: _text(cell) for name, cell in row.items() if name not in taken}
    fields["title"], whole = _title(fields)
    if whole:
        extra["主题全文"] = whole
    return {**fields, "extra": extra}


def _title(fields: Mapping[str, Any]) -> tuple[str, str]:
    """A title of one line, and the whole of it when it had to be cut; the text's beginning where none is."""
    title = str(fields.get("title") or "").strip()
    if not title:
        return str(fields.get("text", "")).strip()[:LONGEST_TITLE].split("\n")[0], ""
    return (title[: LONGEST_LINE - 1] + "…", title) if len(title) > LONGEST_LINE else (title, "")


def _value(field: str, column: str, cell: Any) -> Any:
    if field in MOMENTS:
        return _moment(column, cell)
    text = _text(cell)
    if field in WORDS:
        return _code(WORDS[field], column, text.strip())
    if field == "secrecy":
        return text.strip().lower() in YES
    return text if field in {"text", "title"} else text.strip()


def _text(cell: Any) -> str:
    """A cell as it reads: whole numbers without a decimal point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _code(words: type[Labelled], column: str, text: str) -> Labelled:
    try:
        return words.from_label(text)
    except ValueError:
        known = "、".join(words.labels().values())
        raise ValueError(f"「{column}」的值「{text[:20]}」不在词表里（可用：{known}）") from None


def _moment(column: str, cell: Any) -> datetime:
    """A time on the office's clock, whatever way the source writes it."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=LOCAL)
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day, tzinfo=LOCAL)
    text = str(cell).strip()
    for form in TIMES:
        try:
            return datetime.strptime(text, form).replace(tzinfo=LOCAL)
        except ValueError:
            continue
    raise ValueError(f"「{column}」的值「{text[:30]}」不是时间")
