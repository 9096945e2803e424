// The screen in the browser. It shows what the server would find, while somebody writes.
// Nothing is sent and nothing is kept: the text stays in its field, and the server decides.
// Here is only the waiting; the rest is fetched when a screened field is first entered.

const BUTTON = ".finding [data-replace]";
const BOX = ".finding [name=bekreftet]";
let loading;

document.addEventListener("focusin", ({ target }) => {
  if (isScreened(target)) load();
});

document.addEventListener("input", async ({ target }) => {
  if (isScreened(target)) (await watchOver(target))?.isTypedIn();
});

document.addEventListener("change", async ({ target }) => {
  const control = target.matches(BOX) && controlOf(target);
  if (control) (await watchOver(control))?.isAnswered(target);
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest(BUTTON);
  const control = button && controlOf(button);
  if (!control) return;
  event.preventDefault();
  const isDone = (await watchOver(control))?.replace(button);
  if (!isDone && button.type === "submit") control.form.requestSubmit(button);
});

function isScreened(control) {
  return Boolean(control.dataset?.screen && document.getElementById(`${control.id}-findings`));
}

/** Give the rest of the screen; without it, every page does its whole work all the same. */
async function load() {
  loading ??= import("./watching.js");
  try {
    return await loading;
  } catch {
    loading = undefined;  // the next keystroke asks for it again
    return undefined;
  }
}

/** Give the watch over a control, or nothing where it fails. */
async function watchOver(control) {
  const screen = await load();
  try {
    return screen?.watch(control);
  } catch {
    control.dataset.unscreened = "";
    return undefined;
  }
}

function controlOf(button) {
  return document.getElementById(button.closest(".findings")?.id.replace(/-findings$/, ""));
}
