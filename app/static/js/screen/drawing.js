// The findings of one control, in the container above it. What the server drew is taken over as it is.

import { elementFor, fill, moreOf, passageIn, restOf } from "./finding.js";
import { fieldMended, linesMended } from "./mending.js";

const MOST_SHOWN = 10;
const MOST_UNFOLDED = 5;
const SENTENCE_ID = /-(?:found|finding)-\d+-sentence$/;

export class Drawing {
  /** Take over what the server drew at a control. */
  constructor(control) {
    this.control = control;
    this.container = document.getElementById(`${control.id}-findings`);
    const drawn = [...this.container.querySelectorAll(".finding")];
    this.elements = new Map(drawn.map((element) => [passageIn(element).key, element]));
    const confirmations = this.container.querySelectorAll("[name=bekreftet]:is(:checked, [type=hidden])");
    this.confirmed = new Set(Array.from(confirmations, ({ value }) => value));
  }

  /** Give the passages that are drawn; those of the server have no spans. */
  passages() {
    return Array.from(this.elements.values(), passageIn);
  }

  /** Give the card after one, or the card before the last. */
  neighbourOf(card) {
    const cards = [...this.elements.values()];
    const place = cards.indexOf(card);
    return cards[place + 1] ?? cards[place - 1];
  }

  /** Draw these passages and no others, and leave the control where it is on the screen. */
  show(passages) {
    this.#inPlace(() => {
      const waiting = passages.filter((passage) => this.#awaitsAnswer(passage));
      const answered = passages.filter((passage) => !this.#awaitsAnswer(passage));
      this.#put([...waiting, ...answered].slice(0, MOST_SHOWN), Math.max(waiting.length - MOST_SHOWN, 0));
      this.#keepConfirmations();
      this.#describe();
    });
  }

  /** Keep what a box answers; the cards stay where they are. */
  answer({ checked, value }) {
    if (checked) this.confirmed.add(value);
    else this.confirmed.delete(value);
    this.mend();
  }

  /** Take away what the server said is wrong and no longer is; all passages of the text must be drawn. */
  mend() {
    const waiting = this.passages().filter((passage) => this.#awaitsAnswer(passage));
    this.#inPlace(() => {
      linesMended(this.control, waiting.map(({ key }) => this.elements.get(key)));
      if (waiting.length || this.container.querySelector(".findings-rest")) return;
      fieldMended(this.control);
      this.container.querySelectorAll("[data-slot=sentence].ds-sr-only").forEach((said) => said.removeAttribute("class"));
    });
  }

  #inPlace(change) {
    const top = this.control.getBoundingClientRect().top;
    change();
    const moved = this.control.getBoundingClientRect().top - top;
    if (moved) window.scrollBy({ top: moved, behavior: "instant" });
  }

  #awaitsAnswer({ certainty, digest }) {
    return certainty === "refused" || (certainty === "warned" && !this.confirmed.has(digest));
  }

  #put(passages, unshown) {
    this.elements = new Map(passages.map((passage) => [passage.key, this.#elementOf(passage)]));
    const cards = [...this.elements.values()];
    const fold = cards.length > MOST_UNFOLDED && this.#foldOf(cards.slice(MOST_UNFOLDED), unshown);
    place(this.container, [...cards.slice(0, MOST_UNFOLDED), fold].filter(Boolean));
  }

  #foldOf(cards, unshown) {
    const fold = this.container.querySelector(".findings-more") ?? newFold(this.control);
    const summary = fold.querySelector("summary");
    const words = moreOf(cards.length);
    if (summary.textContent !== words) summary.textContent = words;
    place(fold, [summary, ...cards, unshown && restTold(fold, unshown)].filter(Boolean));
    return fold;
  }

  #elementOf(passage) {
    const drawn = this.elements.get(passage.key);
    const element = drawn ?? elementFor(this.control, passage);
    if (!passage.isServers) fill(element, passage, this.control.value);
    const box = element.querySelector("[name=bekreftet]");
    if (box && !drawn) box.checked = this.confirmed.has(passage.digest);
    return element;
  }

  /** What was confirmed and is not drawn is not forgotten. */
  #keepConfirmations() {
    const drawn = new Set(this.passages().map(({ digest }) => digest));
    for (const digest of this.confirmed) {
      if (drawn.has(digest)) continue;
      const kept = document.createElement("input");
      Object.assign(kept, { type: "hidden", name: "bekreftet", value: digest });
      this.container.append(kept);
    }
  }

  /** Let whoever enters the control hear of the first finding, as on the server's page. */
  #describe() {
    const ids = (this.control.getAttribute("aria-describedby") ?? "").split(" ");
    const first = this.container.querySelector("[data-slot=sentence]");
    const described = [...ids.filter((id) => !SENTENCE_ID.test(id) && document.getElementById(id)), first?.id].filter(Boolean);
    if (described.length) this.control.setAttribute("aria-describedby", described.join(" "));
    else this.control.removeAttribute("aria-describedby");
  }
}

/** Let an element hold these and nothing else; those that stay are not moved without need: focus would be lost. */
function place(parent, children) {
  for (const child of [...parent.childNodes]) if (!children.includes(child)) child.remove();
  let next = parent.firstChild;
  for (const child of children) {
    if (child === next) next = child.nextSibling;
    else parent.insertBefore(child, next);
  }
}

function newFold(control) {
  const fold = document.createElement("details");
  Object.assign(fold, { className: "findings-more", id: `${control.id}-more` });
  fold.append(document.createElement("summary"));
  return fold;
}

function restTold(fold, count) {
  const rest = fold.querySelector(".findings-rest") ?? document.createElement("p");
  rest.className = "findings-rest";
  const words = restOf(count);
  if (rest.textContent !== words) rest.textContent = words;
  return rest;
}
