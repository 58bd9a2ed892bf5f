/* One question at a time to the server about the text as it is now, and what it answered. */
import { body, caret, form } from "./text.js";

const PAUSE = 140;
const SLOW = 400;
const RETRY = [2_000, 4_000, 8_000, 15_000, 30_000, 60_000];
const pages = document.getElementById("pages");
const busy = document.getElementById("pages-busy");
const known = new Map();
let width = 0;
let waiting = 0;
let asking = false;
let again = false;
let failed = 0;
let composing = false;

/** The picture of a page, once it is here. */
export const pictureOf = (key) => known.get(key);

/** Sharp on this screen, in steps, so that a pane a little wider needs no new pictures. */
function wanted() {
  const sheet = Math.min(pages.clientWidth - 32, 760);
  return Math.ceil((sheet * Math.min(window.devicePixelRatio, 2)) / 80) * 80;
}

function question(keys, most) {
  const sent = new FormData(form);
  const { paragraph, character } = caret();
  const facts = { width, paragraph, character, most, known: keys.join(",") };
  for (const [name, value] of Object.entries(facts)) sent.set(name, value);
  return { method: "POST", body: sent, headers: { Accept: "application/json" } };
}

function keep(answer) {
  const keys = new Set((answer.pages ?? []).map((page) => page.key));
  // A page that has gone may come back with Ctrl+Z: some are kept, the oldest go first.
  for (const key of known.keys()) if (known.size > 60 && !keys.has(key)) known.delete(key);
  for (const [key, png] of Object.entries(answer.pictures ?? {})) {
    known.set(key, `data:image/png;base64,${png}`);
  }
}

async function put(most) {
  const slow = setTimeout(() => (busy.textContent = "正在排版……"), SLOW);
  try {
    const answer = await fetch(pages.dataset.url, question([...known.keys()], most));
    if (!answer.ok || answer.redirected) throw new TypeError(String(answer.status));
    const read = await answer.json();
    keep(read);
    document.dispatchEvent(new CustomEvent("answered", { detail: read }));
    busy.textContent = "";
    failed = 0;
    return read;
  } catch (fault) {
    if (!(fault instanceof TypeError)) throw fault;
    busy.textContent = "版面暂未更新（连不上服务器）";
    clearTimeout(waiting);
    waiting = setTimeout(soon, RETRY[Math.min(failed, RETRY.length - 1)]);
    failed += 1;
    return null;
  } finally {
    clearTimeout(slow);
  }
}

/** Ask now; while an answer is on its way the newest text waits, so requests never pile up. */
async function ask(most = 2) {
  if (asking) {
    again = true;
    return;
  }
  asking = true;
  width ||= wanted();
  const answer = await put(most);
  asking = false;
  const lacking = answer?.pages?.some((page) => !known.has(page.key));
  if (again) {
    again = false;
    ask();
  } else if (lacking) soon(4);
}

/** Ask after a pause in typing; never while an input method is composing. */
export function soon(most) {
  clearTimeout(waiting);
  if (!composing) waiting = setTimeout(() => ask(most), most ? 20 : PAUSE);
}

function onResize() {
  if (!pages.clientWidth || wanted() === width) return;
  width = wanted();
  known.clear();
  soon();
}

export function startAsking() {
  form.addEventListener("input", () => soon());
  form.addEventListener("change", () => soon());
  body.addEventListener("compositionstart", () => {
    composing = true;
    clearTimeout(waiting);
  });
  body.addEventListener("compositionend", () => {
    composing = false;
    soon();
  });
  new ResizeObserver(onResize).observe(pages);
  window.addEventListener("online", () => soon());
  form.addEventListener("saved", () => busy.textContent && soon());
  ask();
}
