// Changes to a field's text, made as if they were typed.

/** Give a control another text; the browser's own undo (Ctrl+Z) takes it back where it can. */
export function type(control, text) {
  const { start, end, words } = difference(control.value, text);
  if (start === end && !words) return;
  control.focus({ preventScroll: true });
  control.setSelectionRange(start, end);
  const isTyped = words
    ? document.execCommand("insertText", false, words)
    : document.execCommand("delete");
  if (isTyped) return;
  control.setRangeText(words, start, end, "end");
  control.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Give the one stretch in which two texts differ, and the words of the latter. */
function difference(before, after) {
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before[start] === after[start]) start += 1;
  let alike = 0;
  while (alike < shortest - start && before.at(-1 - alike) === after.at(-1 - alike)) alike += 1;
  return { start, end: before.length - alike, words: after.slice(start, after.length - alike) };
}
