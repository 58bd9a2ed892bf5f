/* Find and replace in the body. What is replaced can be taken back with Ctrl+Z, all of it at once. */
import { indented } from "./indent.js";
import { body, placeOf, put, shown } from "./text.js";
import { markRanges, rangeOf, reveal } from "./underlay.js";

const MARKED = 300;
const bar = document.getElementById("find");
const what = document.getElementById("find-what");
const with_ = document.getElementById("find-with");
const sensitive = document.getElementById("find-case");
const said = document.getElementById("find-count");
let hits = [];
let at = -1;

/** Small letters, each as long as it was: some (İ) would become two. */
const small = (letter) => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter);
const folded = (text) => (sensitive.checked ? text : text.replace(/\p{Lu}/gu, small));
/** The spaces before a paragraph are no text: what nobody can look for stands in their place. */
const searched = () => folded(shown().replace(/^[ \t\u3000]+/gm, (lead) => "\n".repeat(lead.length)));

function search() {
  const wanted = folded(what.value);
  const text = searched();
  hits = [];
  if (!wanted) return;
  for (let from = text.indexOf(wanted); from >= 0; from = text.indexOf(wanted, from + wanted.length)) {
    hits.push(from);
  }
}

function rangeAt(start) {
  const { paragraph, character } = placeOf(start);
  return rangeOf(paragraph, character - 1, character - 1 + what.value.length);
}

function mark() {
  markRanges("found", bar.hidden ? [] : hits.slice(0, MARKED).map(rangeAt));
  markRanges("found-now", bar.hidden || at < 0 ? [] : [rangeAt(hits[at])]);
}

function say(words) {
  const place = hits.length ? `${at + 1} / ${hits.length} 处` : "没有找到";
  said.textContent = words ?? (what.value ? place : "");
}

/** Go to the hit after the caret, or so many hits on from the present one. */
function go(distance) {
  if (!hits.length) return say();
  at = (at + distance + hits.length) % hits.length;
  body.setSelectionRange(hits[at], hits[at] + what.value.length);
  reveal(placeOf(hits[at]));
  mark();
  say();
}

function renew() {
  search();
  const next = hits.findIndex((hit) => hit >= body.selectionStart);
  at = hits.length ? Math.max(next, 0) : -1;
  if (at >= 0) reveal(placeOf(hits[at]));
  mark();
  say();
}

function replaceOne() {
  if (at < 0) return;
  const start = hits[at];
  put(body, start, start + what.value.length, with_.value);
  renew();
  with_.focus();
}

function replaceAll() {
  if (!hits.length) return;
  const text = shown();
  let from = 0;
  const parts = hits.map((hit) => {
    const part = text.slice(from, hit);
    from = hit + what.value.length;
    return part;
  });
  const count = hits.length;
  const caret = body.selectionStart;
  put(body, 0, text.length, indented([...parts, text.slice(from)].join(with_.value)));
  body.setSelectionRange(caret, caret);
  renew();
  say(`已替换 ${count} 处，Ctrl+Z 可撤销`);
}

/** Open the bar; what is selected is what one looks for. */
function openFind() {
  const { selectionStart: start, selectionEnd: end } = body;
  const chosen = shown().slice(start, end);
  if (chosen && !chosen.includes("\n")) what.value = chosen;
  bar.hidden = false;
  renew();
  what.focus();
  what.select();
}

function close() {
  bar.hidden = true;
  mark();
  body.focus({ preventScroll: true });
}

const STEPS = {
  on: () => go(1),
  back: () => go(-1),
  replace: replaceOne,
  all: replaceAll,
  close,
};

function onKey(event) {
  if (event.isComposing) return;
  if (event.key === "Escape") close();
  else if (event.key === "Enter" && event.target === with_) replaceOne();
  else if (event.key === "Enter" && event.target === what) go(event.shiftKey ? -1 : 1);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

export function startFinding() {
  bar.addEventListener("keydown", onKey);
  bar.addEventListener("click", (event) => STEPS[event.target.closest("[data-find]")?.dataset.find]?.());
  what.addEventListener("input", renew);
  sensitive.addEventListener("change", renew);
  body.addEventListener("input", () => {
    if (bar.hidden || document.activeElement !== body) return;
    search();
    at = Math.min(at, hits.length - 1);
    mark();
    say();
  });
  document.querySelector("[data-desk=find]").addEventListener("click", openFind);
  document.addEventListener("keydown", (event) => {
    const asked = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "f";
    if (!asked || !event.target.closest(".desk-text, body:not(:has(:focus))")) return;
    event.preventDefault();
    openFind();
  });
}
