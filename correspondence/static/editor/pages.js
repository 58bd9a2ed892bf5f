/* The finished pages: they follow the caret, and a click in them puts the caret there. */
import { pictureOf } from "./ask.js";
import { caret, select } from "./text.js";
import { reveal } from "./underlay.js";

const PAGE = 841.89;
const LINE = 29.61;
const pages = document.getElementById("pages");
const place = document.getElementById("pages-place");
const list = document.createElement("ol");
const mark = document.createElement("span");
let sheets = [];

function sheet() {
  const item = document.createElement("li");
  item.innerHTML =
    '<button type="button" class="sheet-go"><img alt="" width="900" height="1273"></button>';
  item.querySelector("img").hidden = true;
  return item;
}

/** Exchange a picture only when the new one is ready to be seen. */
async function paint(item, key) {
  const source = pictureOf(key);
  if (!source || item.dataset.key === key) return;
  item.dataset.key = key;
  const fresh = new Image(900, 1273);
  fresh.src = source;
  await fresh.decode().catch(() => null);
  if (item.dataset.key !== key) return;
  fresh.alt = "";
  item.querySelector("img").replaceWith(fresh);
}

function name(item, at) {
  const words = `第 ${at + 1} 页，共 ${sheets.length} 页。到这一页的正文`;
  item.querySelector("button").setAttribute("aria-label", words);
}

function draw() {
  while (list.children.length > sheets.length) list.lastElementChild.remove();
  while (list.children.length < sheets.length) list.append(sheet());
  sheets.forEach((page, at) => {
    paint(list.children[at], page.key);
    name(list.children[at], at);
  });
}

const isAfter = ([, paragraph, character], here) =>
  paragraph > here.paragraph || (paragraph === here.paragraph && character > here.character);

/** The page and line the caret is on: the last line that begins before it. */
function lineOf(here) {
  let found = { at: 0, line: null };
  sheets.forEach((page, at) => {
    for (const line of page.lines) if (!isAfter(line, here)) found = { at, line };
  });
  return found;
}

function moveMark(item, line) {
  mark.hidden = !line;
  if (!line) return;
  item.append(mark);
  mark.style.top = `${((line[0] - 4) / PAGE) * 100}%`;
  mark.style.height = `${((LINE - 6) / PAGE) * 100}%`;
}

function scrollTo(item, line) {
  const frame = pages.getBoundingClientRect();
  const box = item.getBoundingClientRect();
  const at = box.top - frame.top + ((line ? line[0] : 0) / PAGE) * box.height;
  if (at > frame.height * 0.12 && at < frame.height * 0.86) return;
  pages.scrollTop += at - frame.height * 0.4;
}

/** Mark the place of the caret; follow it unless the pages themselves are being looked at. */
function follow(scroll) {
  if (!sheets.length) return;
  const { at, line } = lineOf(caret());
  [...list.children].forEach((item, number) => {
    if (number === at) item.setAttribute("aria-current", "page");
    else item.removeAttribute("aria-current");
  });
  place.textContent = `第 ${at + 1} / ${sheets.length} 页`;
  moveMark(list.children[at], line);
  if (scroll) scrollTo(list.children[at], line);
}

function goToText(event) {
  const item = event.target.closest("li");
  if (!item) return;
  const { lines } = sheets[[...list.children].indexOf(item)];
  if (!lines.length) return;
  const box = item.getBoundingClientRect();
  const top = event.detail ? ((event.clientY - box.top) / box.height) * PAGE : 0;
  const line = lines.findLast((one) => one[0] <= top) ?? lines[0];
  select(document.getElementById("id_body"), line[1], line[2]);
  reveal({ paragraph: line[1], character: line[2] });
}

export function startPages() {
  list.className = "sheets";
  mark.className = "sheet-mark";
  pages.replaceChildren(list);
  document.addEventListener("answered", ({ detail }) => {
    if (!detail.pages) return;
    sheets = detail.pages;
    draw();
    follow(document.activeElement?.id === "id_body");
  });
  document.addEventListener("selectionchange", () => {
    if (document.activeElement?.id === "id_body") follow(true);
  });
  list.addEventListener("click", goToText);
}
