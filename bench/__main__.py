"""``python -m bench [register|import|project|similar]``: prints the tables."""

import platform
import sys
from datetime import UTC, datetime
from os import cpu_count, getloadavg

from bench import importing, projecting, registering, similar
from bench.places import home

BENCHES = {
    "register": registering.run,
    "import": importing.run,
    "project": projecting.run,
    "similar": similar.run,
}


def main() -> None:
    print(
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {cpu_count()} cores, load {getloadavg()[0]:.1f}, "
        f"Python {platform.python_version()}"
    )
    for name in sys.argv[1:] or BENCHES:
        with home() as settings:
            for line in BENCHES[name](settings):
                print(line, flush=True)


if __name__ == "__main__":
    main()
