// Names of people among the words of a text; the twin of app/domain/screening/people.py, which says
// in words what a run is and when it is a name.

import { endsIn, isName } from "./names.js";
import {
  CAPITAL, CAPS, LETTER, LETTERS, MAYBE, NONE, SMALL, SURE, isUnsure, wordsOf,
} from "./words.js";

const JOINTS = [" ", "-", "'", "\u2019"];
const JOINTS_OF_LETTER = [...JOINTS, ".", ". "];
const GAPS_OF_TITLE = [" ", ". "];
const LONGEST_INITIALS = 3;
const NOTHING = { start: 0, end: 0, gap: "", key: "", base: "", shape: SMALL, rank: NONE };

/** Give the place, among the signs, of each name in a reading of `text`. */
export function* people(text, reading, names) {
  const words = [NOTHING, NOTHING, ...wordsOf(text, reading, names), NOTHING];
  let first = 2;
  while (first < words.length - 1) {
    const end = endOfRun(words, first, names);
    const after = Math.max(end, first + 1);
    const run = runOf(words, first, after);
    const isName = end > first ? isNameOf(run, names) : isShortName(run.first, run.before, names);
    if (isName) yield placeOf(run, names);
    first = after;
  }
}

/** Words that may be one name, the two words before them and the one after. */
function runOf(words, first, after) {
  const run = words.slice(first, after);
  return {
    words: run,
    first: run[0],
    last: run.at(-1),
    earlier: words[first - 2],
    before: words[first - 1],
    after: words[after],
  };
}

/** Give the place among the signs, with fru before it and the dot of its last initial. */
function placeOf({ before, first, last }, { courtesies }) {
  const isAddressed = courtesies.has(before.key) && GAPS_OF_TITLE.includes(first.gap);
  const end = last.shape === LETTER && last.hasDot ? last.end + 1 : last.end;
  return [(isAddressed ? before : first).start, end];
}

function isNameOf(run, names) {
  if ([" ", "-"].includes(run.after.gap) && names.institutions.has(run.after.key)) return false;
  return [isSure, isCalled, isAPersons, acts, isUnexplained].some((holds) => holds(run, names));
}

/** Tell whether the words speak for themselves. */
function isSure(run, names) {
  const { words } = run;
  if (words.some(({ rank }) => rank === SURE)) return !isFarm(run, names);
  if (words.some(({ rank }) => rank === MAYBE) && words.filter(isUnsure).length > 1) {
    return words.some(({ base }) => !names.places.has(base));
  }
  const isLetter = ({ shape }) => shape === LETTER;
  if (!isLetter(words[0]) || words.length === 1) return false;
  if (words.every(isLetter)) return !names.abbreviations.has(words.map(({ key }) => key).join(""));
  return words.some(({ base }) => names.family.has(base));
}

/** Tell whether the one word is a family name that is a place here: på Solheim. */
function isFarm({ words, first, before }, { family, farm_endings, place_words, road_words }) {
  const leadsThere = place_words.has(before.key) || road_words.has(before.key);
  return words.length === 1 && leadsThere && family.has(first.base) && endsIn(first.base, farm_endings);
}

/** Tell whether a word before says that a name comes. */
function isCalled({ before, first }, { titles, naming, half_cues }) {
  if (titles.has(before.key)) return GAPS_OF_TITLE.includes(first.gap);
  if (naming.has(before.key)) return [" ", ": "].includes(first.gap);
  return half_cues.has(before.key) && GAPS_OF_TITLE.includes(first.gap) && first.rank === MAYBE;
}

/** Tell whether a word for a person goes before, or owns what comes after. */
function isAPersons({ earlier, before, first, last, after }, { persons, linking }) {
  if (first.rank === NONE) return false;
  if (last.base !== last.key && after.gap === " " && persons.has(after.key)) return true;
  const cue = linking.has(before.key) ? earlier : before;
  if (!persons.has(cue.key)) return false;
  if ([" ", ", ", " ("].includes(first.gap)) return true;
  return [": ", ". "].includes(first.gap) && first.rank === MAYBE;
}

/** Tell whether a deed of people comes after, and not of a place (legen i Stokke ba). */
function acts({ before, first, after }, { deeds, place_words, places }) {
  if (place_words.has(before.key) && places.has(first.base)) return false;
  return first.rank !== NONE && after.gap === " " && deeds.has(after.key);
}

/** Tell whether no list explains the capital, and no neighbour makes it a place or thing. */
function isUnexplained({ first, last, before, after }, names) {
  if (!isUnsure(first) || first.opens || names.place_words.has(before.key)) return false;
  if (names.known.has(first.base) || names.places.has(first.base)) return false;
  if (names.road_words.has(before.key) && endsIn(last.base, names.farm_endings)) return false;
  return !namesAThing(before, first.gap, names) && !namesAThing(after, after.gap, names);
}

/** Tell whether a neighbour makes a capital part of a title, product or dose. */
function namesAThing({ key, shape }, gap, { known, places }) {
  if (!JOINTS.includes(gap) || shape === SMALL) return gap === " " && /^[0-9]/.test(key);
  return known.has(key) || places.has(key) || shape === CAPS;
}

/** Give the place after the run that begins at `first`; `first` itself when none does. */
function endOfRun(words, first, names) {
  const { rank, shape, hasDot } = words[first];
  if (rank === NONE && !(shape === LETTER && hasDot)) return first;
  let place = first + 1;
  while (place < words.length - 1) {
    if (leadsOver(words[place], words[place + 1], names)) place += 2;
    else if (goesOn(words[place - 1], words[place], names)) place += 1;
    else break;
  }
  return place;
}

/** Tell whether `word` belongs to the name that `last` may belong to. */
function goesOn(last, word, { family }) {
  if (!(last.shape === LETTER ? JOINTS_OF_LETTER : JOINTS).includes(word.gap)) return false;
  if (word.shape === LETTER) {
    return word.hasDot || (word.gap === " " && (last.rank === SURE || last.rank === MAYBE));
  }
  if (word.shape === SMALL && word.rank === NONE && family.has(word.base)) {
    return last.shape === SMALL && last.rank === SURE && word.gap === " ";
  }
  return word.rank !== NONE;
}

/** Tell whether a small word, as in Ali bin Hassan, stands between two words of one name. */
function leadsOver(word, after, { particles }) {
  return particles.has(word.key) && word.gap === " " && JOINTS.includes(after.gap)
    && after.shape === CAPITAL && after.rank !== NONE;
}

/** Tell whether fru berg, pas kumar or pasient KN stands here, which begins no run. */
function isShortName(word, before, names) {
  if (word.shape === SMALL) return word.gap === " " && isSmallName(word, before, names);
  const isListed = [names.abbreviations, names.known, names.ordinary].some((list) => list.has(word.key));
  return word.shape === CAPS && word.key.length <= LONGEST_INITIALS && LETTERS.test(word.key)
    && names.persons.has(before.key) && before.shape !== CAPS && [" ", " ("].includes(word.gap)
    && !isListed;
}

function isSmallName({ base }, before, names) {
  if (names.titles.has(before.key)) return isName(base, names);
  return names.persons.has(before.key) && names.capital_only.has(base);
}
