/*
 * Never lose text. Every keystroke goes into the browser's own copy at once, and to the server
 * after a pause of PAUSE or, while one types on, every LONGEST milliseconds. What an input method
 * is composing is left alone until it is composed.
 */
import * as copies from "./copies.js";
import { clock, fields, note, now, packed, page, root, say, send } from "./page.js";
import { startRestoring } from "./restore.js";
import { askToSignIn, signedIn } from "./sign_in.js";
import { standing, startWatching } from "./standing.js";
import { form } from "./text.js";
import { quarrel, startWindows, tell } from "./windows.js";

const PAUSE = 800;
const LONGEST = 2_200;
const BEAT = 15_000;
const RETRY = [1_000, 2_000, 4_000, 8_000, 15_000];
const BEACON = 60_000;
const LARGE = 20_000;
const QUIET = 1_500;
const UNSAFE =
  "浏览器禁止或者没有地方存本机副本。显示“已自动保存”之前请不要关闭这一页；连不上服务器时，请先把正文复制到别处。";

let latest = null; // what stands in the form, once it was touched
let unsent = null; // the same, until the server has it
let since = 0; // when the oldest keystroke was made that the server has not
let serial = 0;
let tries = 0;
let typedAt = 0;
let copiedAt = 0;
let timer = 0;
let copyTimer = 0;
let sending = null;
let composing = false;
let left = false; // the form is on its way
let safe = true; // the browser has its copy
let asking = false;

// --- Noticing ----------------------------------------------------------------------------------
function changed() {
  typedAt = Date.now();
  latest = unsent = { values: fields(), base: form.elements.base.value, at: now() };
  since ||= Date.now();
  copySoon();
  plan();
}

/** At once; a large text a few times a second, as writing it down takes longer. */
function copySoon() {
  clearTimeout(copyTimer);
  const large = latest.values.body.length > LARGE;
  if (large && Date.now() - copiedAt < 500) copyTimer = setTimeout(copyNow, 500);
  else copyNow();
}

async function copyNow() {
  copiedAt = Date.now();
  safe = await copies.write(latest);
  note("unsafe", safe ? "" : UNSAFE, {}, "overdue");
}

const here = () => (safe ? "已存在本机" : "本机也没有存下");
const local = () => `未能保存到服务器，${here()}`;

