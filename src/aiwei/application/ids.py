"""Identifiers that sort by time of making, so that new rows stand together in an index."""

import os
import time
from uuid import UUID

VERSION_7 = 0x7 << 76
VARIANT = 0x2 << 62
RANDOM_74 = (0xFFF << 64) | ((1 << 62) - 1)


def uuid7() -> UUID:
    """A UUID of version 7 (RFC 9562): 48 bits of milliseconds, the rest random."""
    millis = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big") & RANDOM_74
    return UUID(int=(millis & 0xFFFFFFFFFFFF) << 80 | VERSION_7 | VARIANT | random)
