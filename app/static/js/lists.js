// Moving through a list of cases with J and K. Enter opens, since what has focus is a plain link. One letter
// alone does something here, so it can be turned off (WCAG 2.1.4), and it never works while somebody types.
"use strict";

const KEPT_AS = "list-keys-off";
const TYPING = "input, textarea, select, [contenteditable]";
const help = document.getElementById("list-keys");
const cases = [...document.querySelectorAll(".work-title")];

if (help && cases.length) {
  const toggle = help.querySelector("button");
  let isOff = remembered();

  function show() {
    toggle.textContent = isOff ? help.dataset.on : help.dataset.off;
    help.toggleAttribute("data-is-off", isOff);
  }

  toggle.addEventListener("click", () => {
    isOff = !isOff;
    remember(isOff);
    show();
  });

  document.addEventListener("keydown", (event) => {
    if (isOff || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest(TYPING)) return;
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (!step) return;
    const at = cases.indexOf(event.target.closest(".work-item")?.querySelector(".work-title"));
    const next = at < 0 ? 0 : Math.min(Math.max(at + step, 0), cases.length - 1);
    event.preventDefault();
    cases[next].focus();
  });

  show();
  help.hidden = false;
}

// The browser may refuse to keep anything; the choice then holds for the page.
function remembered() {
  try {
    return localStorage.getItem(KEPT_AS) === "yes";
  } catch {
    return false;
  }
}

function remember(isOff) {
  try {
    if (isOff) localStorage.setItem(KEPT_AS, "yes");
    else localStorage.removeItem(KEPT_AS);
  } catch {
    // nothing to do: see above
  }
}
