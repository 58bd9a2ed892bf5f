/* 大纲: the headings of the text by level; the one the caret stands under is marked. */
import { body, caret, select } from "./text.js";
import { reveal } from "./underlay.js";

const NUMBERS = "[一二三四五六七八九十百零]+";
const LEVELS = [
  new RegExp(`^${NUMBERS}、`),
  new RegExp(`^（${NUMBERS}）`),
  /^\d{1,2}[.．](?!\d)/,
  /^（\d{1,2}）/,
];
const NAMES = ["一级", "二级", "三级", "四级"];
const LONGEST = 60;
const panel = document.getElementById("panel-outline");
let headings = [];

/** The numbered paragraphs: level (from 1), words up to the first full stop, paragraph. */
function headingsOf(text) {
  return text.split("\n").flatMap((line, at) => {
    const level = LEVELS.findIndex((mark) => mark.test(line)) + 1;
    if (!level) return [];
    return [{ level, words: line.split(/[。！？；]/)[0].slice(0, LONGEST), paragraph: at + 1 }];
  });
}

function entry({ level, words, paragraph }) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  const name = document.createElement("span");
  button.type = "button";
  button.dataset.paragraph = paragraph;
  button.dataset.level = level;
  name.className = "quiet small";
  name.textContent = NAMES[level - 1];
  button.append(words, name);
  item.append(button);
  return item;
}

function draw() {
  headings = headingsOf(body.value);
  if (headings.length) {
    const list = document.createElement("ol");
    list.className = "outline";
    list.append(...headings.map(entry));
    panel.replaceChildren(list);
  } else {
    const none = document.createElement("p");
    none.className = "quiet";
    none.textContent = "还没有标题。段首写“一、”“（一）”“1.”“（1）”，就成为标题。";
    panel.replaceChildren(none);
  }
  mark();
}

function mark() {
  const here = caret().paragraph;
  const now = headings.findLast((heading) => heading.paragraph <= here);
  for (const button of panel.querySelectorAll("button")) {
    if (Number(button.dataset.paragraph) === now?.paragraph) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

export function startOutline() {
  let waiting = 0;
  body.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => panel.hidden || draw(), 200);
  });
  panel.addEventListener("opened", draw);
  document.addEventListener("selectionchange", () => panel.hidden || mark());
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("[data-paragraph]");
    if (!button) return;
    const place = { paragraph: Number(button.dataset.paragraph), character: 1 };
    select(body, place.paragraph, place.character);
    reveal(place);
  });
}
