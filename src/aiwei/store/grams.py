"""Chinese search without a dictionary: a text's character pairs, each packed into one integer.

A GIN index over whole numbers finds every text that holds all pairs of a word; a recheck on the text itself
makes the answer exact. PostgreSQL's text search takes a run of Chinese characters for one word.
"""

import unicodedata
from itertools import pairwise

SIGN = 1 << 31
WRAP = 1 << 32


def fold(text: str) -> str:
    """The text as it is searched: width and case do not matter."""
    return unicodedata.normalize("NFKC", text).casefold()


def grams(folded: str) -> list[int]:
    """Every pair of neighbours in a folded text, once each, as PostgreSQL integers. Spaces do not pair."""
    pairs = {(ord(a) << 16 ^ ord(b)) % WRAP for a, b in pairwise(folded) if not (a.isspace() or b.isspace())}
    return sorted(p - WRAP if p >= SIGN else p for p in pairs)


def contains(word: str) -> str:
    """A LIKE pattern for the recheck: the word anywhere, its own % and _ taken as they are."""
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
