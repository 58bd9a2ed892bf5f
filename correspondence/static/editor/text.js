/*
 * The body one writes in, and the only ways to change it from a script.
 *
 * Everything goes through the browser's own editing, so that Ctrl+Z takes it back and an `input`
 * event tells saving, preview and counters. Places are counted as everywhere else in the product:
 * paragraphs and characters from 1.
 */
export const form = document.getElementById("draft-form");
export const body = document.getElementById("id_body");

/** Replace the characters from `start` to `end` of a field; the caret stands after them. */
export function put(field, start, end, text) {
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  if (text === "" && start === end) return;
  const done = document.execCommand(text === "" ? "delete" : "insertText", false, text);
  if (done) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
}

/** The paragraph (from 1) and character (from 1) of an offset in the body. */
export function placeOf(offset, text = body.value) {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf("\n") + 1;
  return { paragraph: before.split("\n").length, character: offset - start + 1 };
}

/** The offset of a place; places beyond the text end with it. */
export function offsetOf(paragraph, character = 1, text = body.value) {
  let start = 0;
  for (let at = 1; at < paragraph; at += 1) {
    const end = text.indexOf("\n", start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  return Math.min(start + character - 1, text.length);
}
