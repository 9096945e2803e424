// One control, watched while somebody types in it: numbers are told of at once, names when typing rests.

import { Drawing } from "./drawing.js";
import { passageIn, sentenceOf } from "./finding.js";
import { digestOf, gather, replaced, stillStanding } from "./passages.js";
import { say } from "./saying.js";
import { findIdentifiers, findNumbers } from "./search.js";
import { names, rules } from "./sources.js";
import { type } from "./typing.js";

const REST_MS = 800;
const WHOLE_NUMBER_MS = 500;
const LONGEST_SCREENED = 100_000;
const watched = new WeakMap();

rules().catch(() => undefined);  // a screened field was entered

/** Give the watch over a control. */
export function watch(control) {
  if (!watched.has(control)) watched.set(control, new Watch(control));
  return watched.get(control);
}

class Watch {
  constructor(control) {
    this.control = control;
    this.drawing = new Drawing(control);
    this.passages = this.drawing.passages().map((passage) => ({ ...passage, isServers: true }));
    this.told = new Set(this.passages.map(({ key }) => key));
  }

  /** Look for numbers at the next frame, or when one has been written to its end; for the rest at rest. */
  isTypedIn() {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.number);
    clearTimeout(this.rest);
    if (this.control.value.length > LONGEST_SCREENED) return;
    const look = () => this.#unlessItFails(this.#lookForNumbers());
    if (this.#isWithinNumber) this.number = setTimeout(look, WHOLE_NUMBER_MS);
    else this.frame = requestAnimationFrame(look);
    this.rest = setTimeout(() => this.#unlessItFails(this.#rest()), REST_MS);
    if (this.#isNarrative) this.#unlessItFails(names());
  }

  /** Keep what a finding's box answers. */
  isAnswered(box) {
    this.drawing.answer(box);
  }

  /** Do what a finding's button says, in place, and go on to the next finding; tell whether it went. */
  replace(button) {
    const finding = button.closest(".finding");
    const next = this.drawing.neighbourOf(finding)?.querySelector("[data-replace]");
    const passage = this.#standing([]).find(({ key }) => key === passageIn(finding).key);
    if (!passage) return false;
    type(this.control, replaced(this.control.value, passage, button.dataset.replace));
    this.#show(this.#standing([]));
    next?.focus();
    return true;
  }

  get #isNarrative() {
    return this.control.dataset.screen === "narrative";
  }

  get #isWithinNumber() {
    return /[0-9]/.test(this.control.value.slice(0, this.control.selectionEnd ?? undefined).slice(-1));
  }

  /** Until typing rests, what was warned of stays as long as its words stand. */
  async #lookForNumbers() {
    const known = await rules();
    const text = this.control.value;
    const numbers = gather(text, findNumbers(text, known));
    const others = this.passages.filter(({ certainty, isServers }) => certainty !== "refused" || isServers);
    this.#show([...numbers, ...this.#standing(numbers, others)]);
    if (!this.#isNarrative) delete this.control.dataset.unscreened;
  }

  async #rest() {
    const text = this.control.value;
    const isKnown = !this.#isNarrative || await this.#unlessItFails(this.#lookForAll(text));
    if (this.control.value !== text) return;
    this.#tell();
    if (isKnown) this.drawing.mend();
  }

  /** The server alone sees that a number is split over two fields: what it refused stays too. */
  async #lookForAll(text) {
    const found = gather(text, findIdentifiers(text, await rules(), await names()));
    for (const passage of found) {
      if (passage.certainty === "warned") passage.digest = await digestOf(this.control, passage);
    }
    if (this.control.value !== text) return false;
    const split = this.passages.filter(({ certainty, isServers }) => certainty === "refused" && isServers);
    this.#show([...found, ...this.#standing(found, split)]);
    delete this.control.dataset.unscreened;
    return true;
  }

  /** Give those passages whose words still stand, apart from those that are found. */
  #standing(found, passages = this.passages) {
    const text = this.control.value;
    const taken = new Uint8Array(text.length);
    found.forEach(({ spans }) => spans.forEach(([start, end]) => taken.fill(1, start, end)));
    const isFree = ([start, end]) => !taken.subarray(start, end).includes(1);
    return passages
      .map((passage) => (this.text === text ? passage : stillStanding(text, passage)))
      .filter((passage) => passage?.spans.every(isFree));
  }

  #show(passages) {
    this.text = this.control.value;
    this.passages = passages.sort((one, other) => one.spans[0][0] - other.spans[0][0]);
    this.drawing.show(this.passages);
  }

  #tell() {
    const untold = this.passages.filter(({ key }) => !this.told.has(key));
    untold.forEach(({ key }) => this.told.add(key));
    if (untold.length) say([...new Set(untold.map(sentenceOf))].join(" "));
  }

  /** Whatever fails, typing goes on and nothing is claimed: the server decides, and the field bears the mark. */
  async #unlessItFails(screening) {
    try {
      return await screening;
    } catch {
      this.control.dataset.unscreened = "";
      return undefined;
    }
  }
}
