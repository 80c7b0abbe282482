"""The master key: made once, read by us alone, and never mistaken for another."""

import base64
import stat

import pytest
from cryptography.exceptions import InvalidTag

from aiwei.store.keys import KeyProblem, MasterKey, make_master_key, read_master_key


def test_a_new_key_is_in_a_file_for_us_alone(tmp_path):
    path = tmp_path / "keys" / "master.key"
    made = make_master_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert read_master_key(path).name == made.name


def test_a_key_that_is_there_is_never_overwritten(tmp_path):
    path = tmp_path / "master.key"
    make_master_key(path)
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        make_master_key(path)
    assert path.read_bytes() == before


def test_what_was_wrapped_is_unwrapped_by_the_same_key_for_the_same_person():
    key = MasterKey(b"k" * 32)
    assert key.unwrap(key.wrap(b"secret", b"person"), b"person") == b"secret"


def test_a_wrapped_key_moved_to_another_person_opens_nothing():
    key = MasterKey(b"k" * 32)
    with pytest.raises(InvalidTag):
        key.unwrap(key.wrap(b"secret", b"person"), b"another")


def test_two_keys_have_two_names_and_no_name_tells_its_key():
    one, two = MasterKey(b"1" * 32), MasterKey(b"2" * 32)
    assert one.name != two.name
    assert b"1" * 32 not in one.name.encode()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "32 字节"),
        (base64.b64encode(b"short"), "现为 5 字节"),
        (b"not base64 at all!", "读不出来"),
        (b"\xff\xfe", "读不出来"),
    ],
)
def test_a_file_that_is_no_key_says_so(tmp_path, content, says):
    path = tmp_path / "master.key"
    path.write_bytes(content)
    with pytest.raises(KeyProblem, match=says):
        read_master_key(path)


def test_a_missing_file_says_what_to_do(tmp_path):
    with pytest.raises(KeyProblem, match="请从备份恢复"):
        read_master_key(tmp_path / "none.key")


def test_a_folder_is_no_key(tmp_path):
    with pytest.raises(KeyProblem):
        read_master_key(tmp_path)
