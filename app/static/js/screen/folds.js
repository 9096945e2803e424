// What each character is to the patterns; the twin of app/domain/screening/folds.py.

const DIGIT = /[0-9]/;
const SPACE = /^[\p{Z}\t\n\v\f\r\x85]$/u;
const DASH = /^\p{Pd}$/u;
const UNSEEN = /^[\p{M}\p{Cc}\p{Cf}]$/u;
const MOST_KEPT = 5_000;

/** From character to signs: one of few, or nothing; worked out when a character is first met. */
export class Folds {
  constructor(digits, sameAs) {
    this.sameAs = new Map(Object.entries(sameAs));
    this.known = new Map();
    for (const [first, value, count] of digits) {
      for (let step = 0; step < count; step += 1) {
        this.known.set(String.fromCodePoint(first + step), String(value + step));
      }
    }
  }

  of(character) {
    let signs = this.known.get(character);
    if (signs === undefined) {
      signs = this.#fold(character);
      if (this.known.size < MOST_KEPT) this.known.set(character, signs);
    }
    return signs;
  }

  #fold(character) {
    const signs = Array.from(character.normalize("NFKC"), foldSign).join("");
    const kept = DIGIT.test(signs) ? signs : Array.from(signs).slice(0, 1);
    return Array.from(kept, (sign) => this.sameAs.get(sign) ?? sign).join("");
  }
}

function foldSign(sign) {
  if (SPACE.test(sign)) return " ";
  if (DASH.test(sign)) return "-";
  return UNSEEN.test(sign) ? "" : sign;
}
