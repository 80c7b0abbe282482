"""The picture of a case's life, drawn from the transition table, so that the README never tells another.

``python -m aiwei.documents.life_of_a_case README.md`` redraws the part between the markers.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from aiwei.documents.problem import DocumentProblem
from aiwei.domain.case.lifecycle import OPEN, STEPS, Step
from aiwei.domain.case.words import CaseState

BEGIN = "<!-- life-of-a-case:begin -->"
END = "<!-- life-of-a-case:end -->"
EDGE = "[*]"


def picture() -> str:
    """A Mermaid state diagram in a fence, and below it the steps that leave the state as it is."""
    diagram = "\n    ".join(["stateDiagram-v2", *_states(), *_arrows()])
    return f"```mermaid\n{diagram}\n```\n\n{_staying()}"


def _drawn() -> list[CaseState]:
    """Each state that a step leaves or reaches, in the order of the vocabulary."""
    touched = {state for step in STEPS if step.to for state in (*step.open_in, *step.to)}
    return [state for state in CaseState if state in touched]


def _states() -> Iterator[str]:
    return (f"{state}: {state.label}" for state in _drawn())


def _arrows() -> Iterator[str]:
    """One arrow a pair of states; two steps between the same pair share it."""
    labels: dict[tuple[str, str], list[str]] = {}
    for step in STEPS:
        for start in step.open_in or (EDGE,):
            for end in step.to:
                labels.setdefault((start, end), []).append(step.label)
    for (left, right), names in labels.items():
        yield f"{left} --> {right}: {'／'.join(names)}"
    for state in _drawn():
        if state not in OPEN:
            yield f"{state} --> {EDGE}"


def _staying() -> str:
    lines = (f"- {step.label} ({_where(step)})" for step in STEPS if not step.to)
    return "Open as well, and the state stays:\n\n" + "\n".join(lines)


def _where(step: Step) -> str:
    return "、".join(state.label for state in step.open_in)


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
