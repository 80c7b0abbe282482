"""Text in a terminal's cells, where a Chinese character takes two."""

import re

from rich.cells import cell_len, set_cell_size

ELLIPSIS = "…"
NEVER_FIRST = frozenset("，。、；：？！）」』】》”’…,.;:?!)%")
PIECES = re.compile(r"[\x21-\x7e]+|.", re.DOTALL)
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff]+")


def one_line(text: str) -> str:
    """Without line breaks and characters that would disturb the terminal."""
    return UNSEEN.sub(" ", text).strip()


def fit(text: str, width: int) -> str:
    """Exactly ``width`` cells: cut with an ellipsis or filled with spaces."""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, max(width - 1, 0)).rstrip() + ELLIPSIS, width)


def fold(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` cells. Chinese breaks anywhere but before closing marks; numbers and Latin
    words stay whole.
    """
    width = max(width, 2)
    return [line for paragraph in text.splitlines() or [""] for line in _fold(one_line(paragraph), width)]


def _fold(text: str, width: int) -> list[str]:
    lines: list[list[str]] = [[]]
    room = width
    for piece in _pieces(text, width):
        size = cell_len(piece)
        if size > room:
            carried = _carried(lines[-1], piece)
            lines.append(carried)
            room = width - sum(map(cell_len, carried))
        if piece == " " and not lines[-1]:
            continue
        lines[-1].append(piece)
        room -= size
    return ["".join(line).rstrip() for line in lines]


def _carried(line: list[str], piece: str) -> list[str]:
    """What goes down with a piece that may not begin a line: all back to one that may."""
    carried: list[str] = []
    while (carried or [piece])[0] in NEVER_FIRST and len(line) > 1:
        carried.insert(0, line.pop())
    return carried


def _pieces(text: str, width: int) -> list[str]:
    """Characters and whole words; a word longer than a line is cut."""
    return [part[at : at + width] for part in PIECES.findall(text) for at in range(0, len(part), width)]
