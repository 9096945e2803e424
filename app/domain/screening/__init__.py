"""The screen: finds what could identify a patient in a text, and never carries the text onwards.

What it looks for is data, read here and by the browser's screen.js alike: patterns in
``app/screening_rules.json``, names and words in ``app/screening_names.json``. Both do these steps,
so that their spans are equal. Places are counted in code points of the text as it was written.

1. **Reading** (``folding.py``, ``undoing.py``). A reading is a row of signs, each knowing where it
   stood. The text is read as it stands; with its encodings undone once (entities, percent,
   backslash) and its tags taken out; the same once more; and with base64 opened. A reading that
   changes nothing is left out. Each is then folded, sign by sign: a digit of any script
   (``digits``: first code point, its value, how many) becomes 0-9; else NFKC, where white space
   is " ", a dash (Pd) is "-" and a mark or control (M, Cc, Cf) is nothing; what is then more than
   one sign, with no 0-9 in it, keeps its first; last ``same_as``.
2. **Numbers** (``numbers.py``). The ``forms`` run on every folded reading in lower case, and on
   each once more where ``lookalike_run`` finds letters that stand for digits (``lookalikes``,
   before lower case). The eleven digits are those of the match, or of its groups in ``order``,
   each filled up to two digits; they must meet the form's ``demand``. What is found begins after
   the group ``lead``, where a form has one.
3. **Across** (``across.py``): the end of one text and the beginning of the next (``reach``
   characters of each) are read as one text, with ``joint`` between.
4. **Narratives** (``narratives.py``). The ``narrative`` forms run on the folded readings, without
   look-alikes: on lower case, or on the signs themselves where ``reads`` is "signs". Where
   ``demand`` is "place", the words of group 1 must be a place in the names file.
5. **Names** (``people.py``, whose docstring has the steps; ``names.py`` has the lists).
6. **Order** (``search.py``). First in rank are refused findings, then ``shielded`` places, which
   are no findings, then warned patterns, then names, then hints; within a rank the first to start,
   then the first found. What overlaps one already kept is left out. The rest stand in the order of
   the text.
"""

from app.domain.screening.across import refused_across
from app.domain.screening.findings import Certainty, Finding, FindingKind
from app.domain.screening.rules import Rules, parse_rules
from app.domain.screening.search import find_identifiers, refused

__all__ = [
    "Certainty",
    "Finding",
    "FindingKind",
    "Rules",
    "find_identifiers",
    "parse_rules",
    "refused",
    "refused_across",
]
