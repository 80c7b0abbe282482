"""What the server answers, as far as the screens read it. Unknown fields are let through: servers grow."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Post(_Row):
    title: str
    unit: str
    unit_name: str
    capabilities: tuple[str, ...]


class Me(_Row):
    person: str
    login: str
    name: str
    office: bool
    posts: tuple[Post, ...]

    def may(self, capability: str) -> bool:
        return any(capability in post.capabilities for post in self.posts)


class Unit(_Row):
    code: str
    name: str
    kind: str


class Holder(_Row):
    unit: str
    title: str
    person: str
    name: str


class Register(_Row):
    units: tuple[Unit, ...] = ()
    holders: tuple[Holder, ...] = ()


class Item(_Row):
    """A line of the work list."""

    case_id: str
    number: str
    version: int
    state: str
    state_label: str
    kind_label: str
    channel_label: str
    matter_label: str
    area_label: str
    category_label: str
    village_name: str
    site: str
    title: str
    is_draft: bool
    unit: str | None
    unit_name: str
    person_name: str
    received_at: datetime
    due_at: datetime | None
    due_kind: str
    provisional: bool
    colour: str
    closed_at: datetime | None
    late: bool | None
    reworks: int
    returns: int
    reopenings: int
    extensions: int = 0
    members: int = 0
    exempt: bool = False
    supervision_label: str = ""

    @property
    def place(self) -> str:
        """The village and the site, the village once."""
        named = self.site.startswith(self.village_name)
        return self.site if named else f"{self.village_name}{self.site}"


class Similar(Item):
    """An open case that may be about what is being typed; ``why`` are reasons to be read in a row."""

    why: tuple[str, ...]


class Proposals(_Row):
    items: tuple[Similar, ...]


class Listing(_Row):
    items: tuple[Item, ...]
    next: str | None
    total: int | None = None
    now: datetime


class Detail(Item):
    """One case with its words."""

    text: str
    urgency_label: str
    registered_at: datetime
    case_due_at: datetime | None
    task_due_at: datetime | None
    assisting_names: tuple[str, ...]
    contactable: bool
    secrecy: bool
    has_subject: bool
    source_system: str | None
    source_number: str | None
    outcome_label: str
    merged_into: str | None = None
    sealed: bool = False


class Related(_Row):
    """Another case that this one hangs together with."""

    relation_label: str
    case_id: str
    number: str
    state_label: str
    title: str


class Told(_Row):
    """One event of the timeline."""

    version: int
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    who: str
    post: str
    via: str
    sentence: str
    corrected: str = ""


class Due(_Row):
    """``was`` is the moment that this one replaced, ``why`` the reason."""

    at: datetime
    provisional: bool
    why: str = ""
    was: datetime | None = None


class DueExplained(_Row):
    name: str
    running: bool
    colour: str
    due: Due
    lines: tuple[str, ...]


class Choice(_Row):
    """What a field offers; a person's ``unit`` ties it to the unit chosen beside it."""

    value: str
    label: str
    unit: str | None = None


class Action(_Row):
    """``recalls`` is what was said before and this answers."""

    verb: str
    label: str
    group: str
    group_label: str
    form: dict[str, Any]
    defaults: dict[str, Any]
    recalls: tuple[Told, ...] = ()


class Closed(_Row):
    label: str
    group: str
    why: str


class Actions(_Row):
    version: int
    open: tuple[Action, ...]
    not_yours: tuple[Closed, ...]
    choices: dict[str, tuple[Choice, ...]]


class Contact(_Row):
    name: str = ""
    phone: str = ""
    address: str = ""


class Original(_Row):
    title: str = ""
    text: str = ""
    extra: dict[str, str] = {}


class Done(_Row):
    """The answer to a command; the last two only after a look at the complainant."""

    case_id: str
    number: str
    version: int
    position: int
    contact: Contact | None = None
    original: Original | None = None
