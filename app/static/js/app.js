// Small comforts. Every page does its whole work without this file.
"use strict";

const announcer = document.getElementById("announcer");

// A second click while the first is under way is not sent. The server would give the same receipt;
// this spares the person the wait. Coming back with the browser's button opens the form again.
const PATIENCE_MS = 10_000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
  setTimeout(() => release(form), PATIENCE_MS);
});

// Leaving a page with something written in it, by a link or the language choice, is asked about first. A form
// that is free to leave, such as a search, holds nothing that anybody would miss.
let isWritten = false;
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.method === "post" && !form.hasAttribute("data-free")) isWritten = true;
});
document.addEventListener("submit", () => { isWritten = false; });
window.addEventListener("beforeunload", (event) => { if (isWritten) event.preventDefault(); });

// The menu's box closes when one turns to something else.
function closeMenu(unless) {
  document.querySelectorAll(".menu-more > details[open]").forEach((box) => { box.open = box.contains(unless); });
}
document.addEventListener("click", (event) => closeMenu(event.target));
document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeMenu(null); });

window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

function release(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}

// How many characters are left, shown while typing and said aloud near the limit, once typing rests.
const REST_MS = 1_000;

document.querySelectorAll("[data-counter]").forEach((counter) => {
  const control = document.getElementById(counter.dataset.counter);
  const limit = Number(counter.dataset.limit);
  const number = new Intl.NumberFormat("nb");
  let rest;

  function count() {
    const left = limit - [...control.value].length;
    const words = left < 0 ? counter.dataset.over : counter.dataset.left;
    counter.textContent = words.replace("%(count)s", number.format(Math.abs(left)));
    counter.toggleAttribute("data-is-over", left < 0);
    return left;
  }

  control.addEventListener("input", () => {
    clearTimeout(rest);
    if (count() < limit / 10) rest = setTimeout(() => say(counter.textContent), REST_MS);
  });
  count();
});

// What an option brings with it (a warning, a field) is shown by the stylesheet; here it is also said.
document.addEventListener("change", (event) => {
  const warning = event.target.closest(".choice")?.nextElementSibling;
  if (event.target.checked && warning?.matches(".choice-after:has(> .ds-alert)")) say(warning.innerText);
});

function say(words) {
  announcer.textContent = "";
  requestAnimationFrame(() => { announcer.textContent = words; });
}
