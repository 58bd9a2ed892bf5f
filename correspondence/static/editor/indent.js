/*
 * 段首空二字: every paragraph is shown after two wide spaces, as on the finished page.
 *
 * Chromium cannot indent the lines of a textarea by style, and the textarea stays, for its input
 * methods and its undo. So the spaces stand in the field; nobody types or deletes them, and no
 * script and no request ever sees them.
 */
import { body, keepPlain, leadOf, put, shown } from "./text.js";

const SPACES = "\u3000\u3000";
const isRight = (line) => line.startsWith(SPACES) || /^\s*\|/.test(line);
const indentedLine = (line) => (isRight(line) ? line : SPACES + line.slice(leadOf(line)));

/** A text as it is shown: rows of a table at the edge, everything else two spaces in. */
export const indented = (text) =>
  text.replace(/\r\n?/g, "\n").split("\n").map(indentedLine).join("\n");

/** The spaces a line without any is shown after. */
export const leadFor = (line) => (isRight(line) ? "" : SPACES);

let busy = false;

/** Indent the lines that came in bare, by pasting or by a script; one step for Ctrl+Z. */
function settle() {
  const text = shown();
  if (busy || !text) return;
  const lines = text.split("\n");
  const bare = lines.map((line) => !isRight(line));
  const first = bare.indexOf(true);
  if (first < 0) return;
  const last = bare.lastIndexOf(true);
  const sum = (parts) => parts.reduce((total, line) => total + line.length + 1, 0);
  const start = sum(lines.slice(0, first));
  const old = lines.slice(first, last + 1).join("\n");
  const caret = body.selectionEnd;
  const ahead = indented(old.slice(0, Math.max(caret - start, 0)));
  busy = true;
  put(body, start, start + old.length, indented(old));
  busy = false;
  const within = caret >= start && caret <= start + old.length;
  if (within) body.setSelectionRange(start + ahead.length, start + ahead.length);
}

/** The line around the caret: its start, its end, and how far its spaces go. */
function lineAt(offset) {
  const text = shown();
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  const line = text.slice(start, end < 0 ? undefined : end);
  return { start, end: start + line.length, words: start + leadOf(line) };
}

function deleteBack(event) {
  const { selectionStart: at, selectionEnd } = body;
  const { start, words } = lineAt(at);
  if (at !== selectionEnd || at > words) return;
  event.preventDefault();
  if (start > 0) put(body, start - 1, words, "");
}

function deleteAhead(event) {
  const { selectionStart: at, selectionEnd } = body;
  const { end } = lineAt(at);
  if (at !== selectionEnd || at !== end || end === shown().length) return;
  event.preventDefault();
  put(body, end, lineAt(end + 1).words, "");
}

function newLine(event) {
  event.preventDefault();
  put(body, body.selectionStart, body.selectionEnd, `\n${SPACES}`);
}

const EDITS = {
  insertLineBreak: newLine,
  insertParagraph: newLine,
  deleteContentBackward: deleteBack,
  deleteWordBackward: deleteBack,
  deleteSoftLineBackward: deleteBack,
  deleteContentForward: deleteAhead,
  deleteWordForward: deleteAhead,
};

/** The caret does not stand among the spaces: it goes to the words, or with ← to the line above. */
function keepOut() {
  if (document.activeElement !== body || body.selectionStart !== body.selectionEnd) return;
  const at = body.selectionStart;
  const { start, words } = lineAt(at);
  if (at < words && at >= start) body.setSelectionRange(words, words);
}

function stepBack(event) {
  if (event.key !== "ArrowLeft" || event.shiftKey || event.ctrlKey || event.metaKey) return;
  const { selectionStart: at, selectionEnd } = body;
  const { start, words } = lineAt(at);
  if (at !== selectionEnd || at > words) return;
  event.preventDefault();
  const before = start === 0 ? words : start - 1;
  body.setSelectionRange(before, before);
}

export function startIndenting() {
  const text = body.value;
  keepPlain(indented);
  body.value = text;
  body.setSelectionRange(0, 0);
  body.addEventListener("beforeinput", (event) => {
    if (event.isComposing) return;
    keepOut();
    EDITS[event.inputType]?.(event);
  });
  body.addEventListener("input", (event) => {
    if (!event.isComposing && !/^history/.test(event.inputType ?? "")) settle();
  });
  body.addEventListener("compositionend", settle);
  body.addEventListener("keydown", stepBack);
  document.addEventListener("selectionchange", keepOut);
}
