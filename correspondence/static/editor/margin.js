/* The margin of the paper: a word beside each paragraph that should be looked at. */
import { body } from "./text.js";
import { topOf } from "./underlay.js";

const WORDS = { error: "必改", warning: "核对", hint: "提示" };
const RANK = ["error", "warning", "hint"];
const paper = document.getElementById("paper");
const margin = document.createElement("div");
let findings = [];
let onPress = () => {};

/** Where a finding stands: its paragraph, or the line of its field. */
function topFor({ field, paragraph }) {
  if (field === "body") return paragraph ? topOf(paragraph) : null;
  const part = document.getElementById(`id_${field}`)?.closest(".paper-title, .paper-recipient");
  return part ? part.offsetTop : null;
}

function grouped() {
  const groups = new Map();
  for (const found of findings) {
    const top = topFor(found);
    if (top !== null) groups.set(top, [...(groups.get(top) ?? []), found]);
  }
  return groups;
}

function marker(top, group) {
  const worst = group.toSorted((a, b) => RANK.indexOf(a.severity) - RANK.indexOf(b.severity))[0];
  const button = document.createElement("button");
  button.type = "button";
  button.className = `marker marker--${worst.severity}`;
  button.style.top = `${top}px`;
  button.textContent = WORDS[worst.severity] + (group.length > 1 ? ` ${group.length}` : "");
  button.title = group.map((found) => found.message).join("\n");
  button.addEventListener("click", () => onPress(worst));
  return button;
}

function draw() {
  margin.replaceChildren(...[...grouped()].map(([top, group]) => marker(top, group)));
}

/** Stand these findings in the margin. */
export function stand(found) {
  findings = found;
  draw();
}

export function startMargin(press) {
  onPress = press;
  margin.className = "paper-margin";
  paper.append(margin);
  body.addEventListener("input", draw);
  new ResizeObserver(draw).observe(paper);
}
