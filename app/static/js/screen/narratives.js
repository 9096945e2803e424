// The search in narratives: written forms, then names; the twin of app/domain/screening/narratives.py.

import { people } from "./people.js";

/** Find what is warned or hinted of; the findings may overlap. */
export function* narrativeFindings(text, readings, rules, names) {
  for (const reading of readings) {
    for (const form of rules.narrative) {
      const { kind, certainty } = form;
      for (const [start, end] of spans(reading, form, names)) yield { kind, start, end, certainty };
    }
    for (const [first, after] of people(text, reading, names)) {
      const [start, end] = reading.span(first, after);
      yield { kind: "name", start, end, certainty: "warned" };
    }
  }
}

/** Find the numbers and addresses that belong to no person, as the words before them say. */
export function* shieldedPlaces(readings, { shielded }) {
  for (const reading of readings) {
    for (const match of reading.lower.matchAll(shielded)) {
      const [start, end] = reading.span(match.index, match.index + match[0].length);
      yield { kind: "shielded", start, end };
    }
  }
}

function* spans(reading, form, names) {
  for (const match of (form.readsLower ? reading.lower : reading.signs).matchAll(form.pattern)) {
    const isMet = form.demand !== "place" || names.places.has(names.key(match[1]));
    if (isMet) yield reading.span(...form.span(match));
  }
}
