/*
 * What is typed into any form is kept by this browser for this person until it has arrived: over a
 * crash, an expired session and an old token. It is put back into the form, never sent by itself.
 * The text of a document has a keeper of its own (editor/keep.js).
 */
import * as copies from "./copies.js";
import { bar, clock, show } from "./typed_shown.js";

const person = document.body.dataset.person;
const token = copies.newToken();
const PAUSE = 300;
const placeOf = (form) => `typed:${person}:${location.pathname}:${nameOf(form)}:`;
const timers = new Map();

/** One page may have several forms: each is named by where it sends to. */
const nameOf = (form) => form.dataset.guard || form.id || form.getAttribute("action") || "";
const isOurs = (form) => form?.matches?.("form[data-guard]:not(#draft-form)");
const isText = (field) => /^(text|textarea|search|email|tel|url|number)$/.test(field.type);
const isKept = (field) =>
  field.name && !field.disabled && !field.hidden && !/^(hidden|password|file|submit|button|reset)$/.test(field.type);

// --- What stands in a form -------------------------------------------------------------------
function values(form) {
  const all = {};
  for (const field of [...form.elements].filter(isKept)) {
    all[field.name] ??= [];
    if (/^(checkbox|radio)$/.test(field.type) && !field.checked) continue;
    const chosen = field.type === "select-multiple" ? [...field.selectedOptions] : [field];
    all[field.name].push(...chosen.map((one) => one.value));
  }
  return all;
}

/** Texts with their labels, for a page on which the form does not stand any more. */
function texts(form) {
  const fields = [...form.elements].filter((field) => isKept(field) && isText(field) && field.value.trim());
  return fields.map((field) => {
    const label = field.labels?.[0]?.firstChild?.textContent.trim();
    return { label: label || field.getAttribute("aria-label") || "", value: field.value };
  });
}

const files = (form) =>
  [...form.elements].filter((field) => field.type === "file" && field.value).length;

const plain = (list) => (list ?? []).map((one) => one.replace(/\r\n/g, "\n").trim()).join("\n");

/** Whether a copy has nothing that the form does not show. */
function same(shown, kept) {
  return Object.keys(kept).every((name) => plain(shown[name]) === plain(kept[name]));
}

function fill(form, kept) {
  for (const field of [...form.elements].filter(isKept)) {
    const wanted = kept[field.name];
    if (!wanted) continue;
    if (/^(checkbox|radio)$/.test(field.type)) field.checked = wanted.includes(field.value);
    else if (field.type === "select-multiple") {
      for (const option of field.options) option.selected = wanted.includes(option.value);
    } else field.value = wanted.shift() ?? "";
    const type = isText(field) ? "input" : "change";
    field.dispatchEvent(new Event(type, { bubbles: true }));
  }
}

// --- Keeping ---------------------------------------------------------------------------------
function keep(form, more = {}) {
  clearTimeout(timers.get(form));
  timers.delete(form);
  const copy = { values: values(form), texts: texts(form), files: files(form), at: Date.now() };
  return copies.write(placeOf(form) + token, { ...copy, ...more });
}

function onInput({ target }) {
  const form = target.form;
  if (!isOurs(form) || !isKept(target)) return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => keep(form), PAUSE));
}

/** Sent is not arrived: the copy goes only when the server has told that it has. */
function onSubmit(event) {
  const form = event.target;
  if (!isOurs(form) || event.defaultPrevented || form.method !== "post") return;
  const to = new URL(event.submitter?.getAttribute("formaction") ?? form.action, location.href);
  if (texts(form).length) keep(form, { sent: true, to: to.pathname });
}

function onLeave() {
  for (const form of [...timers.keys()]) keep(form);
}

// --- Arriving --------------------------------------------------------------------------------
/** The server names what has arrived; of the same form only what was sent goes. */
async function forgetArrived() {
  const cookie = document.cookie.match(/(?:^|; )arrived="?([^;"]+)/)?.[1];
  if (!cookie) return;
  document.cookie = "arrived=; path=/; max-age=0; samesite=lax";
  const paths = new Set(cookie.split("|").map(decodeURIComponent));
  for (const copy of await copies.found(`typed:${person}:`)) {
    if (copy.sent && paths.has(copy.to)) await copies.remove(copy.key);
  }
  for (const path of paths) {
    for (const copy of await copies.found(`keep:${person}:${path}:`)) {
      if (copy.sent) await copies.remove(copy.key);
    }
  }
}

async function giveBack(form) {
  const shown = values(form);
  const left = await copies.found(placeOf(form));
  const useful = left.filter((copy) => copy.texts.length && !same(shown, copy.values));
  const done = left.filter((copy) => !useful.includes(copy));
  await Promise.all(done.map((copy) => copies.remove(copy.key)));
  // A form that came back with problems holds what was sent, and is kept on.
  if (form.hasAttribute("data-bound")) await keep(form);
  const [newest] = useful;
  if (!newest) return;
  form.closest("details")?.setAttribute("open", "");
  const drop = () => copies.remove(newest.key);
  const take = async () => {
    fill(form, newest.values);
    await keep(form);
    await drop();
  };
  const again = newest.files ? "附件需要重新选择。" : "";
  if (newest.sent && !form.hasAttribute("data-bound")) {
    await take();
    bar(form, `已填回 ${clock(newest.at)} 填写而没有提交成功的内容，请核对后再提交。${again}`, {
      清空: () => {
        form.reset();
        copies.remove(placeOf(form) + token);
      },
    });
  } else {
    const words = `您 ${clock(newest.at)} 在这里填写过，还没有提交。${again}`;
    bar(form, words, { 填回: take, 不要了: drop });
  }
}

async function start() {
  await forgetArrived();
  const forms = [...document.querySelectorAll("form[data-guard]")].filter(isOurs);
  for (const form of forms) await giveBack(form);
  await show(`typed:${person}:`);
  document.body.dataset.typed = "ready";
}

if (person) {
  document.addEventListener("input", onInput);
  document.addEventListener("change", onInput);
  // After forms.js, which may ask first, on the document while the event goes down.
  document.addEventListener("submit", onSubmit);
  window.addEventListener("pagehide", onLeave);
  document.addEventListener("visibilitychange", onLeave);
  start();
}
