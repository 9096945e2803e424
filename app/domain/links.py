"""Links that are derived, never stored: whoever holds one may follow a case without an account.

A token is 128 bits of HMAC-SHA256 over purpose, key and generation, in base32; only its digest is
kept for look-up. Raising the generation revokes every earlier link.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum

TOKEN_BYTES = 16


class Purpose(StrEnum):
    """What a link is for; a token made for one purpose opens nothing else."""

    FOLLOW = "follow"


@dataclass(frozen=True)
class Links:
    """Makes tokens and addresses. ``base_url`` has no trailing slash."""

    link_key: bytes
    base_url: str

    def token(self, purpose: Purpose, key: str, generation: int) -> str:
        """Give the token: 26 lower-case base32 characters."""
        message = f"{purpose}\n{key}\n{generation}".encode()
        mac = hmac.new(self.link_key, message, hashlib.sha256).digest()[:TOKEN_BYTES]
        return base64.b32encode(mac).decode().rstrip("=").lower()

    def follow_address(self, token: str) -> str:
        """Give the whole address of a follow page."""
        return f"{self.base_url}/folg/{token}"


def digest(token: str) -> bytes:
    """Give the 32 bytes by which a token is looked up."""
    return hashlib.sha256(token.encode()).digest()
