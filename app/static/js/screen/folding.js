// All the ways to read a text, folded; the twin of app/domain/screening/folding.py.

import { Gatherer, asWritten } from "./reading.js";
import { opened, undone } from "./undoing.js";

/** Read a text as it stands, with its encodings undone once and twice, and with base64 opened. */
export function readings(text, rules) {
  const plain = asWritten(text);
  const once = undone(plain, rules.undoing);
  const twice = once && undone(once, rules.undoing);
  const inside = opened(plain, rules.undoing);
  return [plain, once, twice, inside].filter(Boolean).map((reading) => folded(reading, rules));
}

/** Give the reading, and once more with O and l as digits where they stand among digits. */
export function withDigits(reading, { lookalikeRun, lookalikes }) {
  const signs = reading.signs.replace(lookalikeRun, (run) =>
    Array.from(run, (sign) => lookalikes.get(sign) ?? sign).join(""));
  return signs === reading.signs ? [reading] : [reading, reading.replaced(signs)];
}

/** Fold each sign; what cannot be seen is gone, and what stands for more takes more places. */
export function folded(reading, { folds }) {
  const characters = Array.from(reading.signs);
  const signs = characters.map((character) => folds.of(character));
  const gathered = new Gatherer(signs.reduce((units, { length }) => units + length, 0));
  let place = 0;
  characters.forEach((character, nth) => {
    gathered.add(signs[nth], reading.starts[place], reading.ends[place]);
    place += character.length;
  });
  return gathered.reading();
}
