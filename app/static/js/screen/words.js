// A text as words, each with what it may be; the twin of app/domain/screening/words.py.

import { endsIn, isName } from "./names.js";

const GOES_ON = new Set(["", ",", "-", "/", "(", "'", "\u2019", "&"]);
const COMPOUND = /-[a-zß-öø-ÿ]/y;
export const LETTERS = /^\p{L}+$/u;
const SHORTEST_NAME = 3;

/** How a word is written: kari, Kari, KARI, K. */
export const SMALL = "small";
export const CAPITAL = "capital";
export const CAPS = "caps";
export const LETTER = "letter";

/** What a word may be: no name, an unknown word with a capital, maybe a name, surely one. */
export const NONE = "none";
export const OPEN = "open";
export const MAYBE = "maybe";
export const SURE = "sure";

/** Give the words of a reading of `text`, in order. */
export function wordsOf(text, reading, names) {
  const { signs } = reading;
  let last = 0;
  let lastKey = "";
  return Array.from(signs.matchAll(names.word), ({ 0: match, index: start }) => {
    const end = start + match.length;
    const gap = signs.slice(last, start);
    const key = names.key(match);
    const shape = shapeOf(match);
    const goesOn = GOES_ON.has(withoutSpaces(gap)) || (gap === ": " && names.naming.has(lastKey));
    const opens = shape !== SMALL && (!last || !goesOn || breaks(text, reading, last, start));
    const word = { start, end, gap, key, base: baseOf(key, names), shape, opens };
    word.rank = rankOf(word, names);
    if (isUnsure(word) && isCompound(signs, end)) word.rank = NONE;
    word.hasDot = signs[end] === ".";
    [last, lastKey] = [end, key];
    return word;
  });
}

export function isUnsure({ rank }) {
  return rank === OPEN || rank === MAYBE;
}

function withoutSpaces(gap) {
  return gap.replace(/^ +| +$/g, "");
}

function breaks(text, { starts, ends }, last, start) {
  return text.slice(ends[last - 1], starts[start]).includes("\n");
}

function isCompound(signs, end) {
  COMPOUND.lastIndex = end;
  return COMPOUND.test(signs);
}

function baseOf(key, names) {
  const isWhole = !key.endsWith("s") || names.known.has(key) || isName(key, names);
  return isWhole ? key : key.slice(0, -1);
}

function shapeOf(word) {
  const [first] = word;
  if (first === first.toLowerCase()) return SMALL;
  if (word.length === first.length) return LETTER;
  if (word === word.toUpperCase()) return CAPS;
  const rest = word.slice(first.length);
  return rest === rest.toLowerCase() ? CAPITAL : SMALL;  // SiV and the like are no more than small
}

function rankOf(word, names) {
  const { key, base, shape, opens } = word;
  if (names.abbreviations.has(key) || !LETTERS.test(key)) return NONE;
  if (isName(base, names)) return rankOfListed(word, names);
  if (shape !== CAPITAL || key.length < SHORTEST_NAME) return NONE;
  const isListed = names.known.has(key) || names.ordinary.has(key) || names.places.has(key);
  if (isListed || names.known.has(base) || endsIn(key, names.thing_endings)) return NONE;
  return opens && !endsIn(base, names.farm_endings) ? NONE : OPEN;
}

function rankOfListed({ base, shape }, { ordinary, places, known, capital_only }) {
  const meansMore = ordinary.has(base) || places.has(base) || known.has(base);
  const isShort = base.length < SHORTEST_NAME;
  if (shape === SMALL) return meansMore || isShort || capital_only.has(base) ? NONE : SURE;
  return meansMore || isShort ? MAYBE : SURE;
}
