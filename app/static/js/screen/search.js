// The search itself: pure functions from text, rules and names to findings; the twin of
// app/domain/screening/search.py. They keep and send nothing.
//
// A finding is {kind, start, end, certainty}, with its place in the units of a JavaScript string.

import { readings } from "./folding.js";
import { narrativeFindings, shieldedPlaces } from "./narratives.js";
import { numberFindings } from "./numbers.js";

const RANKS = { refused: 0, shielded: 1, warned: 2, name: 3, hint: 4 };

/** Find every identifier in a narrative, in order and without overlaps, in linear time. */
export function findIdentifiers(text, rules, names) {
  const ways = readings(text, rules);
  const numbers = numberFindings(ways, rules);
  const warnings = narrativeFindings(text, ways, rules, names);
  return apart([...numbers, ...shieldedPlaces(ways, rules), ...warnings]);
}

/** Find only the numbers that no field may hold, whoever writes them. */
export function findNumbers(text, rules) {
  return apart([...numberFindings(readings(text, rules), rules)]);
}

function rankOf({ kind, certainty }) {
  return RANKS[kind] ?? RANKS[certainty];
}

/** Of those that overlap keep the first in rank, then the first to start, then the first found. */
function apart(candidates) {
  const starts = [];
  const ends = [];
  const kept = [];
  for (const candidate of candidates.sort((a, b) => rankOf(a) - rankOf(b) || a.start - b.start)) {
    const { start, end, kind } = candidate;
    const place = placeAfter(ends, start);
    if (place < starts.length && end > starts[place]) continue;
    starts.splice(place, 0, start);
    ends.splice(place, 0, end);
    if (kind !== "shielded") kept.push(candidate);
  }
  return kept.sort((one, other) => one.start - other.start);
}

/** Give the place in a sorted list after all that are not greater than a value. */
function placeAfter(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
