"""The catalogue as a file: one entry for a message, sorted, with nothing of where and when.

Places and dates would change the file whenever the code moves. Nothing is guessed either: a new
message stands empty until somebody has written it in nynorsk, and an unused one goes.
"""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from app.translations.extraction import Message

CODE = "nn"
PATH = Path(__file__).parent / CODE / "LC_MESSAGES" / "messages.po"
HEADER = """\
# Nynorsk for every bokmål message. «make translations» adds new messages and removes unused ones.
msgid ""
msgstr ""
"Language: nn\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def read(path: Path = PATH) -> Catalog:
    """Read the catalogue with all that it says, what no longer counts too."""
    with path.open("rb") as source:
        return read_po(source, locale=CODE)


def gathered(messages: Iterable[Message], words: Catalog) -> Catalog:
    """Give a catalogue of exactly these messages, with the words that are known for them."""
    catalogue = Catalog(locale=CODE)
    for message in messages:
        entry = words.get(message)
        catalogue.add(message, entry.string if entry and entry.id == message else "")
    return catalogue


def pairs(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """Give bokmål and nynorsk side by side, each form of what counts by itself."""
    for entry in catalogue:
        if entry.id:
            yield from zip(_forms(entry.id), _forms(entry.string or ""), strict=True)


def _forms(text: str | Iterable[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def written(catalogue: Catalog) -> bytes:
    """Give the catalogue as the file holds it."""
    body = BytesIO()
    write_po(body, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    return HEADER.encode() + body.getvalue()
