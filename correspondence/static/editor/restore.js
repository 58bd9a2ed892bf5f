/*
 * Opening the page after an accident. The server has filled the form with the newer of version and
 * working text; a copy in this browser that is newer still goes into the form, and whatever was
 * there stays one press away.
 */
import * as copies from "./copies.js";
import { clock, fields, fill, packed, reopened, root, same } from "./page.js";
import { form } from "./text.js";

const bar = document.getElementById("kept-bar");
const words = document.getElementById("kept-words");
const dialog = document.getElementById("kept-differences");
const button = (name) => bar.querySelector(`[data-kept=${name}]`);
let held = null; // what the form would show if the last choice were taken back
let standing = null;
const drawn = fields();

async function read() {
  standing ??= await (await fetch(root.dataset.standing)).json();
  return standing;
}

function show(state, text) {
  bar.hidden = false;
  bar.dataset.state = state;
  words.textContent = text;
  button("other").hidden = !held?.label;
  if (held?.label) button("other").textContent = `换成${held.label}`;
}

/** Remember what stands in the form under a name, so that it can be taken back. */
export function hold(label) {
  held = { values: fields(), base: form.elements.base.value, label };
  show("held", `${label}还在，可以换回来。`);
}

function swap() {
  const { values, base, label } = held;
  hold("刚才的文字");
  fill(values, base);
  words.textContent = `已换成${label}。`;
}

async function drop(event) {
  event.preventDefault();
  const { version } = await read();
  held = { values: fields(), base: form.elements.base.value, label: "" };
  fill(version.fields, version.base);
  show("dropped", `已放弃未保存的修改，现在是第 ${version.base} 版的文字。`);
}

async function restore(event) {
  event.preventDefault();
  const working = held?.label === "" ? null : (await read()).working;
  const back = working ? { values: working.fields, base: working.base } : held;
  if (!back) return;
  held = null;
  fill(back.values, back.base);
  show("restored", "已恢复未保存的修改。");
}

/** The differences between the latest version and what stands in the form, in a dialog. */
export async function compare() {
  const rows = dialog.querySelector(".kept-differences-rows");
  const sent = { method: "POST", body: packed(fields()) };
  const answer = await fetch(root.dataset.differences, sent);
  rows.innerHTML = answer.ok ? await answer.text() : "现在不能比较，请稍后再试。";
  if (!dialog.open) dialog.showModal();
}

async function distance() {
  const sent = { method: "POST", body: packed(fields()) };
  const answer = await fetch(root.dataset.differences, sent);
  return (await answer.text()).match(/data-difference="(\d+)"/)?.[1] ?? "";
}

/** Whether a copy was written after what the server has; the same page's copy always was. */
function isNewer(copy, { version, working }) {
  if (working?.mark.startsWith(`${copy.token}.`)) return true;
  const times = [working, version].map((one) => (one ? new Date(one.saved_at).getTime() : 0));
  return copy.at > Math.max(...times);
}

async function take(copy) {
  const before = { values: fields(), base: form.elements.base.value };
  const shown = bar.dataset.state === "restored";
  held = shown ? { ...before, label: "服务器上较早的修改" } : null;
  fill(copy.values, copy.base);
  const version = root.dataset.version;
  show("restored", `已恢复 ${clock(copy.at)} 未保存的修改`);
  await copies.remove(copy.key);
  const count = await distance().catch(() => "");
  if (count) words.textContent += `（与第 ${version} 版相差 ${Number(count).toLocaleString("en-US")} 字）`;
}

/** What the page before this one sent while it went, and this one was drawn too early to know. */
function catchUp(working) {
  if (!working || working.mark === form.elements.knows.value || !same(fields(), drawn)) return;
  form.elements.knows.value = working.mark;
  if (same(fields(), working.fields)) return;
  fill(working.fields, working.base);
  show("restored", `已恢复 ${working.at} 未保存的修改`);
}

function offer(copy) {
  held = { values: copy.values, base: copy.base, label: `本机 ${clock(copy.at)} 的修改` };
  show(bar.dataset.state || "held", words.textContent.trim() || `本机还有一份 ${clock(copy.at)} 未保存的修改，早于现在的文字。`);
}

/** Look for copies that pages which are gone have left here. */
export async function startRestoring(alive) {
  button("differences").addEventListener("click", compare);
  button("drop").addEventListener("click", drop);
  button("restore").addEventListener("click", restore);
  button("other").addEventListener("click", swap);
  if (new URLSearchParams(location.search).get("text")) return;
  const left = (await copies.found()).filter((copy) => !alive.has(copy.token));
  if (!left.length && !reopened) return;
  const server = await read().catch(() => null);
  catchUp(server?.working);
  const known = [fields(), server?.version.fields, server?.working?.fields].filter(Boolean);
  const [useful, useless] = [[], []];
  for (const copy of left) {
    (known.some((one) => same(one, copy.values)) ? useless : useful).push(copy);
  }
  await Promise.all(useless.map((copy) => copies.remove(copy.key)));
  const [newest] = useful;
  if (!newest) return;
  if (!server || isNewer(newest, server)) await take(newest);
  else offer(newest);
}
