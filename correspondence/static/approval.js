/* The page of a decision: a reason where one is needed, a phrase with one press, a passage to ask
   about. Everything here can be done without it. */

const $ = (selector, within = document) => within.querySelector(selector);

// --- A reason before it goes back ----------------------------------------------------------------
function askForReason(event) {
  const reason = $("#id_reason");
  if (!event.submitter?.matches("[data-needs-reason]") || reason.value.trim()) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  $("#reason-note").textContent = `请先写明“${event.submitter.textContent.trim()}”的理由。`;
  reason.setAttribute("aria-invalid", "true");
  reason.focus();
}

function write(field, words) {
  field.focus();
  field.select();
  if (!document.execCommand("insertText", false, words)) {
    field.setRangeText(words);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}

function choosePhrase(button) {
  button.closest("details").open = false;
  write($("#id_reason"), button.dataset.phrase);
}

// --- A passage to ask about ----------------------------------------------------------------------
const passages = $("[data-passages]");
const remark = $("[data-remark]");
let asking = null;

/** The selected words, cut to the paragraph in which the selection begins. */
function selected() {
  const chosen = window.getSelection();
  if (!chosen.rangeCount || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0).cloneRange();
  const start = range.startContainer;
  const line = (start.nodeType === Node.TEXT_NODE ? start.parentElement : start).closest("[data-paragraph]");
  if (!line || !passages.contains(line)) return null;
  if (!line.contains(range.endContainer)) range.setEndAfter(line.lastChild);
  const part = range.cloneContents();
  part.querySelectorAll(".mark-number").forEach((number) => number.remove());
  const words = part.textContent.trim();
  return words ? { words, paragraph: line.dataset.paragraph, box: range.getBoundingClientRect() } : null;
}

function offer() {
  asking?.remove();
  asking = null;
  const found = selected();
  if (!found) return;
  asking = document.createElement("button");
  asking.type = "button";
  asking.className = "btn ask-here";
  asking.textContent = "对这段文字提意见";
  asking.style.top = `${window.scrollY + found.box.bottom + 6}px`;
  asking.style.left = `${Math.max(8, Math.min(found.box.left, window.innerWidth - 190))}px`;
  asking.addEventListener("mousedown", (event) => event.preventDefault());
  asking.addEventListener("click", () => askAbout(found));
  document.body.append(asking);
}

function askAbout({ words, paragraph }) {
  asking?.remove();
  remark.open = true;
  $("[name=paragraph]", remark).value = paragraph;
  $("[name=quote]", remark).value = words;
  $("[name=words]", remark).focus();
  remark.scrollIntoView({ block: "nearest" });
}

// On the window, so that it is asked before forms.js, which listens on the document.
window.addEventListener("submit", askForReason, true);
document.addEventListener("click", (event) => {
  const phrase = event.target.closest("[data-phrase]");
  if (phrase) choosePhrase(phrase);
});
if (passages && remark) {
  document.addEventListener("pointerup", () => setTimeout(offer));
  passages.addEventListener("keyup", offer);
}
if (window.location.hash.startsWith("#remark")) $("#remarks")?.scrollIntoView();
