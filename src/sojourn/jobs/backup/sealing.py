"""Encrypt a stream with a passphrase, so that a lost disk is not a leak.

AES-256-GCM in chunks, the key by scrypt (RFC 7914). Each chunk's number, and whether it is the last, is part of what is
authenticated: chunks can't be swapped, dropped or cut off unnoticed.
"""

from __future__ import annotations

import io
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from sojourn.jobs.backup.faults import BackupFault

MAGIC = b"SOJOURN-SEALED-1"
_SALT = 16
_CHUNK = 1 << 20
_TAG = 16


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode()))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if last else b"\0")


class SealingWriter(io.RawIOBase):
    """A file that encrypts what is written to it; `close()` writes the last chunk and must be reached."""

    def __init__(self, target: BinaryIO, passphrase: str) -> None:
        salt = os.urandom(_SALT)
        self._target, self._cipher = target, _cipher(passphrase, salt)
        self._waiting = bytearray()
        self._number = 0
        target.write(MAGIC + salt)

    def writable(self) -> bool:
        """Say that it can be written."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Take bytes; whole chunks go out at once."""
        self._waiting += data
        while len(self._waiting) > _CHUNK:
            self._put(bytes(self._waiting[:_CHUNK]), last=False)
            del self._waiting[:_CHUNK]
        return len(data)

    def close(self) -> None:
        """Write the last chunk; the target stays open."""
        if not self.closed:
            self._put(bytes(self._waiting), last=True)
        super().close()

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._number, last=last), chunk, MAGIC))
        self._number += 1


class SealedReader(io.RawIOBase):
    """A file that decrypts what is read from it; raises BackupFault for a wrong passphrase or a damaged file."""

    def __init__(self, source: BinaryIO, passphrase: str) -> None:
        head = source.read(len(MAGIC) + _SALT)
        if not head.startswith(MAGIC) or len(head) < len(MAGIC) + _SALT:
            raise BackupFault("This backup is not sealed, or its beginning is missing.")
        self._source, self._cipher = source, _cipher(passphrase, head[len(MAGIC) :])
        self._number = 0
        self._plain = memoryview(b"")
        self._next = source.read(_CHUNK + _TAG)

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        """Fill `buffer` with decrypted bytes; 0 at the proven end."""
        if not self._plain and self._next:
            self._open_chunk()
        size = min(len(buffer), len(self._plain))
        buffer[:size] = self._plain[:size]
        self._plain = self._plain[size:]
        return size

    def _open_chunk(self) -> None:
        chunk, self._next = self._next, self._source.read(_CHUNK + _TAG)
        try:
            plain = self._cipher.decrypt(_nonce(self._number, last=not self._next), chunk, MAGIC)
        except InvalidTag:
            fix = "Check the passphrase; if it is right, use another copy."
            raise BackupFault("The backup can't be unsealed: wrong passphrase, or a damaged file.", fix) from None
        self._plain = memoryview(plain)
        self._number += 1


def is_sealed(start: bytes) -> bool:
    """Tell a sealed backup by its first bytes."""
    return start.startswith(MAGIC)
