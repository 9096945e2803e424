"""Reading bytes for what should not stand in them, however they were packed on the way there.

Bytes are read as they are, as UTF-16 of either order, with the line breaks of a mail taken out,
with base64 undone, and with every zlib, gzip and zip stream inflated, those of a PDF among them;
and what comes out is read again. PostgreSQL has a packing of its own, for rows of more than two
kilobytes; whoever looks there for a word must write shorter ones.
"""

import base64
import binascii
import quopri
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

DEEPEST = 3
"""A PDF in a zip in base64 is read; what is packed more often than this is not."""
LEAST_PACKED = 16
"""Fewer bytes hold eleven digits in no packing."""
MOST_INFLATED = 50_000_000

ELEVEN = re.compile(rb"[0-9]{6}[^0-9A-Za-z]{0,5}[0-9]{5}")
WIDE = re.compile(rb"(?:[^\x00]\x00){8,}[^\x00]?")
IN_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}(?:\r?\n[A-Za-z0-9+/_-]+)*")
STREAM = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08|PK\x03\x04")
PDF_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
ZIP_HEADER, ZIP_NAMES = 30, slice(26, 30)
GZIP = 16 + zlib.MAX_WBITS


@dataclass
class Marks:
    """What is looked for: words that stand nowhere else, and numbers of eleven digits."""

    words: frozenset[str]
    numbers: set[str] = field(default_factory=set)

    def in_plain(self, view: bytes) -> int:
        """Count the marks that stand in some bytes as they are; digits may be parted."""
        runs = (re.sub(rb"[^0-9]", b"", match) for match in ELEVEN.findall(view))
        numbers = sum(run.decode() in self.numbers for run in runs)
        return numbers + sum(view.count(word.encode()) for word in self.words)


def hits_in_bytes(content: bytes, marks: Marks) -> int:
    """Count the marks that can be read out of some bytes."""
    return sum(map(marks.in_plain, views(content)))


def views(content: bytes, deep: int = DEEPEST) -> Iterator[bytes]:
    """Give bytes as they are, and all that is packed in them."""
    yield content
    if deep == 0 or len(content) < LEAST_PACKED:
        return
    for unpacked in (
        *_narrowed(content),
        *_unbroken(content),
        *_decoded(content),
        *_inflated(content),
    ):
        yield from views(unpacked, deep - 1)


def _narrowed(content: bytes) -> Iterator[bytes]:
    """Read UTF-16 of either order, of which every other byte is nought in plain text."""
    return (match[0].replace(b"\x00", b"") for match in WIDE.finditer(content))


def _unbroken(content: bytes) -> Iterator[bytes]:
    """Join the lines that quoted-printable has broken."""
    if b"quoted-printable" in content:
        yield quopri.decodestring(content).replace(b"quoted-printable", b"")


def _decoded(content: bytes) -> Iterator[bytes]:
    """Undo base64 from each of four places, since letters before it may look like more of it."""
    for match in IN_BASE64.finditer(content):
        run = re.sub(rb"\s", b"", match[0]).translate(bytes.maketrans(b"-_", b"+/"))
        for start in range(4):
            whole = run[start : start + (len(run) - start) // 4 * 4]
            yield base64.b64decode(whole)


def _inflated(content: bytes) -> Iterator[bytes]:
    for match in STREAM.finditer(content):
        yield from _inflated_at(content, match.start())
    for match in PDF_STREAM.finditer(content):
        yield from _from_ascii85(match[1])


def _inflated_at(content: bytes, start: int) -> Iterator[bytes]:
    if content.startswith(b"PK", start):
        sizes = content[start : start + ZIP_HEADER][ZIP_NAMES]
        names = int.from_bytes(sizes[:2], "little") + int.from_bytes(sizes[2:], "little")
        start += ZIP_HEADER + names
        bits = -zlib.MAX_WBITS
    else:
        bits = GZIP if content.startswith(b"\x1f", start) else zlib.MAX_WBITS
    yield from _tried(content[start:], bits)


def _tried(stream: bytes, bits: int) -> Iterator[bytes]:
    """Inflate as far as it goes; most of what looks like a stream is none."""
    unpacking = zlib.decompressobj(bits)
    inflated = b""
    try:
        for start in range(0, len(stream), 4096):
            inflated += unpacking.decompress(stream[start : start + 4096], MOST_INFLATED)
            if unpacking.eof:
                break
    except zlib.error:
        pass
    if inflated:
        yield inflated


def _from_ascii85(stream: bytes) -> Iterator[bytes]:
    """Undo the encoding in which reportlab packs its streams; what is inflated then is inflated."""
    if not stream.rstrip().endswith(b"~>"):
        return
    try:
        yield base64.a85decode(stream.strip().removeprefix(b"<~").removesuffix(b"~>"))
    except (ValueError, binascii.Error):
        return


def contents_in(folder: Path, *, since: float = 0.0) -> Iterator[tuple[Path, bytes]]:
    """Give every file in a folder and below it that was written since (seconds since 1970).

    A server takes files of its own away while the others are read: these hold nothing any more.
    """
    for path in sorted(folder.rglob("*")):
        with suppress(FileNotFoundError):
            if path.is_file() and not path.is_symlink() and path.stat().st_mtime >= since:
                yield path, path.read_bytes()
