"""``python -m tests.api.golden`` writes docs/openapi.json anew: a change of contract is seen in the diff."""

import json
from pathlib import Path

from aiwei.api.app import create_app

GOLDEN = Path(__file__).parents[2] / "docs" / "openapi.json"


def openapi() -> str:
    """The contract as text, keys in order; without the version, which changes with each release."""
    contract = create_app(None).openapi()
    contract["info"].pop("version")
    return json.dumps(contract, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    GOLDEN.write_text(openapi(), encoding="utf-8")
