/*
 * The same text once more, unseen, beneath the body: it gives the body its height, knows where
 * each paragraph stands, and carries the marks that a textarea itself cannot carry.
 */
import { body, caret, leadOf, shown } from "./text.js";

const paper = document.getElementById("paper");
const under = document.createElement("div");
let lines = [];

const node = (line) => {
  const part = document.createElement("div");
  part.textContent = line || "\u200b";
  return part;
};

/** Renew only the paragraphs that differ. */
function mirror() {
  const now = shown().split("\n");
  const shorter = Math.min(now.length, lines.length);
  let first = 0;
  while (first < shorter && now[first] === lines[first]) first += 1;
  let last = 0;
  while (last < shorter - first && now.at(-1 - last) === lines.at(-1 - last)) last += 1;
  const old = [...under.children].slice(first, lines.length - last);
  const fresh = now.slice(first, now.length - last).map(node);
  old.forEach((part) => part.remove());
  const next = under.children[first] ?? null;
  fresh.forEach((part) => under.insertBefore(part, next));
  lines = now;
}

/** How many paragraphs there are. */
export const count = () => lines.length;

/** Top of a paragraph (from 1) in the paper, in points of the screen. */
export const topOf = (paragraph) => under.children[paragraph - 1]?.offsetTop ?? 0;

/** The characters from `start` to `end` (from 0, without the spaces) of a paragraph as a range. */
export function rangeOf(paragraph, start, end) {
  const text = under.children[paragraph - 1]?.firstChild;
  if (!text) return null;
  const lead = leadOf(text.data);
  const range = document.createRange();
  range.setStart(text, Math.min(lead + start, text.length));
  range.setEnd(text, Math.min(lead + end, text.length));
  return range;
}

/** Mark ranges under the text; browsers without highlights still list what was found. */
export function markRanges(name, ranges) {
  if (!CSS.highlights) return;
  CSS.highlights.set(name, new Highlight(...ranges.filter(Boolean)));
}

/** How far below the top of what is seen of the paper a place stands, or null. */
function heightOf({ paragraph, character }) {
  const range = rangeOf(paragraph, character - 1, character - 1);
  if (!range) return null;
  const box = range.getClientRects()[0] ?? under.children[paragraph - 1].getBoundingClientRect();
  return box.top - paper.getBoundingClientRect().top;
}

const isSeen = (at) => at !== null && at > 24 && at < paper.clientHeight - 72;

/** Bring a place of the body into view, a third down the paper. */
export function reveal(place) {
  const at = heightOf(place);
  if (at !== null && !isSeen(at)) paper.scrollTop += at - paper.clientHeight / 3;
}

/** A panel that opens below must not cover the line one is writing. */
function keepInView() {
  let seen = true;
  const look = () => (seen = isSeen(heightOf(caret())));
  paper.addEventListener("scroll", look);
  document.addEventListener("selectionchange", look);
  new ResizeObserver(() => seen && reveal(caret())).observe(paper);
}

export function startUnderlay() {
  under.className = "paper-under";
  under.setAttribute("aria-hidden", "true");
  body.before(under);
  body.parentElement.classList.add("has-under");
  body.addEventListener("input", mirror);
  mirror();
  document.addEventListener("caret", () => reveal(caret()));
  keepInView();
}
