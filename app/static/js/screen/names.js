// The lists that tell a name from a word, as parsed from names.json; the twin of
// app/domain/screening/names.py.

const SHORTEST_COMPOUND = 6;

/** Read the parsed names.json: each list, rows of words with spaces between, becomes a set of keys. */
export function parseNames(source) {
  const sameLetters = new Map(Object.entries(source.same_letters));
  const same = (word) => Array.from(word, (letter) => sameLetters.get(letter) ?? letter).join("");
  const keys = (rows) => same(rows.join(" ")).split(/\s+/).filter(Boolean);
  const lists = Object.entries(source).filter(([name, rows]) => Array.isArray(rows) && name !== "about");
  return {
    ...Object.fromEntries(lists.map(([name, rows]) => [name, new Set(keys(rows))])),
    word: new RegExp(source.word, "gu"),
    key: (word) => same(word.toLowerCase()),
  };
}

/** Tell whether a key ends in one of a list's endings. */
export function endsIn(key, endings) {
  for (const ending of endings) if (key.endsWith(ending)) return true;
  return false;
}

/** Tell whether a key is among the names, whatever else it means. */
export function isName(key, { given, family, name_endings }) {
  if (given.has(key) || family.has(key)) return true;
  return key.length >= SHORTEST_COMPOUND && endsIn(key, name_endings);
}
