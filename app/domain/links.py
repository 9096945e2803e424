"""Links and codes that are derived, never stored.

Whoever holds a link may follow a case without an account. Its token is 128 bits of HMAC-SHA256 over
purpose, key and generation, in base32; only its digest is kept for look-up. Raising the generation
revokes every earlier link.

An oppslagskode opens nothing. It lets two people, each with the case before them, be sure that they
speak of the same one.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum

TOKEN_BYTES = 16
CODE_LETTERS = "BCDFGHJKMNPQRSTVWXZ"
CODE_DIGITS = "23456789"
CODE_PATTERN = (CODE_LETTERS, CODE_DIGITS, CODE_LETTERS, CODE_DIGITS, CODE_LETTERS)


class Purpose(StrEnum):
    """What is derived; what is made for one purpose serves no other."""

    FOLLOW = "follow"
    LOOKUP = "lookup"
    LINE_MANAGER = "line_manager"
    INQUIRY = "inquiry"


@dataclass(frozen=True)
class Links:
    """Makes tokens and addresses. ``base_url`` has no trailing slash."""

    link_key: bytes
    base_url: str

    def token(self, purpose: Purpose, key: str, generation: int) -> str:
        """Give the token: 26 lower-case base32 characters."""
        mac = self._mac(purpose, key, generation)
        return base64.b32encode(mac).decode().rstrip("=").lower()

    def lookup_code(self, key: str) -> str:
        """Give a case's oppslagskode: five characters such as «K7M2X».

        Letter and digit by turns, and neither a vowel nor what is taken for another sign: no word
        and no number can come of it. It stays the same when the follow link is renewed, since it
        stands on paper that is in the post.
        """
        drawn = int.from_bytes(self._mac(Purpose.LOOKUP, key, 0))
        code = ""
        for signs in CODE_PATTERN:
            drawn, place = divmod(drawn, len(signs))
            code += signs[place]
        return code

    def _mac(self, purpose: Purpose, key: str, generation: int) -> bytes:
        message = f"{purpose}\n{key}\n{generation}".encode()
        return hmac.new(self.link_key, message, hashlib.sha256).digest()[:TOKEN_BYTES]

    def follow_address(self, token: str) -> str:
        """Give the whole address of a follow page."""
        return f"{self.base_url}/folg/{token}"

    def line_manager_address(self, token: str) -> str:
        """Give the whole address of a line manager's page."""
        return f"{self.base_url}/leder/{token}"

    def inquiry_address(self, token: str) -> str:
        """Give the whole address of the page where one question is answered."""
        return f"{self.base_url}/sporsmal/{token}"


def digest(token: str) -> bytes:
    """Give the 32 bytes by which a token is looked up."""
    return hashlib.sha256(token.encode()).digest()
