// What the screen found, as its writer is shown it. The same as forms/passages.py.

import { takenAway } from "./removal.js";

const CONTEXT = 24;
const DIGEST_DIGITS = 16;
const UNSTORED = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Gather findings that read the same, in the order of the text. */
export function gather(text, findings) {
  const alike = new Map();
  for (const { kind, certainty, start, end } of findings) {
    const words = text.slice(start, end);
    const key = keyOf(kind, words);
    if (!alike.has(key)) alike.set(key, { key, kind, certainty, words, spans: [] });
    alike.get(key).spans.push([start, end]);
  }
  return [...alike.values()];
}

/** Tell passages of a field apart. */
export function keyOf(kind, words) {
  return `${kind}\n${words}`;
}

/** Give a passage with the places where its words stand now, or nothing when they are gone. */
export function stillStanding(text, passage) {
  const { words } = passage;
  const spans = [];
  for (let start = text.indexOf(words); start >= 0; start = text.indexOf(words, start + words.length)) {
    const end = start + words.length;
    if (standsAlone(text, start, end)) spans.push([start, end]);
  }
  return spans.length ? { ...passage, spans } : undefined;
}

function standsAlone(text, start, end) {
  return !isJoined(text[start - 1], text[start]) && !isJoined(text[end - 1], text[end]);
}

/** Tell whether two signs are of one word or of one number. */
function isJoined(one = "", other = "") {
  return [/\p{L}/u, /\p{N}/u].some((sort) => sort.test(one) && sort.test(other));
}

/** Give about 24 characters on each side of a passage's first place. */
export function contextOf(text, { spans: [[start, end]] }) {
  return { before: endOf(text.slice(0, start)), after: beginningOf(text.slice(end)) };
}

function endOf(text) {
  const characters = Array.from(text.slice(-2 * CONTEXT - 2));
  if (characters.length <= CONTEXT) return text;
  const shown = characters.slice(-CONTEXT).join("");
  return `… ${shown.slice(shown.indexOf(" ") + 1) || shown}`;
}

function beginningOf(text) {
  const characters = Array.from(text.slice(0, 2 * CONTEXT + 2));
  if (characters.length <= CONTEXT) return text;
  const shown = characters.slice(0, CONTEXT).join("");
  return `${shown.slice(0, Math.max(shown.lastIndexOf(" "), 0)) || shown} …`;
}

/** Give the text with `words` wherever the passage stood; without words, the gap is closed. */
export function replaced(text, passage, words) {
  if (!words) return takenAway(text, passage);
  return [...passage.spans].reverse().reduce(
    (changed, [start, end]) => text.slice(0, start) + words + changed.slice(end),
    text,
  );
}

/** Stand for a passage of a kind in a field; undefined where the browser has no SHA-256 to offer. */
export async function digestOf(control, { kind, words }) {
  if (!globalThis.crypto?.subtle) return undefined;
  const said = new TextEncoder().encode(`${control.name}\n${kind}\n${asReceived(control, words)}`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", said));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, DIGEST_DIGITS);
}

/** Give words as the server reads them from a field: forms/fields.py. */
function asReceived(control, words) {
  const plain = words.replace(UNSTORED, "").normalize("NFC");
  return control.type === "textarea" ? plain : plain.replace(/\s+/g, " ");
}
