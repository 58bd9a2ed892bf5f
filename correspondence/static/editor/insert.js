/* Buttons with data-insert="text" put their text into the body as paragraphs, wherever they stand. */
import { indented, leadFor } from "./indent.js";
import { body, leadOf, put, showCaret, shown } from "./text.js";

/** Put paragraphs at the caret: they begin and end on lines of their own. */
export function insertParagraphs(text) {
  const { selectionStart: start, selectionEnd } = body;
  const value = shown();
  const plain = indented(text.replace(/\r\n?/g, "\n").replace(/^\n+|\n+$/g, ""));
  const lineStart = value.lastIndexOf("\n", start - 1) + 1;
  const alone = !value.slice(lineStart, start).trim();
  const before = alone ? "" : "\n";
  const rest = value.slice(selectionEnd).split("\n", 1)[0];
  const end = selectionEnd + leadOf(rest);
  // What stood behind the caret becomes a paragraph at once: one step for Ctrl+Z.
  const after = rest.trim() ? `\n${leadFor(rest.slice(leadOf(rest)))}` : "";
  put(body, alone ? lineStart : start, end, before + plain + after);
  showCaret();
}

export function startInserting() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (button) insertParagraphs(button.dataset.insert);
  });
}
