// One finding as it is drawn. The page's own template gives the markup, the words and the language;
// app/templates/components/findings.html tells what is filled in where.

import { contextOf, keyOf } from "./passages.js";

const template = document.getElementById("finding-template")?.content.firstElementChild;
const wordings = document.getElementById("finding-words")?.content;
const PLACEHOLDER = "finding-id";
const CONFIRMATION = "input[name=bekreftet]";
let made = 0;

/** Say what a finding is, in the page's language. */
export function sentenceOf({ kind, spans }) {
  const why = wordingOf(kind, "sentence");
  return spans.length === 1 ? why : `${why} ${counted("many", spans.length)}`;
}

/** Say how many findings have no room yet. */
export function restOf(count) {
  return counted("rest", count);
}

/** Say how many stand under the fold. */
export function moreOf(count) {
  return counted("more", count);
}

/** Read what passage an element was drawn for, by the server or here. */
export function passageIn(element) {
  const { kind, certainty } = element.dataset;
  const words = element.querySelector("mark").textContent;
  const digest = element.querySelector(CONFIRMATION)?.value;
  return { key: keyOf(kind, words), kind, certainty, words, digest };
}

/** Make the element of a passage; `fill` says the rest. */
export function elementFor(control, { kind, certainty, digest }) {
  const element = template.cloneNode(true);
  const without = [
    !(control.dataset.screen === "narrative" && isPersonal(kind)) && "person",
    certainty === "hint" && "changeable",
    !digest && "warned",
  ];
  for (const only of without.filter(Boolean)) {
    element.querySelectorAll(`[data-only=${only}]`).forEach((part) => part.remove());
  }
  Object.assign(element.dataset, { kind, certainty });
  element.querySelector(CONFIRMATION)?.setAttribute("value", digest);
  giveIds(element, `${control.id}-found-${made += 1}`);
  return element;
}

/** Tell the passage's words, where they stand and why they are shown. */
export function fill(element, passage, text) {
  const { kind, words } = passage;
  const slots = { ...contextOf(text, passage), passage: words, advice: wordingOf(kind, "advice") };
  for (const [slot, value] of Object.entries({ ...slots, sentence: sentenceOf(passage) })) {
    element.querySelectorAll(`[data-slot=${slot}]`).forEach((part) => {
      if (part.textContent !== value) part.textContent = value;
    });
  }
}

function wordingOf(kind, slot) {
  return wordings.querySelector(`[data-kind=${kind}] [data-slot=${slot}]`).textContent;
}

function isPersonal(kind) {
  return wordings.querySelector(`[data-kind=${kind}]`).hasAttribute("data-is-personal");
}

function counted(sentence, count) {
  return wordings.querySelector(`[data-${sentence}]`).textContent.replace("%(count)s", count);
}

function giveIds(element, id) {
  for (const part of [element, ...element.querySelectorAll("*")]) {
    for (const attribute of ["id", "for", "aria-labelledby"]) {
      const value = part.getAttribute(attribute);
      if (value) part.setAttribute(attribute, value.replaceAll(PLACEHOLDER, id));
    }
  }
}
