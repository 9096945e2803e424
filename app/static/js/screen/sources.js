// The rules and the names, each fetched when it is first needed and never again.

import { parseNames } from "./names.js";
import { parseRules } from "./rules.js";

export const rules = fetchedOnce("rules.json", parseRules);
export const names = fetchedOnce("names.json", parseNames);

/** A failure is forgotten, so that the next call tries again. */
function fetchedOnce(file, parse) {
  let fetching;
  return () => {
    fetching ??= fetched(file).then(parse).catch((error) => {
      fetching = undefined;
      throw error;
    });
    return fetching;
  };
}

async function fetched(file) {
  const address = new URL(file, import.meta.url);
  const response = await fetch(address);
  if (!response.ok) throw new Error(file);
  return response.json();
}
