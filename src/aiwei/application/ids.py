"""Identifiers that sort by time of making, so that new rows stand together in an index; and such as everyone
makes alike.
"""

import os
import time
from uuid import UUID, uuid5

VERSION_7 = 0x7 << 76
VARIANT = 0x2 << 62
RANDOM_74 = (0xFFF << 64) | ((1 << 62) - 1)
SYSTEM_SPACE = UUID("4f0f7a0e-6a4d-4c86-9b0b-0d5f3e1c6a75")


def uuid7() -> UUID:
    """A UUID of version 7 (RFC 9562): 48 bits of milliseconds, the rest random."""
    millis = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10), "big") & RANDOM_74
    return UUID(int=(millis & 0xFFFFFFFFFFFF) << 80 | VERSION_7 | VARIANT | random)


def once(*what: object) -> UUID:
    """The command id of something that the system does once, whichever copy of it does so."""
    return uuid5(SYSTEM_SPACE, "\0".join(map(str, what)))
