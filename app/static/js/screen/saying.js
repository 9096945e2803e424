// What is said aloud, politely, in the page's one place for it.

const announcer = document.getElementById("announcer");

/** Say something to whoever listens; emptied first, so that the same words are said again. */
export function say(words) {
  announcer.textContent = "";
  requestAnimationFrame(() => { announcer.textContent = words; });
}
