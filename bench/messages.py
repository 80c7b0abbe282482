"""Texts of realistic length: the real messages where they lie beside the project, else the sample."""

import os
from itertools import cycle, islice
from pathlib import Path

from aiwei.documents.profile import choose, mapped
from aiwei.documents.sheet import open_sheet

ROOT = Path(__file__).parents[1]
REAL = Path(os.environ.get("AIWEI_REAL_MESSAGES", ROOT.parent / "shared" / "data" / "citizen-messages.xlsx"))
SAMPLE = ROOT / "src" / "aiwei" / "application" / "demo" / "data" / "sample.csv"


def messages(count: int) -> tuple[str, list[tuple[str, str]]]:
    """Where they come from, and so many pairs of title and text."""
    path = REAL if REAL.exists() else SAMPLE
    sheet = open_sheet(path)
    rows = mapped(choose(None, sheet.header), sheet.header, sheet.rows)
    pairs = [(r.fields["title"], r.fields["text"].strip()) for r in rows if not r.problem]
    return path.name, list(islice(cycle(pairs), count))
