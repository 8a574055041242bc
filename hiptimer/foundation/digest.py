"""Digests, by which contents are compared and named."""

from __future__ import annotations

# hashlib takes it from here, but loads OpenSSL as well: 4 MB that are never used.
from _blake2 import blake2b

_BYTES = 16


def digest(content: bytes) -> str:
    """Return a digest that is equal only for equal contents."""
    return blake2b(content, digest_size=_BYTES).hexdigest()
