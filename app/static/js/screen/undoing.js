// What hides a number from a pattern is undone; the twin of app/domain/screening/undoing.py.

import { Gatherer } from "./reading.js";

const LAST_CHARACTER = 0x10ffff;
const lenient = new TextDecoder("utf-8", { ignoreBOM: true });
const strict = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true });

/** Undo the encodings once and take out the tags; undefined when there is neither. */
export function undone(reading, undoing) {
  const decoded = replacing(reading, undoing.encoded, (code) => decode(code, undoing));
  return replacing(decoded ?? reading, undoing.tag, () => "") ?? decoded;
}

/** Open what may be base64 of a text with a number; undefined when nothing is. */
export function opened(reading, undoing) {
  return replacing(reading, undoing.base64, (token) => open(token, undoing.base64Digits));
}

/** Set other signs, no more than before, in place of each match that has a replacement. */
function replacing(reading, pattern, replacement) {
  const gathered = new Gatherer(reading.signs.length);
  let done = 0;
  for (const { 0: match, index } of reading.signs.matchAll(pattern)) {
    const signs = replacement(match);
    if (signs === undefined) continue;
    gathered.copy(reading, done, index);
    done = index + match.length;
    gathered.add(signs, ...reading.span(index, done));
  }
  if (!done) return undefined;
  gathered.copy(reading, done, reading.signs.length);
  return gathered.reading();
}

/** Give what an entity, a row of percent codes or an escape stands for. */
function decode(code, { entities, escapes }) {
  if (code.startsWith("%")) return lenient.decode(bytesOf(code));
  if (/^(?:&#|\\[ux])/.test(code)) return numbered(code.slice(1).replace(/[{};]/g, ""));
  return (code.startsWith("&") ? entities : escapes).get(code.slice(1).replace(";", ""));
}

function bytesOf(codes) {
  return Uint8Array.from(codes.slice(1).split("%"), (code) => parseInt(code, 16));
}

/** Give the character of #49, #x31, u0031 or x31. */
function numbered(code) {
  const isDecimal = /^#[0-9]/.test(code);
  const number = isDecimal ? Number(code.slice(1)) : parseInt(code.replace(/^#?[xXu]/, ""), 16);
  const isCharacter = number <= LAST_CHARACTER && !(number >= 0xd800 && number <= 0xdfff);
  return isCharacter ? String.fromCodePoint(number) : undefined;
}

/** Give the text of a base64 token that holds as many digits as a number has. */
function open(token, digits) {
  const plain = token.replace(/=+$/, "").replaceAll("-", "+").replaceAll("_", "/");
  try {
    const bytes = Uint8Array.from(atob(plain), (byte) => byte.charCodeAt(0));
    const text = strict.decode(bytes);
    return (text.match(/[0-9]/g) ?? []).length >= digits ? text : undefined;
  } catch {
    return undefined;
  }
}
