"""Which words of a new report to look for among the open cases."""

import re

RUNS = re.compile(r"[\u3400-\u9fff]{2,}|[A-Za-z0-9]{3,}")
LONG, SHORT = 4, 2


def candidates(title: str, text: str) -> list[str]:
    """The longest run of the title (or, without one, of the text), then its parts, the likeliest first."""
    runs = RUNS.findall(title) or RUNS.findall(text[:100])
    if not runs:
        return []
    longest = max(runs, key=len)
    return list(dict.fromkeys([longest, longest[:LONG], longest[-LONG:], longest[:SHORT], longest[-SHORT:]]))
