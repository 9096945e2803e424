"""What goes with a passage that is taken away, so that the text reads on. As in removal.js."""

import re
from collections.abc import Sequence

from app.domain.screening.findings import Certainty, FindingKind

PAIRS = {"(": ")", "«": "»"}
BEFORE_NOTHING = tuple(",.;:!?)»\n")
AFTER_NOTHING = tuple(".;:!?(«\n")
SENTENCE_ENDS = tuple(".!?\n")
CLOSING = tuple(".,;:!?)»\n")
OPENING = tuple("(«\n")
LONGEST_LABEL = 40
ALONE = r"(?:^|(?<=[^0-9A-Za-zÀ-ÖØ-öø-ɏ]))"
NUMBER_LABEL = re.compile(
    ALONE + r"(?:f\.? ?nr|fødselsn|fødselsn(?:umme)?r(?:et)?|p\.? ?nr|person-?n(?:umme)?r(?:et)?|"
    r"identitetsnummer(?:et)?|id-?nr|d-?n(?:umme)?r)\.?:? *$",
    re.IGNORECASE,
)
BIRTH_LABEL = re.compile(ALONE + r"(?:f\.|f|født|fødd|fødselsdato)(?: den)?:? *$", re.IGNORECASE)


def taken_away(
    text: str, spans: Sequence[tuple[int, int]], kind: FindingKind, certainty: Certainty
) -> str:
    """Give the text without ``spans``, in its order, and without what then says nothing.

    A label of a refused number or a date of birth goes, an empty pair of parentheses, a comma with
    nothing on one side, and one of two spaces.
    """
    label = _label(kind, certainty)
    for start, end in reversed(spans):
        text = _joined(_unlabelled(text[:start], label), text[end:])
    return text


def _label(kind: FindingKind, certainty: Certainty) -> re.Pattern[str] | None:
    if certainty is Certainty.REFUSED:
        return NUMBER_LABEL
    return BIRTH_LABEL if kind is FindingKind.BIRTH_DATE else None


def _unlabelled(before: str, label: re.Pattern[str] | None) -> str:
    found = label and label.search(before[-LONGEST_LABEL:])
    return before[: -len(found[0])] if found else before


def _joined(before: str, after: str) -> str:
    left, right = before.rstrip(" "), after.lstrip(" ")
    if left and right and PAIRS.get(left[-1]) == right[0]:
        return _joined(left[:-1], right[1:])
    is_apart = len(left) < len(before) or len(right) < len(after)
    left, right = _without_commas(left, right)
    if not left or not right:
        return (left + right).strip()
    is_apart = is_apart and not (left.endswith(OPENING) or right.startswith(CLOSING))
    return left + " " * is_apart + right


def _without_commas(left: str, right: str) -> tuple[str, str]:
    """Drop a comma before nothing, a sign after nothing, and a full stop with no sentence."""
    if left.endswith(",") and (not right or right.startswith(BEFORE_NOTHING)):
        left = left[:-1].rstrip(" ")
    if right.startswith((",", ";", ":")) and (not left or left.endswith(AFTER_NOTHING)):
        right = right[1:].lstrip(" ")
    if right.startswith(".") and (not left or left.endswith(SENTENCE_ENDS)):
        right = right[1:].lstrip(" ")
    return left, right
