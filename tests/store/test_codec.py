"""Events to bytes and back: byte for byte as the golden files say, and nothing unreadable is let through."""

import json

import pytest
from eventsourcing.persistence import StoredEvent

from aiwei.domain.deadlines import Due
from aiwei.domain.register.events import UnitEstablished
from aiwei.store import codec
from aiwei.store.codec import Codec, Unreadable
from tests.store.books import entry, signed
from tests.store.specimens import EVENTS, GOLDEN, KINDS, golden_file, recorded, shape_of, written

every_kind = pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.kind)
older = pytest.mark.parametrize(
    ("event", "shape"),
    [(event, shape) for event in EVENTS for shape in range(1, shape_of(event.kind))],
    ids=lambda part: str(getattr(part, "kind", part)),
)
UNIT = next(event for event in EVENTS if isinstance(event, UnitEstablished))


def read(kind: str, state: bytes):
    return Codec().to_domain_event(StoredEvent("golden", 1, kind, state))


def changed(event=UNIT, **data):
    """The stored bytes of an event, some of its data replaced."""
    raw = json.loads(written(event))
    raw["data"] |= data
    return raw


@every_kind
def test_an_event_is_written_byte_for_byte_as_it_always_was(event):
    assert written(event) == golden_file(event.kind).read_bytes()


@pytest.mark.parametrize("file", sorted(GOLDEN.glob("*.json")), ids=lambda file: file.stem)
def test_every_shape_that_was_ever_written_can_be_read(file):
    kind, _, shape = file.stem.partition("@")
    assert int(shape) <= codec.SHAPES.get(kind, 1)
    assert read(kind, file.read_bytes()).stream == "golden"


@every_kind
def test_what_was_written_is_read_back_the_same(event):
    assert read(event.kind, written(event)) == recorded(event)


def test_every_kind_has_one_specimen_and_a_golden_file_of_each_of_its_shapes():
    assert [type(event) for event in EVENTS] == list(dict.fromkeys(type(event) for event in EVENTS))
    assert {type(event) for event in EVENTS} == KINDS
    shapes = {golden_file(e.kind, shape) for e in EVENTS for shape in range(1, shape_of(e.kind) + 1)}
    assert shapes == set(GOLDEN.iterdir())


@every_kind
def test_a_specimen_leaves_no_field_unsaid(event):
    fields = {name: field for name, field in type(event).model_fields.items() if name != "kind"}
    assert [name for name in fields if getattr(event, name) in (None, "", ())] == []
    defaults = {name: field.default for name, field in fields.items() if not field.is_required()}
    assert [name for name, default in defaults.items() if getattr(event, name) == default] == []


@older
def test_what_an_older_shape_did_not_say_yet_is_read_as_the_default(event, shape):
    state = golden_file(event.kind, shape).read_bytes()
    old = read(event.kind, state).event
    said = json.loads(state)["data"].keys()
    assert old.model_fields_set == said
    assert {name: getattr(old, name) for name in said} == {
        name: _without_new(getattr(event, name), getattr(old, name)) for name in said
    }


def _without_new(new, old):
    """The same value as the older shape could say it."""
    if not isinstance(new, Due):
        return new
    said = {name: getattr(new, name) for name in old.model_fields_set}
    return Due(**said)


def test_no_two_kinds_share_a_name():
    assert len({kind.model_fields["kind"].default for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("cut", [0, 1, 40, -2])
def test_bytes_that_were_cut_are_unreadable(cut):
    with pytest.raises(Unreadable, match="golden 第 1 条"):
        read(UNIT.kind, written(UNIT)[:cut])


@pytest.mark.parametrize(
    "raw",
    [
        changed(kind="never-heard-of"),
        changed(surprise="a field of tomorrow"),
        changed(code=7),
        changed(unit_kind="castle"),
        changed() | {"data": {"kind": UNIT.kind}},
        changed() | {"recorded_at": "2026-03-02T09:30:00"},
        changed() | {"via": "pigeon"},
        changed() | {"command_id": "no uuid"},
        changed() | {"surprise": 1},
        changed() | {"shape": "1"},
        changed() | {"shape": 2},
        [],
        None,
    ],
)
def test_bytes_that_are_no_event_of_ours_are_unreadable(raw):
    with pytest.raises(Unreadable, match="读不懂"):
        read(UNIT.kind, json.dumps(raw).encode())


def test_bytes_under_the_name_of_another_kind_are_unreadable():
    with pytest.raises(Unreadable, match="post-taken"):
        read("post-taken", written(UNIT))


def test_bytes_that_are_no_text_are_unreadable():
    with pytest.raises(Unreadable):
        read(UNIT.kind, b"\xff\xfe\x00")


def test_an_event_altered_in_the_database_is_noticed_on_reading(our_book):
    our_book.record([entry("a")], signed())
    with our_book.connection() as conn:
        conn.execute("ALTER TABLE aiwei_events DISABLE TRIGGER append_only")
        conn.execute("UPDATE aiwei_events SET state = convert_to(convert_from(state, 'UTF8') || '}', 'UTF8')")
    with pytest.raises(Unreadable, match="a 第 1 条"):
        our_book.load("a")
    with pytest.raises(Unreadable):
        our_book.read(0, 10)


@pytest.fixture
def upcast(monkeypatch):
    """Teaches the codec an older shape of a kind, for this test."""

    def teach(kind, shape, change):
        monkeypatch.setitem(codec.UPCASTS, (kind, shape), change)
        monkeypatch.setitem(codec.SHAPES, kind, shape + 1)

    return teach


def test_an_old_shape_is_turned_into_the_new_one_on_reading(upcast):
    upcast(UNIT.kind, 1, lambda data: {**data, "name": data["name"] + "（改）"})
    assert read(UNIT.kind, written_as(1)).event.name == "云栖村（改）"


def test_a_shape_two_changes_old_goes_through_both_in_order(upcast):
    upcast(UNIT.kind, 1, lambda data: {**data, "name": data["name"] + "一"})
    upcast(UNIT.kind, 2, lambda data: {**data, "name": data["name"] + "二"})
    assert read(UNIT.kind, written_as(1)).event.name == "云栖村一二"
    assert read(UNIT.kind, written_as(2)).event.name == "云栖村二"
    assert read(UNIT.kind, written_as(3)).event.name == "云栖村"


def test_a_kind_that_was_renamed_is_read_under_its_new_name(monkeypatch):
    monkeypatch.setitem(codec.UPCASTS, ("village-founded", 1), lambda data: {**data, "kind": UNIT.kind})
    old = changed(kind="village-founded")
    assert read("village-founded", json.dumps(old).encode()).event == UNIT


def test_new_events_are_written_in_the_new_shape(upcast):
    upcast(UNIT.kind, 1, lambda data: data)
    assert json.loads(written(UNIT))["shape"] == 2


def test_a_shape_of_tomorrow_is_unreadable_even_where_yesterdays_are_known(upcast):
    upcast(UNIT.kind, 1, lambda data: data)
    with pytest.raises(Unreadable, match="更新的版本"):
        read(UNIT.kind, written_as(3))


def test_an_upcast_that_meets_other_data_than_it_expects_is_unreadable(upcast):
    upcast(UNIT.kind, 1, lambda data: {**data, "name": data["no such field"]})
    with pytest.raises(Unreadable):
        read(UNIT.kind, written_as(1))


def written_as(shape: int) -> bytes:
    return json.dumps(changed() | {"shape": shape}).encode()
