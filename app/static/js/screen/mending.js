// What the server said was wrong at a field goes away when it is mended; only what its screen had found.

const summary = document.getElementById("error-summary");

/** Take away the summary's lines about cards of a control that no longer await an answer. */
export function linesMended(control, waiting) {
  const fold = `${control.id}-more`;
  for (const line of linesOf(control)) {
    const id = line.querySelector("a").getAttribute("href").slice(1);
    if (id !== fold && !waiting.some((card) => card.id === id)) line.remove();
  }
  tellHowMany();
}

/** Take away all that the screen had said of a control: nothing in it awaits an answer. */
export function fieldMended(control) {
  linesOf(control).forEach((line) => line.remove());
  tellHowMany();
  const error = document.getElementById(`${control.id}-error`);
  if (!error?.querySelector("[data-screened]")) return;
  error.querySelectorAll("[data-screened]").forEach((said) => said.remove());
  if (error.querySelector("span:not(.ds-sr-only)")) return;
  error.remove();
  control.removeAttribute("aria-invalid");
  control.closest("[data-invalid]")?.removeAttribute("data-invalid");
  leaveOut(control, error.id);
}

function linesOf(control) {
  return summary ? [...summary.querySelectorAll(`li[data-screened="${control.id}"]`)] : [];
}

function tellHowMany() {
  if (!summary?.isConnected) return;
  const lines = [...summary.querySelectorAll("li")];
  const count = lines.reduce((sum, { dataset }) => sum + Number(dataset.count ?? 1), 0);
  const heading = summary.querySelector("h2");
  if (count) heading.textContent = count === 1 ? heading.dataset.one : heading.textContent.replace(/\d+/, count);
  else takeAway();
}

function takeAway() {
  const mark = `${summary.dataset.titleMark} `;
  if (document.title.startsWith(mark)) document.title = document.title.slice(mark.length);
  summary.remove();
}

function leaveOut(control, id) {
  const ids = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
  if (ids.length) control.setAttribute("aria-describedby", ids.join(" "));
  else control.removeAttribute("aria-describedby");
}
