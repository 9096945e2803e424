"""Names of people among the words of a text; ``words.py`` says what a word may be.

A *run* is words side by side that may be one name. It begins with a word of a rank other than
NONE, or with a LETTER that has a dot after it. It goes on with

- such a word, when the gap is " ", "-", "'" or "\u2019", or "." or ". " after a LETTER;
- a LETTER, when the gap is " " and the word before is SURE or MAYBE (Kari N);
- a SMALL word with its base in ``family``, when the gap is " " and the word before is SMALL and
  SURE (kari berg);
- one of ``particles`` with a CAPITAL of a rank other than NONE behind it (Ali bin Hassan).

A run is a name when no word of ``institutions`` follows (gap " " or "-"), and one of these is so:

- it holds a SURE, and is not a lone family name with one of ``farm_endings`` behind one of
  ``place_words`` or ``road_words`` (på Solheim);
- it holds a MAYBE and another MAYBE or OPEN, and not all are places (Dag Berg, not Vestre Viken);
- it begins with a LETTER and holds another (K.N., in no ``abbreviations``), or a word with its
  base in ``family`` (K. Berg);
- a word of ``titles`` goes before (gap " " or ". "): fru Berg, dr. Xhafer, fru N;
- a word of ``naming`` goes before (gap " " or ": "): heter Xhafer, navn: Xhafer;
- a word of ``persons`` goes before, with or without one of ``linking`` between (gap " ", ", " or
  " ("): pasienten Xhafer, sønnen hans, Bo; with gap ": " or ". " only before a MAYBE;
- a word of ``half_cues`` goes before a MAYBE (gap " " or ". "): sykepleier Berg;
- one of ``deeds`` comes after (gap " "), and it is no place behind one of ``place_words``: Liv sov,
  at Xhafer ringte, Bo sin, not legen i Stokke ba;
- its last word has a genitive s, and a word of ``persons`` comes after: Livs datter;
- nothing explains its capital (mid sentence, OPEN, or MAYBE that is neither known nor a place):
  no word of ``place_words`` before, nor of ``road_words`` before one of ``farm_endings``, and no
  neighbour that makes it a product, a title or a dose: a capital that is known, a place or CAPS,
  or a number.

Besides, after a word of ``titles`` a SMALL name counts (fru berg), after one of ``persons`` a
SMALL name of ``capital_only`` (pas kumar), and after one of ``persons`` that is not in CAPS, CAPS
of two or three letters that are in no list (pasient KN).

The place of a name takes in a word of ``courtesies`` before it (Fru Hansen) and the dot after a
last LETTER (K.N.), so that nothing of them is left when the name is replaced.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.screening.names import Names
from app.domain.screening.reading import Reading
from app.domain.screening.words import UNSURE, Rank, Shape, Word, words_of

JOINTS = frozenset({" ", "-", "'", "\u2019"})
JOINTS_OF_LETTER = JOINTS | {".", ". "}
GAPS_OF_TITLE = frozenset({" ", ". "})
LONGEST_INITIALS = 3
NOTHING = Word(0, 0, "", "", "", Shape.SMALL, Rank.NONE, opens=True, has_dot=False)
"""What stands before the first word and after the last."""


@dataclass(frozen=True)
class Run:
    """Words that may be one name, the two words before them and the one after."""

    words: list[Word]
    earlier: Word
    before: Word
    after: Word

    def place(self, names: Names) -> tuple[int, int]:
        """Give the place among the signs, with fru before it and the dot of its last initial."""
        first, last = self.words[0], self.words[-1]
        is_addressed = self.before.key in names.courtesies and first.gap in GAPS_OF_TITLE
        has_dot = last.shape is Shape.LETTER and last.has_dot
        return (self.before if is_addressed else first).start, last.end + has_dot

    def is_name(self, names: Names) -> bool:
        """Tell whether the run is a name."""
        if self.after.gap in {" ", "-"} and self.after.key in names.institutions:
            return False
        return (
            self._is_sure(names)
            or self._is_called(names)
            or self._is_a_persons(names)
            or self._acts(names)
            or self._is_unexplained(names)
        )

    def _is_sure(self, names: Names) -> bool:
        """Tell whether the words speak for themselves."""
        ranks = [word.rank for word in self.words]
        if Rank.SURE in ranks:
            return not self._is_farm(names)
        if Rank.MAYBE in ranks and sum(rank in UNSURE for rank in ranks) > 1:
            return any(word.base not in names.places for word in self.words)
        letters = [word.shape is Shape.LETTER for word in self.words]
        if not letters[0] or len(letters) == 1:
            return False
        if all(letters):
            return "".join(word.key for word in self.words) not in names.abbreviations
        return any(word.base in names.family for word in self.words)

    def _is_farm(self, names: Names) -> bool:
        """Tell whether the one word is a family name that is a place here: på Solheim."""
        word = self.words[0]
        is_farm = word.base in names.family and word.base.endswith(names.farm_endings)
        leads_there = self.before.key in names.place_words or self.before.key in names.road_words
        return len(self.words) == 1 and is_farm and leads_there

    def _is_called(self, names: Names) -> bool:
        """Tell whether a word before says that a name comes."""
        before, gap, rank = self.before, self.words[0].gap, self.words[0].rank
        if before.key in names.titles:
            return gap in GAPS_OF_TITLE
        if before.key in names.naming:
            return gap in {" ", ": "}
        return before.key in names.half_cues and gap in GAPS_OF_TITLE and rank is Rank.MAYBE

    def _is_a_persons(self, names: Names) -> bool:
        """Tell whether a word for a person goes before, or owns what comes after."""
        first, last = self.words[0], self.words[-1]
        if first.rank is Rank.NONE:
            return False
        if last.base != last.key and self.after.gap == " " and self.after.key in names.persons:
            return True
        cue = self.earlier if self.before.key in names.linking else self.before
        if cue.key not in names.persons:
            return False
        is_close = first.gap in {" ", ", ", " ("}
        return is_close or (first.gap in {": ", ". "} and first.rank is Rank.MAYBE)

    def _acts(self, names: Names) -> bool:
        """Tell whether a deed of people comes after, and not of a place (legen i Stokke ba)."""
        first = self.words[0]
        if first.rank is Rank.NONE or (
            self.before.key in names.place_words and first.base in names.places
        ):
            return False
        return self.after.gap == " " and self.after.key in names.deeds

    def _is_unexplained(self, names: Names) -> bool:
        """Tell whether no list explains the capital, and no neighbour makes it a place or thing."""
        first, last = self.words[0], self.words[-1]
        if first.rank not in UNSURE or first.opens or self.before.key in names.place_words:
            return False
        if first.base in names.known or first.base in names.places:
            return False
        if self.before.key in names.road_words and last.base.endswith(names.farm_endings):
            return False
        return not (
            _names_a_thing(self.before, first.gap, names)
            or _names_a_thing(self.after, self.after.gap, names)
        )


def _names_a_thing(neighbour: Word, gap: str, names: Names) -> bool:
    """Tell whether a neighbour makes a capital part of a title, product or dose."""
    if gap not in JOINTS or neighbour.shape is Shape.SMALL:
        return gap == " " and neighbour.key[:1].isdigit()
    is_known = neighbour.key in names.known or neighbour.key in names.places
    return is_known or neighbour.shape is Shape.CAPS


def people(text: str, reading: Reading, names: Names) -> Iterator[tuple[int, int]]:
    """Give the place, among the signs, of each name in a reading of ``text``."""
    words = [NOTHING, NOTHING, *words_of(text, reading, names), NOTHING]
    first = 2
    while first < len(words) - 1:
        end = _end_of_run(words, first, names)
        after = max(end, first + 1)
        run = Run(words[first:after], words[first - 2], words[first - 1], words[after])
        is_short = end == first and _is_short_name(words[first], run.before, names)
        if is_short or (end > first and run.is_name(names)):
            yield run.place(names)
        first = after


def _end_of_run(words: list[Word], first: int, names: Names) -> int:
    """Give the place after the run that begins at ``first``; ``first`` itself when none does."""
    word = words[first]
    if word.rank is Rank.NONE and not (word.shape is Shape.LETTER and word.has_dot):
        return first
    place = first + 1
    while place < len(words) - 1:
        is_over = _leads_over(words, place, names)
        if not is_over and not _goes_on(words[place - 1], words[place], names):
            return place
        place += 2 if is_over else 1
    return place


def _goes_on(last: Word, word: Word, names: Names) -> bool:
    """Tell whether ``word`` belongs to the name that ``last`` may belong to."""
    if word.gap not in (JOINTS_OF_LETTER if last.shape is Shape.LETTER else JOINTS):
        return False
    if word.shape is Shape.LETTER:
        return word.has_dot or (word.gap == " " and last.rank in {Rank.SURE, Rank.MAYBE})
    is_small = word.shape is Shape.SMALL and word.rank is Rank.NONE
    if is_small and word.base in names.family:
        return last.shape is Shape.SMALL and last.rank is Rank.SURE and word.gap == " "
    return word.rank is not Rank.NONE


def _leads_over(words: list[Word], place: int, names: Names) -> bool:
    """Tell whether a small word, as in Ali bin Hassan, stands between two words of one name."""
    word, after = words[place], words[place + 1]
    return (
        word.key in names.particles
        and word.gap == " "
        and after.gap in JOINTS
        and after.shape is Shape.CAPITAL
        and after.rank is not Rank.NONE
    )


def _is_short_name(word: Word, before: Word, names: Names) -> bool:
    """Tell whether fru berg, pas kumar or pasient KN stands here, which begins no run."""
    if word.shape is Shape.SMALL and word.gap == " ":
        if before.key in names.titles:
            return names.lists(word.base)
        return before.key in names.persons and word.base in names.capital_only
    return (
        word.shape is Shape.CAPS
        and len(word.key) <= LONGEST_INITIALS
        and word.key.isalpha()
        and before.key in names.persons
        and before.shape is not Shape.CAPS
        and word.gap in {" ", " ("}
        and word.key not in names.abbreviations
        and word.key not in names.known
        and word.key not in names.ordinary
    )
