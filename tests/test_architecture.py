"""Who may import whom, and how long a file and a function may be: the house's own walls."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parent.parent / "src" / "aiwei"
FILES = sorted(SRC.rglob("*.py"))
MOST_LINES, MOST_IN_A_FUNCTION = 250, 40

#: What of ours each room may import (design section 2). A name ends where a dot does; * is one part of it.
MAY = {
    "domain": ["aiwei.domain"],
    "store": ["aiwei.domain", "aiwei.store", "aiwei.settings"],
    "application": ["aiwei.domain", "aiwei.store", "aiwei.application", "aiwei.settings"],
    "projections": ["aiwei.domain", "aiwei.store", "aiwei.projections"],
    "documents": ["aiwei.domain", "aiwei.projections.row", "aiwei.documents"],
    "api": [
        "aiwei.domain",
        "aiwei.store",
        "aiwei.application",
        "aiwei.projections",
        "aiwei.documents",
        "aiwei.api",
        "aiwei.settings",
    ],
    "cli": ["aiwei"],
    "tui": [
        "aiwei.domain.*.words",
        "aiwei.domain.*.commands",
        "aiwei.domain.labelled",
        "aiwei.domain.calendar.*",  # the office's time zone and days, by which people read a moment
        "aiwei.projections.row",
        "aiwei.tui",
    ],
    "migrations": ["aiwei.migrations"],
    "settings.py": [],
    "__init__.py": [],
    "__main__.py": ["aiwei.cli"],
}
#: A pure room needs none of these: no clock, no chance, no files, no threads.
IMPURE = {"time", "random", "secrets", "os", "pathlib", "io", "socket", "threading", "asyncio", "subprocess"}
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}
LIBRARY_IN = ("store/", "projections/projector.py")

every_file = pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(SRC)))


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imports(file: Path) -> Iterator[str]:
    """Every name that a file imports, in full, also inside functions."""
    package = ("aiwei", *file.relative_to(SRC).parent.parts)
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*above, *filter(None, [node.module])))
            yield from (f"{module}.{alias.name}" for alias in node.names)


def within(name: str, allowed: str) -> bool:
    pattern = re.escape(allowed).replace(r"\*", r"\w+")
    return re.fullmatch(rf"{pattern}(\..+)?", name) is not None


def room(file: Path) -> str:
    return file.relative_to(SRC).parts[0]


@every_file
def test_a_room_imports_only_from_the_rooms_below_it(file):
    ours = [name for name in imports(file) if within(name, "aiwei")]
    assert [name for name in ours if not any(within(name, may) for may in MAY[room(file)])] == []


@every_file
def test_only_the_store_and_the_projectors_base_know_the_event_sourcing_library(file):
    known = any(within(name, "eventsourcing") for name in imports(file))
    assert not known or str(file.relative_to(SRC)).startswith(LIBRARY_IN)


@pytest.mark.parametrize("file", [f for f in FILES if room(f) == "domain"], ids=lambda f: f.stem)
def test_the_domain_is_pure(file):
    names = {name.partition(".")[0] for name in imports(file)}
    assert names - sys.stdlib_module_names <= {"pydantic", "aiwei"}
    assert not names & IMPURE
    assert not {(_name(call.func.value), call.func.attr) for call in _method_calls(file)} & CLOCKS


def _method_calls(file: Path) -> Iterator[ast.Call]:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


@every_file
def test_a_long_file_says_why_in_its_first_line(file):
    lines = file.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= MOST_LINES or "lines" in lines[0]


@every_file
def test_a_long_function_says_why_in_its_first_line(file):
    lines = file.read_text(encoding="utf-8").splitlines()
    silent = [
        node.name
        for node in ast.walk(tree(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= MOST_IN_A_FUNCTION
        and not _says_why(lines[node.lineno - 1], ast.get_docstring(node) or "")
    ]
    assert silent == []


def _says_why(definition: str, docstring: str) -> bool:
    """A comment in words behind the ``def`` (after any noqa code), or a docstring that speaks of length."""
    return bool(re.search(r"#.*\(.+\)\s*$|# (?!noqa)", definition)) or "long" in docstring.partition("\n")[0]


def test_the_walls_hold_what_they_are_built_for():
    assert within("aiwei.domain.case.words.CaseState", "aiwei.domain.*.words")
    assert not within("aiwei.domain.case.decide", "aiwei.domain.*.words")
    assert not within("aiwei.storehouse", "aiwei.store")
    assert {room(file) for file in FILES} <= set(MAY)
