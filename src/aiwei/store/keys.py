"""The master key that wraps the keys of persons. It lives outside the database, in a file for us alone."""

import base64
import hashlib
import os
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12


class KeyProblem(Exception):  # noqa: N818 (a sentence for the operator)
    """The key is missing, unreadable, or another one than the data was sealed with."""


class MasterKey:
    """Wraps and unwraps the keys of persons; ``name`` tells which key it is without telling the key."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise KeyProblem(f"主密钥应为 {KEY_BYTES} 字节（Base64 写在文件里），现为 {len(secret)} 字节")
        self._cipher = AESGCM(secret)
        self.name = hashlib.sha256(b"aiwei-master:" + secret).hexdigest()[:16]

    def wrap(self, key: bytes, about: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, key, about)

    def unwrap(self, wrapped: bytes, about: bytes) -> bytes:
        return self._cipher.decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], about)


def read_master_key(path: Path) -> MasterKey:
    """The key in this file; ``KeyProblem`` with what to do when it is not one."""
    try:
        return MasterKey(base64.b64decode(path.read_text().strip(), validate=True))
    except FileNotFoundError:
        raise KeyProblem(f"找不到主密钥文件 {path}：没有它，诉求人信息无法读取；请从备份恢复") from None
    except (ValueError, OSError) as error:
        raise KeyProblem(f"主密钥文件 {path} 读不出来：{error}") from error


def make_master_key(path: Path) -> MasterKey:
    """A new key in a file that only we can read; an existing file is never touched."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = base64.b64encode(os.urandom(KEY_BYTES)) + b"\n"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return read_master_key(path)
