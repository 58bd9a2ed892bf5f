/* Buttons with data-insert="text" put their text into the body as paragraphs, wherever they stand. */
import { body, put } from "./text.js";

/** Put paragraphs at the caret: they begin and end on lines of their own. */
export function insertParagraphs(text) {
  const { selectionStart: start, selectionEnd: end, value } = body;
  const plain = text.replace(/\r\n?/g, "\n").replace(/^\n+|\n+$/g, "");
  const before = start > 0 && value[start - 1] !== "\n" ? "\n" : "";
  const after = end < value.length && value[end] !== "\n" ? "\n" : "";
  put(body, start, end, before + plain + after);
}

export function startInserting() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (button) insertParagraphs(button.dataset.insert);
  });
}
