"""``python -m aiwei``."""

from aiwei.cli.main import main

main()
