/* 校核: what should be changed, beside its paragraph and in a list; sure corrections with one click. */
import { isOpen, openTab } from "./tabs.js";
import { body, fieldOf, mend, put, select } from "./text.js";
import { indented } from "./indent.js";
import { startMargin, stand } from "./margin.js";
import { markRanges, rangeOf, reveal } from "./underlay.js";
import { drawAround, mayWaive, startWaiving, waivedLine, waiveLine } from "./waiving.js";

export const WORDS = { error: "必改", warning: "核对", hint: "提示" };
const FIELDS = { title: "标题", recipient: "主送", note: "附注", copies: "抄送" };
/** Where what a finding asks for is at hand: the tab beside the text, and what it is called. */
const ASIDE = { L25: ["tab-opinions", "引用会办意见"] };
const panel = document.getElementById("panel-findings");
const tab = document.getElementById("tab-findings");
const count = document.getElementById("findings-count");
let findings = [];
let waived = [];
/** What the list shows, so that an answer that brings nothing new leaves it alone. */
let listed = "";

const placed = ({ field, paragraph }) =>
  field === "body" ? (paragraph ? `第 ${paragraph} 段` : "全文") : (FIELDS[field] ?? "");

function made(tag, name, words = "") {
  const part = document.createElement(tag);
  part.className = name;
  part.textContent = words;
  if (tag === "button") part.type = "button";
  return part;
}

const deed = ({ fix, before }) =>
  fix.text ? `改“${before}”为“${fix.text}”` : before.trim() ? `删去“${before}”` : "删去空格";

function entry(found, at) {
  const item = made("li", `finding finding--${found.severity}`);
  const go = made("button", "finding-go");
  const word = made("span", "finding-word", WORDS[found.severity]);
  go.append(word, made("span", "finding-place", placed(found)), made("span", "", found.message));
  go.dataset.go = at;
  item.append(go);
  if (found.fix) {
    const mendIt = made("button", "btn finding-fix", deed(found));
    mendIt.dataset.fix = at;
    item.append(mendIt);
  }
  const [aside, words] = ASIDE[found.rule] ?? [];
  if (aside && document.getElementById(aside)) {
    const look = made("button", "btn finding-fix", words);
    look.dataset.aside = aside;
    item.append(look);
  }
  if (mayWaive(found)) item.append(...waiveLine(found));
  return item;
}

function waivedEntry(found) {
  const item = made("li", "finding is-waived");
  const what = made("p", "finding-what");
  what.append(made("span", "finding-place", placed(found)), made("span", "", found.message));
  item.append(what, ...waivedLine(found));
  return item;
}

function head() {
  const sure = findings.filter((found) => found.fix).length;
  const box = made("div", "findings-head");
  const errors = findings.filter((found) => found.severity === "error").length;
  const words = errors ? `${findings.length} 处，其中必改 ${errors} 处` : `${findings.length} 处待核对`;
  box.append(made("p", "quiet", words));
  if (sure > 1) {
    const all = made("button", "btn", `一次改正 ${sure} 处`);
    all.dataset.fixAll = "yes";
    box.append(all);
  }
  return box;
}

function draw() {
  count.textContent = findings.length || "";
  tab.classList.toggle("has-errors", findings.some((found) => found.severity === "error"));
  const list = made("ul", "findings");
  list.append(...findings.map(entry), ...waived.map(waivedEntry));
  const none = waived.length ? "其余没有需要改正的地方。" : "没有发现需要改正的地方。";
  panel.replaceChildren(findings.length ? head() : made("p", "quiet", none), list);
}

function underline(severity) {
  const ranges = findings
    .filter((one) => one.field === "body" && one.character && one.severity === severity)
    .map(({ paragraph, character, before }) =>
      rangeOf(paragraph, character - 1, character - 1 + Math.max(before.length, 1)),
    );
  markRanges(`finding-${severity}`, ranges);
}

function show(found) {
  const inOrder = found.toSorted((a, b) => order(a) - order(b));
  findings = inOrder.filter((one) => !one.waived);
  waived = inOrder.filter((one) => one.waived);
  const now = JSON.stringify(inOrder);
  if (now !== listed) drawAround(draw);
  listed = now;
  stand(findings);
  Object.keys(WORDS).forEach(underline);
}

const order = ({ field, paragraph }) => (field === "body" ? (paragraph || 1e6) : 0);

/** Go to what a finding is about, and show it in the list. */
function goTo(found) {
  const field = fieldOf(found.field);
  if (!field) return;
  const facts = field.closest("details");
  if (facts) facts.open = true;
  const length = found.character ? Math.max(found.before.length, 1) : 0;
  select(field, found.paragraph || 1, found.character || 1, length);
  if (field === body) reveal({ paragraph: found.paragraph || 1, character: found.character || 1 });
}

/** Open the list at one finding. */
function pointAt(found) {
  if (!isOpen(tab)) openTab(tab);
  const at = findings.indexOf(found);
  panel.querySelectorAll("li").forEach((item, number) => item.classList.toggle("is-here", number === at));
  panel.querySelector(".is-here")?.scrollIntoView({ block: "nearest" });
}

function mendOne(found) {
  const field = fieldOf(found.field);
  if (field && !mend(field, found.paragraph, found.fix, found.before)) goTo(found);
}

/** All sure corrections of the body in one step, so that one Ctrl+Z takes them back. */
function mendAll() {
  const sure = findings.filter((found) => found.fix);
  const lines = body.value.split("\n");
  const last = (a, b) => b.fix.start - a.fix.start;
  for (const { paragraph, fix, before } of sure.filter((one) => one.field === "body").sort(last)) {
    const line = lines[paragraph - 1] ?? "";
    if (line.slice(fix.start, fix.end) !== before) continue;
    lines[paragraph - 1] = line.slice(0, fix.start) + fix.text + line.slice(fix.end);
  }
  for (const found of sure.filter((one) => one.field !== "body")) mendOne(found);
  const text = indented(lines.join("\n"));
  const caret = body.selectionStart;
  if (sure.some((one) => one.field === "body")) put(body, 0, body.textLength, text);
  body.setSelectionRange(caret, caret);
}

function openAside(tab) {
  openTab(tab);
  tab.focus();
}

export function startFindings() {
  startMargin((found) => {
    pointAt(found);
    goTo(found);
  });
  startWaiving(panel, draw);
  for (const event of ["answered", "waived"]) {
    document.addEventListener(event, ({ detail }) => show(detail.findings));
  }
  panel.addEventListener("click", (event) => {
    const { go, fix, fixAll, aside } = event.target.closest("button")?.dataset ?? {};
    if (go) goTo(findings[go]);
    if (fix) mendOne(findings[fix]);
    if (fixAll) mendAll();
    if (aside) openAside(document.getElementById(aside));
  });
}
