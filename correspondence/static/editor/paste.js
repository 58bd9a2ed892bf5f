/*
 * Pasting: plain paragraphs first, exactly as they came, then made clean by the server. The two
 * are two steps for Ctrl+Z, and every change is listed.
 */
import { indented } from "./indent.js";
import { csrf } from "./page.js";
import { body, composed, leadOf, put, putQuietly, showCaret, shown } from "./text.js";
import { readHtml } from "./word.js";

const LONGEST = 50_000;
const WORTH_CLEANING = 12;
const LISTED = 100;
const note = document.getElementById("paste-note");
const words = note.querySelector("p");
const list = note.querySelector("ul");
const undo = note.querySelector("[data-paste=undo]");
const more = note.querySelector("[data-paste=list]");
let last = null;

/** What is on the clipboard as lines; HTML knows which paragraphs are whole. */
function taken(data) {
  const text = data.getData("text/plain");
  const html = data.getData("text/html");
  const plain = { text: text.replace(/\r\n?/g, "\n").replace(/\n+$/, ""), whole: false, pictures: 0 };
  if (!html || !/<(p|table|li|h\d)[\s>]/i.test(html)) return plain;
  const { lines, pictures } = readHtml(html);
  return lines.length ? { text: lines.join("\n"), whole: true, pictures } : { ...plain, pictures };
}

/** How a text stands in the body: its first line goes on the line of the caret. */
function fitted(text, inLine) {
  const value = indented(text);
  return inLine ? value.slice(leadOf(value)) : value;
}

function lineStart(offset) {
  return shown().lastIndexOf("\n", offset - 1) + 1;
}

/** Put a text in the place of the selection; returns where it stands now. */
function place(text, start, end, inLine) {
  const value = fitted(text, inLine);
  put(body, start, end, value);
  showCaret();
  return { start, end: start + value.length, value, inLine };
}

/** Put the clean text in the place of the raw one; who writes on meanwhile notices nothing. */
function exchange(raw, clean) {
  const value = fitted(clean, raw.inLine);
  putQuietly(raw.start, raw.end, value);
  return { ...raw, end: raw.start + value.length, value };
}

function say(sentence, { changes = [], canUndo = false } = {}) {
  note.hidden = false;
  words.textContent = sentence;
  undo.hidden = !canUndo;
  more.hidden = !changes.length;
  more.setAttribute("aria-expanded", "false");
  list.hidden = true;
  list.replaceChildren(...changes.slice(0, LISTED).map(entry));
}

function entry(change) {
  const item = document.createElement("li");
  const before = document.createElement("del");
  const after = document.createElement("ins");
  before.textContent = change.before;
  after.textContent = change.after;
  item.append(`第 ${change.line} 行 ${change.rule}：`, before, " → ", after);
  return item;
}

function tally(changes) {
  const sums = new Map();
  for (const { rule } of changes) sums.set(rule, (sums.get(rule) ?? 0) + 1);
  return [...sums].map(([rule, number]) => `${rule} ${number}`).join("、");
}

async function askClean(text, whole) {
  const sent = new FormData();
  sent.set("csrfmiddlewaretoken", csrf());
  sent.set("text", text);
  if (whole) sent.set("whole", "yes");
  const answer = await fetch(note.dataset.url, { method: "POST", body: sent });
  if (!answer.ok || answer.redirected) throw new TypeError(String(answer.status));
  return answer.json();
}

const leftOut = (pictures) => (pictures ? `；有 ${pictures} 张图片没有带入` : "");

async function makeClean(raw, { text, whole, pictures }) {
  try {
    const { text: clean, changes } = await askClean(text, whole);
    await composed();
    if (shown().slice(raw.start, raw.end) !== raw.value) return;
    if (!changes.length && !pictures && clean === text) return;
    const done = clean === text ? raw : exchange(raw, clean);
    last = { raw, done };
    const sentence = changes.length ? `粘贴整理了 ${changes.length} 处：${tally(changes)}` : "已粘贴";
    say(sentence + leftOut(pictures), { changes, canUndo: changes.length > 0 });
  } catch (fault) {
    if (!(fault instanceof TypeError)) throw fault;
    say(`连不上服务器，粘贴的文字没有整理${leftOut(pictures)}`);
  }
}

function onPaste(event) {
  const found = taken(event.clipboardData);
  event.preventDefault();
  note.hidden = true;
  const room = LONGEST - body.value.length + (body.selectionEnd - body.selectionStart);
  if (found.text.length > room) {
    const [limit, here, more] = [LONGEST, body.value.length, found.text.length].map((number) => number.toLocaleString("en-US"));
    say(`没有粘贴：正文最多 ${limit} 字，已有 ${here} 字，要粘贴 ${more} 字。请删减，或者改作附件、分成几件。`);
    return;
  }
  if (!found.text) return found.pictures && say("图片不能粘贴到正文");
  const { selectionStart: start, selectionEnd: end } = body;
  const first = lineStart(start);
  const inLine = shown().slice(first, start).trim() !== "";
  const raw = place(found.text, inLine ? start : first, end, inLine);
  const worth = found.text.includes("\n") || found.text.length >= WORTH_CLEANING;
  return worth ? makeClean(raw, found) : undefined;
}

/** 撤销整理: the text as it was pasted comes back, if nobody has changed it since. */
function giveBack() {
  const { raw, done } = last;
  if (shown().slice(done.start, done.end) === done.value) {
    put(body, done.start, done.end, raw.value);
    note.hidden = true;
  } else say("粘贴的文字已经改动，请用 Ctrl+Z 逐步撤销");
}

function onPress(event) {
  const { paste } = event.target.closest("[data-paste]")?.dataset ?? {};
  if (paste === "undo") giveBack();
  if (paste === "close") {
    note.hidden = true;
    body.focus({ preventScroll: true });
  }
  if (paste === "list") {
    list.hidden = !list.hidden;
    more.setAttribute("aria-expanded", String(!list.hidden));
  }
}

export function startPasting() {
  body.addEventListener("paste", onPaste);
  note.addEventListener("click", onPress);
}
