"""What the app tells its screens."""

from dataclasses import dataclass

from textual.message import Message


@dataclass
class CaseChanged(Message):
    """Somebody, perhaps this person, moved a case on."""

    case_id: str
    position: int


@dataclass
class LineChanged(Message):
    """The stream of changes came up or went down."""

    live: bool