function plan() {
  if (sending || left || !unsent) return;
  if (tries) return; // a retry is planned already
  clearTimeout(timer);
  timer = setTimeout(flush, Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
}

// --- Sending -----------------------------------------------------------------------------------
/** Send what the server has not; resolves to whether it has everything now. */
async function flush() {
  clearTimeout(timer);
  if (sending) await sending;
  if (!unsent) return true;
  sending = deliver(unsent);
  const done = await sending;
  sending = null;
  if (done) plan();
  return done && !unsent;
}

async function deliver(parcel) {
  if (isTooLong(parcel.values.body)) return false;
  const slow = setTimeout(() => say("正在保存…"), 600);
  const began = Date.now();
  serial += 1;
  try {
    return heard(await send("keep", { ...parcel.values, base: parcel.base, serial }), parcel, began);
  } catch {
    return failed();
  } finally {
    clearTimeout(slow);
  }
}

function heard({ status, said }, parcel, began) {
  if (status === 200) return kept(said, parcel, began);
  if (status === 401 || said?.reason === "person") return signedOut(said.words);
  if (said?.reason === "elsewhere") quarrel(said.working, overrule);
  else if (said?.words) note("refused", `${said.words}正文${here()}。`, {}, "overdue");
  else return failed();
  say(local());
  tries = 0;
  return false;
}

function kept(said, parcel, began) {
  tries = 0;
  form.elements.knows.value = said.mark;
  if (unsent === parcel) [unsent, since] = [null, 0];
  else since = began;
  copies.write({ ...latest, synced: unsent === null });
  say(`已自动保存 ${clock(said.saved_at, true)}`);
  form.dispatchEvent(new CustomEvent("saved", { bubbles: true }));
  for (const id of ["refused", "signed-out", "too-long", "offline"]) note(id, "");
  signedIn();
  standing(said);
  tell("kept");
  return true;
}

/** This page's text counts: it has seen the other one and goes over it. */
function overrule(mark) {
  form.elements.knows.value = mark;
  return flush();
}

function failed() {
  say(local());
  const wait = RETRY[Math.min(tries, RETRY.length - 1)];
  tries += 1;
  timer = setTimeout(flush, wait);
  return false;
}

function again() {
  tries = 0;
  flush();
}

function isTooLong(body) {
  const limit = Number(root.dataset.limit);
  const long = body.length > limit;
  const words = `正文有 ${body.length.toLocaleString("en-US")} 字，超过上限 ${limit.toLocaleString("en-US")} 字，不能保存到服务器，请删减或者改作附件。已填写的内容${here()}。`;
  note("too-long", long ? words : "", {}, "overdue");
  if (long) say(local());
  return long;
}

// --- An expired session --------------------------------------------------------------------------
function signedOut(words) {
  say(`登录已过期，${here()}`);
  note("signed-out", words, { 现在登录: () => ask(words) }, "overdue");
  form.dataset.signedOut = "yes";
  tries += 1;
  timer = setTimeout(flush, RETRY.at(-1));
  askWhenQuiet(words);
  return false;
}

/** A dialog in the middle of a word would swallow keystrokes: wait until one pauses. */
function askWhenQuiet(words) {
  if (asking || form.dataset.later) return;
  asking = true;
  const look = setInterval(() => {
    if (composing || Date.now() - typedAt < QUIET) return;
    clearInterval(look);
    asking = false;
    if (form.dataset.signedOut) ask(words);
  }, 250);
}

async function ask(words) {
  const done = await askToSignIn(words);
  if (!done) {
    form.dataset.later = "yes";
    return false;
  }
  delete form.dataset.later;
  tries = 0;
  delete form.dataset.signedOut;
  form.elements.body.focus();
  return flush();
}

// --- Saving as a version -------------------------------------------------------------------------
/** First to the server as it stands: then the way is open, the session valid, the token fresh. */
async function onSubmit(event) {
  if (event.target !== form || event.defaultPrevented || form.dataset.kept) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (isTooLong(fields().body)) return;
  clearTimeout(timer);
  latest = unsent = { values: fields(), base: form.elements.base.value, at: now() };
  await copyNow();
  tries = 0;
  await flush();
  if (form.dataset.signedOut) return;
  if (tries) {
    note("offline", `现在连不上服务器，没有保存成新版本。正文${here()}，连上后会自动保存；请稍后再按“保存”。`, {}, "overdue");
    return;
  }
  left = true;
  await copies.write({ ...latest, sent: true });
  form.dataset.kept = "yes";
  form.requestSubmit(event.submitter);
}

function onLeave() {
  clearTimeout(copyTimer);
  if (latest && !left) copyNow();
  if (!unsent || left) return;
  serial += 1; // the page may come back, and its next words are later ones
  const parcel = packed({ ...unsent.values, base: unsent.base, serial });
  if (unsent.values.body.length * 3 < BEACON) navigator.sendBeacon(root.dataset.keep, parcel);
}

async function beat() {
  if (left || unsent) return;
  try {
    const { status, said } = await send("here");
    if (status === 200) {
      signedIn();
      standing(said);
    } else if (status === 401 || said?.reason === "person") signedOut(said.words);
  } catch {
    // No answer to a heart-beat is nothing to tell; text that cannot be sent is.
  }
}

export async function startKeeping() {
  form.addEventListener("compositionstart", () => (composing = true));
  form.addEventListener("compositionend", () => {
    composing = false;
    changed();
  });
  form.addEventListener("input", (event) => {
    if (!event.isComposing) changed();
  });
  window.addEventListener("submit", onSubmit, true);
  window.addEventListener("pagehide", onLeave);
  window.addEventListener("beforeunload", (event) => {
    if (unsent && !safe && !left) event.preventDefault();
  });
  window.addEventListener("pageshow", () => {
    left = false;
    delete form.dataset.kept;
  });
  window.addEventListener("online", again);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") flush();
    else if (unsent) again();
  });
  startWatching();
  const alive = await startWindows();
  await startRestoring(alive);
  setInterval(beat, BEAT);
  beat();
  root.dataset.ready = page.token;
}
