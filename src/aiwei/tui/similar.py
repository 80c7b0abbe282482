"""Which words of a new report to look for among the open cases.

Only a few characters of the subject line: what the public said does not belong in an address.
"""

import re

RUNS = re.compile(r"[\u3400-\u9fff]{2,}")
LONG, SHORT = 4, 2


def candidates(subject: str) -> list[str]:
    """Parts of the subject's longest run of Chinese, the likeliest first."""
    runs = RUNS.findall(subject)
    if not runs:
        return []
    longest = max(runs, key=len)
    return list(dict.fromkeys([longest[:LONG], longest[-LONG:], longest[:SHORT], longest[-SHORT:]]))
