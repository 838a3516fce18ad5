"""Sign a return, and check a signature: Ed25519 (RFC 8032) over the document's UTF-8 bytes."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sojourn.kernel.refused import Reason, Refused

KEY_BYTES = 32


def new_pair() -> tuple[str, str]:
    """A new key as (public, private), both base64 of 32 bytes."""
    private = Ed25519PrivateKey.generate()
    return _written(private.public_key().public_bytes_raw()), _written(private.private_bytes_raw())


def document_of(content: Mapping[str, Any]) -> str:
    """The text that is signed: JSON with sorted names and no spaces, so that the same content is the same text."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sign(document: str, private: str) -> str:
    """The signature of a document, in base64."""
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(private))
    return _written(key.sign(document.encode()))


def is_signed(document: str, signature: str, public: str) -> bool:
    """Whether this key signed this very document."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public, validate=True))
        key.verify(base64.b64decode(signature, validate=True), document.encode())
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def public_key(written: str) -> str:
    """A public key as somebody pasted it; Refused when it is none."""
    text = "".join(written.split())
    try:
        known = len(base64.b64decode(text, validate=True)) == KEY_BYTES
    except (ValueError, binascii.Error):
        known = False
    if not known:
        raise Refused(Reason("not_a_key", "This is no public key: it has 44 letters and ends with “=”", field="public"))
    return text


def _written(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
