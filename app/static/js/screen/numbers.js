// The search for numbers; the twin of app/domain/screening/numbers.py.

import { withDigits } from "./folding.js";

// Every form has five digits in a row, or eleven with little between them.
const WORTH_SEARCHING = /[0-9]{5}|(?:[0-9][^0-9a-z]{0,11}){10}[0-9]/u;

/** Find what the forms describe in these readings; the findings may overlap. */
export function* numberFindings(readings, rules) {
  for (const plain of readings) {
    for (const reading of withDigits(plain, rules)) {
      if (WORTH_SEARCHING.test(reading.lower)) yield* findings(reading, rules);
    }
  }
}

function* findings(reading, { forms, nationalNumber }) {
  for (const form of forms) {
    for (const match of reading.lower.matchAll(form.pattern)) {
      if (!nationalNumber.meets(form.demand, form.digits(match))) continue;
      const [start, end] = reading.span(...form.span(match));
      yield { kind: form.kind, start, end, certainty: form.certainty };
    }
  }
}
