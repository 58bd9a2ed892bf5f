/*
 * This page as the keeping of text knows it: who opened it, from which version, where it sends to.
 * Every page has a name of its own (its token), so that two windows are told apart.
 */
import { newToken } from "../copies.js";
import { body, form, put, shown } from "./text.js";

export const root = document.getElementById("keeping");
const CONTROL = new Set(["csrfmiddlewaretoken", "person", "base", "token", "knows", "then"]);
const PATIENCE = 10_000;
const LONG = 50_000;
/** How far the server's clock is ahead of this machine's, in milliseconds. */
const ahead = new Date(root.dataset.now) - Date.now();
let fresh = "";

/** Which page stood in this window before, if it was this document's: it is no other window. */
const LEFT = `left:${location.pathname}`;
const inWindow = (act) => {
  try {
    return act(sessionStorage);
  } catch {
    return null; // a browser that forbids it
  }
};
const left = inWindow((store) => store.getItem(LEFT)) ?? "";
export const reopened = left !== "";
const forget = () => inWindow((store) => store.removeItem(LEFT));
forget();

export const page = { token: newToken(), person: root.dataset.person, path: location.pathname };
form.elements.token.value = page.token;
addEventListener("pagehide", () => inWindow((store) => store.setItem(LEFT, page.token)));
addEventListener("pageshow", ({ persisted }) => persisted && forget());

/** Now by the server's clock, in milliseconds. */
export const now = () => Date.now() + ahead;
export const clock = (at, seconds = false) =>
  new Date(at).toLocaleTimeString("zh-CN", {
    hour: "2-digit",
    minute: "2-digit",
    second: seconds ? "2-digit" : undefined,
    hour12: false,
  });

/** What stands in the form, by the name of the field. */
export function fields() {
  const entries = [...new FormData(form)].filter(([key]) => !CONTROL.has(key));
  return Object.fromEntries(entries.map(([key, value]) => [key, value.replace(/\r\n/g, "\n")]));
}

const bare = (text) =>
  (text ?? "").split("\n").map((line) => line.trim()).filter(Boolean).join("\n");

/** Whether two sets of fields make the same text; blank lines and the note on the change are none. */
export function same(one, other) {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  keys.delete("reason");
  return [...keys].every((key) => bare(one[key]) === bare(other[key]));
}

function set(field, value) {
  if (field.value === value) return;
  if (/^(text|textarea)$/.test(field.type) && value.length < LONG) {
    put(field, 0, field === body ? shown().length : field.value.length, value);
    return;
  }
  field.value = value;
  for (const type of ["input", "change"]) field.dispatchEvent(new Event(type, { bubbles: true }));
}

/** Put other values into the form, in a way that Ctrl+Z takes back; `base` is their version. */
export function fill(values, base) {
  form.elements.base.value = base;
  for (const [key, value] of Object.entries(values)) {
    if (key !== "body" && form.elements[key]) set(form.elements[key], value);
  }
  set(form.elements.body, values.body ?? "");
}

// --- Sending -----------------------------------------------------------------------------------
export const csrf = () =>
  document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ||
  fresh ||
  form.elements.csrfmiddlewaretoken.value;

/** Whatever is sent of the form has the token of now, also after signing in on this page. */
form.addEventListener("formdata", ({ formData }) => formData.set("csrfmiddlewaretoken", csrf()));

/** A new token from the server, when the old one is void: after signing in elsewhere, say. */
export async function refreshToken() {
  const answer = await fetch(root.dataset.signIn, { signal: AbortSignal.timeout(PATIENCE) });
  fresh = (await answer.json()).token;
}

export function packed(values) {
  const parcel = new FormData();
  const known = { person: page.person, token: page.token, left, knows: form.elements.knows.value };
  const all = { csrfmiddlewaretoken: csrf(), base: form.elements.base.value, ...known, ...values };
  for (const [key, value] of Object.entries(all)) parcel.append(key, value);
  return parcel;
}

async function posted(url, values) {
  const answer = await fetch(url, {
    method: "POST",
    body: packed(values),
    signal: AbortSignal.timeout(PATIENCE),
  });
  const type = answer.headers.get("Content-Type") ?? "";
  const said = type.includes("json") ? await answer.json() : null;
  return { status: answer.status, said, html: said ? "" : await answer.text() };
}

/** Post to one of the page's addresses. Throws when the server cannot be reached. */
export async function send(address, values = {}) {
  const url = root.dataset[address];
  const answer = await posted(url, values);
  if (answer.status !== 403 || answer.said) return answer;
  await refreshToken(); // refused before anybody looked at it: the token was old
  return posted(url, values);
}

// --- Saying ------------------------------------------------------------------------------------
/** The state of saving, beside the version. */
export function say(words) {
  const place = document.getElementById("saved-state");
  if (place.textContent.trim() !== words) place.textContent = words;
}

/** A note above the text with buttons {label: act}; empty words take it away. One for each name. */
export function note(id, words, moves = {}, tone = "soon") {
  const list = document.getElementById("keeping-notes");
  const old = list.querySelector(`[data-note="${id}"]`);
  if (old?.dataset.words === words) return;
  old?.remove();
  if (!words) return;
  const box = document.createElement("div");
  box.className = `note note--${tone} keeping-note`;
  Object.assign(box.dataset, { note: id, words });
  const text = document.createElement("p");
  text.textContent = words;
  box.append(text);
  for (const [label, act] of Object.entries(moves)) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "btn", textContent: label });
    button.addEventListener("click", act);
    box.append(button);
  }
  list.append(box);
}
