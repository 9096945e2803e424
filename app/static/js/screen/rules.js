// What the screen looks for, as parsed from rules.json; the twin of app/domain/screening/rules.py.

import { Folds } from "./folds.js";
import { NationalNumber } from "./national.js";

/** Read the parsed rules.json. Throws when a part is missing or a pattern is broken. */
export function parseRules(source) {
  const pattern = patternReader(source.parts);
  const forms = (written) => written.map((form) => new WrittenForm(form, pattern));
  return {
    undoing: parseUndoing(source.undoing, pattern),
    folds: new Folds(source.digits, source.same_as),
    lookalikes: new Map(Object.entries(source.lookalikes)),
    lookalikeRun: pattern(source.lookalike_run),
    nationalNumber: new NationalNumber(source.national_number),
    forms: forms(source.forms),
    narrative: forms(source.narrative.forms),
    shielded: pattern(source.narrative.shielded),
  };
}

/** One way of writing an identifier, what it must show, and how sure a match makes us. */
class WrittenForm {
  constructor({ kind, certainty, demand, pattern, order = [], lead = 0, reads = "lower" }, read) {
    Object.assign(this, { kind, certainty, demand, order, lead });
    this.pattern = read(pattern);
    this.readsLower = reads === "lower";
  }

  /** Give the place of what is found, without the words that lead to it. */
  span(match) {
    const led = this.lead ? match[this.lead].length : 0;
    return [match.index + led, match.index + match[0].length];
  }

  /** Give the digits that the demand is made of. */
  digits(match) {
    if (!this.order.length) return match[0].replace(/[^0-9]/g, "");
    return this.order.map((group) => match[group].padStart(2, "0")).join("");
  }
}

/** Make what fills a pattern with its parts; a part may hold parts listed before it. */
function patternReader(parts) {
  const filled = new Map();
  const fill = (pattern) => pattern.replace(/\{([a-z_]+)\}/g, (_, name) => filled.get(name));
  for (const [name, part] of Object.entries(parts)) filled.set(name, fill(part));
  return (pattern) => new RegExp(fill(pattern), "gu");
}

function parseUndoing(source, pattern) {
  return {
    encoded: pattern(source.encoded),
    entities: new Map(Object.entries(source.entities)),
    escapes: new Map(Object.entries(source.escapes)),
    tag: pattern(source.tag),
    base64: pattern(source.base64),
    base64Digits: source.base64_digits,
  };
}
