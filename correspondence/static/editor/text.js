/*
 * The body one writes in, and the only ways to change it from a script.
 *
 * Everything goes through the browser's own editing, so that Ctrl+Z takes it back and an `input`
 * event tells saving, preview and counters. Places are counted as everywhere else in the product:
 * paragraphs and characters from 1. The field shows each paragraph after two wide spaces (see
 * indent.js); `body.value`, places and what is sent are without them.
 */
export const form = document.getElementById("draft-form");
export const body = document.getElementById("id_body");

const SHOWN = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
export const shown = () => SHOWN.get.call(body);
export const show = (text) => SHOWN.set.call(body, text);

/** How many spaces a line begins with. */
export const leadOf = (line) => line.length - line.replace(/^[ \t\u3000]+/, "").length;

/** From now on scripts and requests see the body without its spaces; `indented` puts them back. */
export function keepPlain(indented) {
  Object.defineProperty(body, "value", {
    configurable: true,
    get: () => shown().replace(/^[ \t\u3000]+/gm, ""),
    set: (text) => show(indented(text)),
  });
  form.addEventListener("formdata", ({ formData }) => formData.set("body", body.value));
}

/** Replace the characters from `start` to `end` of a field; the caret stands after them. */
export function put(field, start, end, text) {
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  if (text === "" && start === end) return;
  putting = true;
  const done = document.execCommand(text === "" ? "delete" : "insertText", false, text);
  putting = false;
  if (!done) field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
}

/** Chromium tells of every line that a script puts in; who listens hears once, of all of them. */
let putting = false;
for (const told of ["beforeinput", "input"]) {
  document.addEventListener(told, (event) => putting && event.stopImmediatePropagation(), true);
}

let composing = false;
document.addEventListener("compositionstart", () => (composing = true), true);
document.addEventListener("compositionend", () => (composing = false), true);

/** Once no input method is composing: a change in the middle of it would lose what it has. */
export async function composed() {
  while (composing) {
    await new Promise((done) => document.addEventListener("compositionend", done, { once: true }));
    await new Promise((done) => setTimeout(done));
  }
}

/** Replace characters of the body behind the back of whoever goes on writing, here or elsewhere. */
export function putQuietly(start, end, text) {
  const writing = document.activeElement;
  const { selectionStart, selectionEnd } = body;
  const moved = (at) => (at < end ? Math.min(at, start + text.length) : at - end + start + text.length);
  put(body, start, end, text);
  body.setSelectionRange(moved(selectionStart), moved(selectionEnd));
  if (writing !== body) writing?.focus({ preventScroll: true });
}

/** The paragraph and character an offset of the shown text stands for. */
export function placeOf(offset) {
  const before = shown().slice(0, offset);
  const start = before.lastIndexOf("\n") + 1;
  const end = shown().indexOf("\n", start);
  const lead = leadOf(shown().slice(start, end < 0 ? undefined : end));
  return { paragraph: before.split("\n").length, character: Math.max(offset - start - lead, 0) + 1 };
}

/** Where the caret stands. */
export const caret = () => placeOf(body.selectionEnd);

/** The offset in the shown text of a place; places beyond a paragraph end with it. */
function offsetOf(paragraph, character = 1) {
  const text = shown();
  let start = 0;
  for (let at = 1; at < paragraph; at += 1) {
    const end = text.indexOf("\n", start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  const end = text.indexOf("\n", start);
  const line = text.slice(start, end < 0 ? undefined : end);
  return start + Math.min(leadOf(line) + character - 1, line.length);
}

/** The field a finding is about, if it can be typed in here. */
export const fieldOf = (name) => document.getElementById(name === "note" ? "id_note_line" : `id_${name}`);

/** Both ends, in the shown text, of characters (from 0) of a paragraph of a field. */
export function ends(field, paragraph, start, end) {
  if (field === body) return [offsetOf(paragraph, start + 1), offsetOf(paragraph, end + 1)];
  const lines = field.value.split("\n").slice(0, Math.max(paragraph - 1, 0));
  const before = lines.reduce((sum, line) => sum + line.length + 1, 0);
  return [before + start, before + end];
}

/** Replace characters (from 0) of a paragraph of a field, if they still are what they were. */
export function mend(field, paragraph, fix, before) {
  const [start, end] = ends(field, paragraph, fix.start, fix.end);
  const now = (field === body ? shown() : field.value).slice(start, end);
  if (now !== before) return false;
  put(field, start, end, fix.text);
  return true;
}

/** Put the caret at a place of a field, or select `length` characters from there. */
export function select(field, paragraph, character, length = 0) {
  const [start, end] = ends(field, paragraph, character - 1, character - 1 + length);
  document.dispatchEvent(new CustomEvent("go-to-text"));
  field.focus({ preventScroll: true });
  field.setSelectionRange(start, end);
  showCaret();
}

/** The caret has been put somewhere by a script: bring it into view. */
export const showCaret = () => document.dispatchEvent(new CustomEvent("caret"));
