"""The picture of a case's life, drawn from the transition table, so that the README never tells another.

Sixteen states in one picture are a thicket: the main road and the detours are drawn; the ways out, and what
leaves the state as it is, are tables. ``python -m aiwei.documents.life_of_a_case README.md`` redraws the part
between the markers.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from aiwei.documents.problem import DocumentProblem
from aiwei.domain.case.lifecycle import OPEN, STEPS, Step
from aiwei.domain.case.words import CaseState as S

BEGIN = "<!-- life-of-a-case:begin -->"
END = "<!-- life-of-a-case:end -->"
EDGE = "[*]"
MAIN = (
    S.REGISTERED,
    S.ACCEPTED,
    S.DISPATCHED,
    S.IN_PROGRESS,
    S.AWAITING_CHECK,
    S.AWAITING_FOLLOWUP,
    S.CLOSED,
)
DETOURS = (S.PRE_VERIFYING, S.RETURN_PENDING, S.IN_CONSULTATION, S.SUSPENDED)
OUT = (S.DECLINED, S.TRANSFERRED_OUT, S.MERGED, S.WITHDRAWN, S.ARCHIVED)
#: Sets of states that are told by a word.
NAMED = {
    frozenset(S): "any state",
    frozenset(S) - {S.ARCHIVED}: "any but 已归档",
    frozenset(OPEN): "while open",
    frozenset({*OPEN, S.CLOSED, S.TRANSFERRED_OUT, S.MERGED}): "while open, and in 已办结、已转出、已并入",
}


class Arrow(NamedTuple):
    """One step from one state to another; ``start`` is None at registration."""

    start: S | None
    end: S
    step: Step


def arrows() -> list[Arrow]:
    """Every change of state that a step may lead to."""
    return [
        Arrow(start, end, step)
        for step in STEPS
        for start in step.open_in or (None,)
        for end in step.to
        if start is not end
    ]


def picture() -> str:
    """Two Mermaid diagrams in fences, and two tables."""
    among = [a for a in arrows() if {a.start, a.end}.isdisjoint(OUT)]
    main = [a for a in among if {a.start, a.end}.isdisjoint(DETOURS)]
    detours = [a for a in among if a not in main]
    return "\n\n".join(
        [
            "The main road, and the ways back on it:",
            _diagram(main, ends=(S.CLOSED,)),
            "Detours: a look before acceptance, a return, a consultation, a halt:",
            _diagram(detours),
            "Ways out; what was merged can be taken apart again (拆并), and stands where it stood before:",
            _table("leads to", "step", "from", rows=_ways_out()),
            "Steps that leave the state as it is (* taken by the sentinel):",
            _table("where", "steps", rows=_staying()),
        ]
    )


def _diagram(drawn: Iterable[Arrow], ends: tuple[S, ...] = ()) -> str:
    """One arrow a pair of states; steps between the same pair share it."""
    labels: dict[tuple[S | None, S], list[str]] = {}
    for arrow in drawn:
        labels.setdefault((arrow.start, arrow.end), []).append(arrow.step.label)
    touched = {state for pair in labels for state in pair}
    lines = ["stateDiagram-v2", "direction LR"]
    lines += [f"{state}: {state.label}" for state in S if state in touched]
    lines += [f"{left or EDGE} --> {right}: {'／'.join(names)}" for (left, right), names in labels.items()]
    lines += [f"{state} --> {EDGE}" for state in ends]
    return "```mermaid\n" + "\n    ".join(lines) + "\n```"


def _ways_out() -> Iterator[tuple[str, ...]]:
    """By the state they lead to, in the order of the vocabulary; each step with where it may be taken."""
    for end in OUT:
        for step in STEPS:
            if end in step.to:
                yield end.label, step.label, _where(step.open_in)


def _staying() -> Iterator[tuple[str, ...]]:
    """Grouped by where they may be taken: the widest first."""
    groups: dict[frozenset[S], list[str]] = {}
    for step in STEPS:
        if stays := _stays_in(step):
            groups.setdefault(stays, []).append(step.label if step.by_people else f"{step.label}*")
    for states in sorted(
        groups, key=lambda group: (-len(group), min(list(S).index(state) for state in group))
    ):
        yield _where(states), "、".join(groups[states])


def _stays_in(step: Step) -> frozenset[S]:
    """Where this step may leave the state as it is."""
    if not step.to:
        return frozenset(step.where)
    return frozenset(step.also_in) | {state for state in step.open_in if state in step.to}


def _where(states: Iterable[S]) -> str:
    among = frozenset(states)
    return NAMED.get(among) or "、".join(state.label for state in S if state in among)


def _table(*head: str, rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def redrawn(text: str) -> str:
    """The text with the picture of now between its markers."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise DocumentProblem(f"the markers {BEGIN} and {END} are missing")
    return f"{before}{BEGIN}\n{picture()}\n{END}{after}"


def main(path: str) -> None:
    """Redraws the file."""
    file = Path(path)
    file.write_text(redrawn(file.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
