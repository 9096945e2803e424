// What goes with a passage that is taken away, so that the text reads on. The same as app/domain/screening/removal.py.

const PAIRS = { "(": ")", "«": "»" };
const BEFORE_NOTHING = /^(?:[,.;:!?)»\n]|$)/;
const AFTER_NOTHING = /(?:^|[.;:!?(«\n])$/;
const NO_SENTENCE = /(?:^|[.!?\n])$/;
const CLOSING = /^[.,;:!?)»\n]/;
const OPENING = /[(«\n]$/;
const LONGEST_LABEL = 40;
const NUMBER_LABEL = /(?:^|(?<=[^0-9A-Za-zÀ-ÖØ-öø-ɏ]))(?:f\.? ?nr|fødselsn|fødselsn(?:umme)?r(?:et)?|p\.? ?nr|person-?n(?:umme)?r(?:et)?|identitetsnummer(?:et)?|id-?nr|d-?n(?:umme)?r)\.?:? *$/iu;
const BIRTH_LABEL = /(?:^|(?<=[^0-9A-Za-zÀ-ÖØ-öø-ɏ]))(?:f\.|f|født|fødd|fødselsdato)(?: den)?:? *$/iu;

/** Give the text without the passage, wherever it stood, and without what then says nothing. */
export function takenAway(text, { spans, kind, certainty }) {
  const label = labelOf(kind, certainty);
  return [...spans].reverse().reduce(
    (left, [start, end]) => joined(unlabelled(left.slice(0, start), label), left.slice(end)),
    text,
  );
}

function labelOf(kind, certainty) {
  if (certainty === "refused") return NUMBER_LABEL;
  return kind === "birth_date" ? BIRTH_LABEL : undefined;
}

function unlabelled(before, label) {
  const found = label?.exec(before.slice(-LONGEST_LABEL));
  return found ? before.slice(0, -found[0].length) : before;
}

function joined(before, after) {
  const [left, right] = [trimmedEnd(before), trimmedStart(after)];
  if (right && PAIRS[left.at(-1)] === right[0]) return joined(left.slice(0, -1), right.slice(1));
  const isApart = left.length < before.length || right.length < after.length;
  const [begun, rest] = withoutCommas(left, right);
  if (!begun || !rest) return (begun + rest).trim();
  return begun + (isApart && !OPENING.test(begun) && !CLOSING.test(rest) ? " " : "") + rest;
}

/** Drop a comma before nothing, a sign after nothing, and a full stop with no sentence. */
function withoutCommas(left, right) {
  let [begun, rest] = [left, right];
  if (begun.endsWith(",") && BEFORE_NOTHING.test(rest)) begun = trimmedEnd(begun.slice(0, -1));
  if (/^[,;:]/.test(rest) && AFTER_NOTHING.test(lastOf(begun))) rest = trimmedStart(rest.slice(1));
  if (rest.startsWith(".") && NO_SENTENCE.test(lastOf(begun))) rest = trimmedStart(rest.slice(1));
  return [begun, rest];
}

function lastOf(text) {
  return text.slice(-1);
}

function trimmedEnd(text) {
  let end = text.length;
  while (text[end - 1] === " ") end -= 1;
  return text.slice(0, end);
}

function trimmedStart(text) {
  return text.replace(/^ +/, "");
}
