"""What every screen behind the log-in is given."""

from dataclasses import dataclass, field

from aiwei.tui.client.rows import Me
from aiwei.tui.client.server import Server
from aiwei.tui.words import Words


@dataclass(slots=True)
class SignedIn:
    """The server, who sits here, and the words to show. ``live`` follows the stream."""

    server: Server
    me: Me
    words: Words = field(default_factory=Words)
    live: bool = False
