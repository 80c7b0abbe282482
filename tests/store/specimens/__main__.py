"""Writes the golden files that are missing."""

from tests.store.specimens import EVENTS, GOLDEN, golden_file, written

GOLDEN.mkdir(parents=True, exist_ok=True)
for specimen in EVENTS:
    if not golden_file(specimen.kind).exists():
        golden_file(specimen.kind).write_bytes(written(specimen))
